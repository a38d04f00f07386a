import { afterEach, describe, expect, it } from 'vitest'
import { loadCityPack } from '../load-city-pack.ts'
import { PackCopy } from '../pack-copy.ts'
import { CityPackError } from '../problems.ts'

const copies: PackCopy[] = []
afterEach(() => copies.splice(0).forEach((copy) => copy.discard()))

/** What is wrong with the pack once some cells of a row are changed: column and words. */
function problemsWith(file: string, id: string, changes: Record<string, string>): string[] {
  const copy = new PackCopy()
  copies.push(copy)
  for (const [column, text] of Object.entries(changes)) copy.set(file, id, column, text)
  try {
    loadCityPack(copy.folder)
    return []
  } catch (error) {
    if (!(error instanceof CityPackError)) throw error
    return error.problems.map(({ column, expected }) => `${column} ${expected}`)
  }
}

describe('a pack that suppression could not protect is refused', () => {
  it('with a running total of something sensitive', () => {
    expect(problemsWith('indicators.tsv', 'dispute.legacy_cleared', { accumulate: 'ytd' })).toEqual(
      ['accumulate 敏感指标不得累计：相邻两期相减即得单期，应为 none'],
    )
  })

  it('with one sensitive measure published by month and by quarter', () => {
    expect(
      problemsWith('indicators.tsv', 'dispute.petition_satisfaction', {
        ...{ numerator: 'petition.first_resolved', period: 'quarter' },
      }),
    ).toEqual([expect.stringMatching(/^period petition.first_resolved 已由/)])
  })

  it('with cases of sensitive types counted by themselves', () => {
    expect(
      problemsWith('measures.tsv', 'wage_case.due_closing', { caseTypes: '0901;0909' }),
    ).toEqual([expect.stringMatching(/^caseTypes 只数敏感小类/)])
  })

  it('with a sensitive measure counted from cases', () => {
    const found = problemsWith('measures.tsv', 'peace.homicides', {
      ...{ origin: 'cases', feed: '', caseCount: 'accepted' },
    })
    expect(found).toEqual(['origin 敏感度量应由部门按期报送(reported)'])
  })

  it('with an indicator judged by a sensitive one', () => {
    expect(
      problemsWith('indicators.tsv', 'peace.fraud_yoy', { thresholdBase: 'peace.homicide_yoy' }),
    ).toEqual([expect.stringMatching(/^thresholdBase /)])
  })
})
