import { afterEach, beforeEach, expect, it } from 'vitest'
import { demoLeader, type Asker } from '../../shared/access/asker.ts'
import { alertCity } from '../../test/alert-city.ts'

let city: ReturnType<typeof alertCity>
beforeEach(() => void (city = alertCity()))
afterEach(() => city.close())

async function anAlertInTheEast(): Promise<number> {
  city.calls(170)
  await city.judged()
  return city.rows()[0]?.alert ?? 0
}
const acknowledge = (alert: number, note?: string, asker: Asker = demoLeader(1)) =>
  city.orders(asker, { verb: 'acknowledge-alert', alert, note }, city.clock.time)
const audit = () =>
  city.database.sqlite.prepare('SELECT asker, action, detail, position FROM audit').all()
const texts = () =>
  city.database.sqlite.prepare<[], string>('SELECT description FROM fact_text').pluck().all()

it('a leader’s acknowledgement is one fact, its audit with it, its note beside the log', async () => {
  const alert = await anAlertInTheEast()
  await acknowledge(alert, '已通知值班长')
  city.view.follow()
  const { position } = city.view
  expect(city.rows()).toMatchObject([
    { acknowledgedAt: city.clock.time, acknowledgedBy: '演示领导', note: '已通知值班长' },
  ])
  expect(audit()).toEqual([
    {
      ...{ asker: 'demo-leader', action: 'acknowledge-alert', position },
      detail: JSON.stringify({ alert, indicator: 'calls.rate', region: 2 }),
    },
  ])
  const body = city.database.sqlite
    .prepare<[], string>("SELECT body FROM log WHERE type = 'alert-acknowledged'")
    .pluck()
  expect(body.get()).not.toContain('值班长')
  expect(texts()).toEqual(['已通知值班长'])
})

it('again, or by two at once, changes nothing', async () => {
  const alert = await anAlertInTheEast()
  const other: Asker = { ...demoLeader(1), id: 'duty', name: '值班员', roles: ['duty-officer'] }
  await Promise.all([acknowledge(alert, '一'), acknowledge(alert, '二', other)])
  await acknowledge(alert, '三', other)
  city.view.follow()
  expect(city.rows()).toMatchObject([{ acknowledgedBy: '演示领导', note: '一' }])
  expect(audit()).toHaveLength(1)
})

it('what must not be stored is masked in its note', async () => {
  await acknowledge(await anAlertInTheEast(), '请联系 13812345678')
  expect(texts()).toEqual(['请联系 [电话]'])
})

it('another’s region is not there, nor is what never was', async () => {
  const alert = await anAlertInTheEast()
  const west: Asker = { ...demoLeader(1), regions: [3] }
  await expect(acknowledge(alert, '', west)).rejects.toMatchObject({ code: 'not-found' })
  await expect(acknowledge(alert + 1)).rejects.toMatchObject({ code: 'not-found' })
  expect(audit()).toEqual([])
})

it('an analyst may see it and not acknowledge it', async () => {
  const alert = await anAlertInTheEast()
  const analyst: Asker = { ...demoLeader(1), roles: ['analyst'] }
  await expect(acknowledge(alert, '', analyst)).rejects.toMatchObject({ code: 'forbidden' })
})

it('one that is cleared already can still be said to have been seen', async () => {
  const alert = await anAlertInTheEast()
  city.calls(200)
  await city.judged()
  await acknowledge(alert)
  city.view.follow()
  const [row] = city.rows('all')
  expect(row?.clearedAt).not.toBeNull()
  expect(row?.acknowledgedBy).toBe('演示领导')
})
