import type { StageRule } from '../city/pack.ts'

/** One part of a stage's condition (等级条件): a measure or indicator against a number, or a status. */
export interface StagePart {
  words: string
  id: string
  test: { kind: 'number'; operator: string; line: number } | { kind: 'status'; least: string }
}

const statuses = ['normal', 'yellow', 'red']

/** What a part was read as: a number or a status; null = it is not known, and then it does not hold. */
export type StageReader = (part: StagePart) => number | string | null

/** A stage's condition as alternatives of parts that hold together; `otherwise` has none. */
export function partsOf({ condition }: Pick<StageRule, 'condition'>): StagePart[][] {
  if (condition === 'otherwise') return []
  return condition.split(';').map((group) => group.split('&').map(partOf))
}

function partOf(words: string): StagePart {
  const [, status, least] = /^(.+)\.status>=(\w+)$/.exec(words) ?? []
  if (status !== undefined && least !== undefined)
    return { words, id: status, test: { kind: 'status', least } }
  const [, id = words, operator = '>=', line = 'NaN'] =
    /^([\w.]+?)(>=|<=|>|<)(.+)$/.exec(words) ?? []
  return { words, id, test: { kind: 'number', operator, line: Number(line) } }
}

export function holdsPart({ test }: StagePart, found: number | string | null): boolean {
  if (found === null) return false
  if (test.kind === 'status') return statuses.indexOf(String(found)) >= statuses.indexOf(test.least)
  const value = Number(found)
  if (test.operator === '>=') return value >= test.line
  if (test.operator === '<=') return value <= test.line
  return test.operator === '>' ? value > test.line : value < test.line
}

/** The stage that the readings alone give (原始等级), and the alternative of its condition that held. */
export interface RawStage {
  stage: number
  condition: string
}

/** The highest stage whose condition holds; null for a pack without stages. */
export function rawStage(rules: readonly StageRule[], read: StageReader): RawStage | null {
  const down = [...rules].sort((a, b) => b.stage - a.stage)
  for (const rule of down) {
    if (rule.condition === 'otherwise') return { stage: rule.stage, condition: 'otherwise' }
    const met = partsOf(rule).find((group) => group.every((part) => holdsPart(part, read(part))))
    if (met) return { stage: rule.stage, condition: met.map(({ words }) => words).join('&') }
  }
  return null
}

/** What waits to become the stage (待变更): since when the readings have asked for another one. */
export interface PendingStage extends RawStage {
  since: number
}

/**
 * Whether the stage changes now (升降级): up once the readings have asked for a higher one for as long as
 * that one's rule says, down once they have asked for a lower one for as long as the present one says.
 */
export function stepStage(
  rules: readonly StageRule[],
  stage: number | null,
  pending: PendingStage | null,
  raw: RawStage,
  now: number,
): { change: RawStage | null; pending: PendingStage | null } {
  if (stage === raw.stage) return { change: null, pending: null }
  if (stage === null) return { change: raw, pending: null }
  const isUp = raw.stage > stage
  // Asking for higher yet, or less far down, is still asking the same way.
  const since = pending && pending.stage > stage === isUp ? pending.since : now
  const rule = rules.find((one) => one.stage === (isUp ? raw.stage : stage))
  const minutes = (isUp ? rule?.holdMinutes : rule?.stepDownMinutes) ?? 0
  return now - since >= minutes * 60_000
    ? { change: raw, pending: null }
    : { change: null, pending: { ...raw, since } }
}

/** `wall.stage`: the city's stage (城市运行等级), by which rule, and what stands behind it. */
export interface StageAnswer {
  position: number
  now: number
  /** Null where the pack has no stages, or none was judged yet. */
  current: {
    stage: number
    name: string
    /** 平 or 战. */
    mode: string
    colour: string
    rule: string
    since: number
    /** The parts that brought it here, and how they read now; empty for the ordinary stage. */
    parts: { words: string; name: string; value: number | string | null; holds: boolean }[]
  } | null
  /** The readings ask for this stage; it comes when its time is up. */
  asked: { stage: number; name: string } | null
  stages: { stage: number; name: string; colour: string; rule: string }[]
  /** Open events of Ⅰ/Ⅱ, gravest first. */
  events: {
    caseId: number | null
    name: string
    severity: number
    regionName: string
    since: number
  }[]
}
