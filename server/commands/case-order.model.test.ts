import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Attachment } from '../../shared/cases/attachment.ts'
import { fold } from '../../shared/cases/fold.ts'
import { verbRoles, type CaseCommand, type CaseVerb } from '../../shared/cases/orders.ts'
import type { HandOffRule } from '../../shared/city/pack.ts'
import { DomainError } from '../../shared/errors.ts'
import { hourMs, minuteMs } from '../../shared/time/civil.ts'
import { packBook } from '../log/pack-book.ts'
import { readingFor } from '../projections/reading-for.ts'
import { rebuild } from '../projections/rebuild.ts'
import { orderCity, orderPack, people } from '../../test/order-city.ts'
import { CaseModel } from '../../test/case-model.ts'

type City = ReturnType<typeof orderCity>
interface Real {
  city: City
  caseIds: number[]
}
type Post = keyof typeof people

const posts = Object.keys(people) as Post[]
const reason = fc.constant('理由')
const later = fc.integer({ min: 1, max: 90 })
const files: Attachment[] = ['a', 'b'].map((letter) => ({
  ...{ hash: letter.repeat(64), name: `${letter}.png`, type: 'image/png', bytes: 9 },
}))
const isKnown = (hash: string): boolean => files.some((file) => file.hash === hash)
/** Files that were uploaded, and one that never was. */
const attachments = fc.subarray(['a', 'a', 'b', 'c'].map((letter) => letter.repeat(64)))

/** Any order that anybody might give, with what it says beside the case. */
const anyCommand: fc.Arbitrary<CaseCommand> = fc.oneof(
  ...(
    [
      ['case-accept', 'case-register', 'case-sign', 'case-start', 'case-resolve', 'case-verify'],
      ['case-close', 'case-resume', 'case-extend'],
    ].flat() as CaseVerb[]
  ).map((verb) => fc.constant({ verb } as CaseCommand)),
  ...(
    [
      ['case-decline', 'case-return', 'case-suspend', 'case-rework', 'case-cancel'],
      ['case-reopen', 'case-refuse-extension'],
    ].flat() as CaseVerb[]
  ).map((verb) => reason.map((said) => ({ verb, reason: said }) as CaseCommand)),
  attachments.chain((given) =>
    fc.constantFrom<CaseCommand>(
      { verb: 'case-resolve', attachments: given },
      { verb: 'case-verify', attachments: given },
      { verb: 'case-return', reason: '理由', attachments: given },
    ),
  ),
  fc
    .constantFrom('sanitation', 'water')
    .map((department): CaseCommand => ({ verb: 'case-dispatch', department })),
  fc
    .constantFrom('0102', '0110', '0606')
    .map((type): CaseCommand => ({ verb: 'case-retype', type })),
  fc
    .constantFrom(4, 7)
    .map((region): CaseCommand => ({ verb: 'case-relocate', region, point: null })),
  fc.constant<CaseCommand>({ verb: 'case-rate', rating: 'satisfied' }),
  fc.constant<CaseCommand>({ verb: 'case-supervise', owner: '值班室', due: null }),
  fc.constant<CaseCommand>({ verb: 'case-close-supervision', note: '已到位' }),
  fc.constantFrom('iot', 'hotline').map((to): CaseCommand => ({ verb: 'case-hand-over', to })),
)

/** A department's case is there for its own handler alone. */
const sees = (post: Post, department: string | null): boolean => {
  const { roles, departments } = people[post]
  return !roles.includes('department-handler') || departments.some((one) => one === department)
}

/** One order of somebody at some case, at once or after a while. */
class Give implements fc.AsyncCommand<CaseModel[], Real> {
  constructor(
    readonly which: number,
    readonly post: Post,
    readonly command: CaseCommand,
    readonly minutes: number,
  ) {}
  check = () => true

  /** The order itself; of a merging, into which of the cases. */
  commandFor(_caseIds: number[]): CaseCommand {
    return this.command
  }
  intoOf(_models: CaseModel[]): CaseModel | undefined {
    return undefined
  }

  async run(models: CaseModel[], { city, caseIds }: Real) {
    const command = this.commandFor(caseIds)
    city.pass(this.minutes * minuteMs)
    const at = this.which % caseIds.length
    const [model, caseId = 0] = [models[at], caseIds[at]]
    if (model === undefined) return
    const before = city.position(caseId)
    const departmentBefore = city.state(caseId).department
    model.looksAt(city.clock.time, city.state(caseId))
    const into = this.intoOf(models)
    const verdict = model.judge(this.post, command, { into, isKnown })
    const outcome = await codeOf(city.order(people[this.post], caseId, command))
    if (verdict === 'ok') {
      expect([this.toString(), outcome]).toEqual([this.toString(), 'ok'])
      model.apply(command)
    } else {
      expect([this.toString(), outcome]).not.toEqual([this.toString(), 'ok'])
      const hasRole = people[this.post].roles.some((one) => verbRoles[command.verb].includes(one))
      if (hasRole && !sees(this.post, departmentBefore)) expect(outcome).toBe('not-found')
      else if (verdict === 'forbidden') expect(outcome).toBe('forbidden')
      expect(city.position(caseId)).toBe(before)
    }
    model.agreesWith(city.state(caseId))
  }

  toString = () => `${this.post} +${this.minutes}′ #${this.which} ${JSON.stringify(this.command)}`
}

/** One case put into another, whoever's it is and however it stands. */
class Merge extends Give {
  constructor(
    which: number,
    readonly into: number,
    post: Post,
    minutes: number,
  ) {
    super(which, post, { verb: 'case-merge', into: 0 }, minutes)
  }
  override commandFor = (caseIds: number[]): CaseCommand => ({
    verb: 'case-merge',
    into: caseIds[this.into % caseIds.length] ?? 0,
  })
  override intoOf = (models: CaseModel[]) => models[this.into % models.length]
  override toString = () => `${this.post} merges #${this.which} into #${this.into}`
}

/** An extension asked for: some hours beyond the deadline that the case has. */
class Ask extends Give {
  override async run(models: CaseModel[], real: Real) {
    const caseId = real.caseIds[this.which % real.caseIds.length] ?? 0
    const { disposalDeadline } = real.city.state(caseId)
    const soonest = Math.max(disposalDeadline ?? 0, real.city.clock.time + this.minutes * minuteMs)
    const until = soonest + hourMs
    const command: CaseCommand = { verb: 'case-ask-extension', until, reason: '等待' }
    await new Give(this.which, this.post, command, this.minutes).run(models, real)
  }
}

/** Two posts at one case in the same instant, each with what fits it: never both. */
class Race implements fc.AsyncCommand<CaseModel[], Real> {
  constructor(
    readonly which: number,
    readonly first: number,
    readonly second: number,
  ) {}
  check = () => true

  async run(models: CaseModel[], { city, caseIds }: Real) {
    const at = this.which % caseIds.length
    const [model, caseId = 0] = [models[at], caseIds[at]]
    if (model === undefined || model.at === 'gone') return
    model.looksAt(city.clock.time, city.state(caseId))
    const pair = [fitting(model, this.first), fitting(model, this.second)]
    const facts = city.cases.of(caseId)?.facts.length ?? 0
    const outcomes = await Promise.all(
      pair.map(([post, command]) => codeOf(city.order(people[post], caseId, command))),
    )
    expect(outcomes).toEqual(['ok', 'conflict'])
    expect(city.cases.of(caseId)?.facts.length).toBe(facts + 1)
    const [, command] = pair[0] ?? fitting(model, this.first)
    model.apply(command)
    model.agreesWith(city.state(caseId))
  }

  toString = () => `race #${this.which} ${this.first} ${this.second}`
}

const codeOf = async (order: Promise<unknown>): Promise<string> => {
  try {
    await order
    return 'ok'
  } catch (error) {
    if (error instanceof DomainError) return error.code
    throw error
  }
}

/** What leads on comes often, so that wild orders meet cases under way. */
const onward: [Post, CaseCommand][] = [
  ['officer', { verb: 'case-accept' }],
  ['officer', { verb: 'case-register' }],
  ['officer', { verb: 'case-dispatch', department: 'sanitation' }],
  ['handler', { verb: 'case-sign' }],
  ['handler', { verb: 'case-start' }],
  ['handler', { verb: 'case-resolve' }],
  ['verifier', { verb: 'case-verify' }],
  ['verifier', { verb: 'case-close' }],
]
const aside: [Post, CaseCommand][] = [
  ['officer', { verb: 'case-decline', reason: '理由' }],
  ['officer', { verb: 'case-dispatch', department: 'water' }],
  ['officer', { verb: 'case-extend' }],
  ['officer', { verb: 'case-refuse-extension', reason: '理由' }],
  ['officer', { verb: 'case-resume' }],
  ['officer', { verb: 'case-cancel', reason: '理由' }],
  ['officer', { verb: 'case-reopen', reason: '理由' }],
  ['officer', { verb: 'case-retype', type: '0110' }],
  ['officer', { verb: 'case-retype', type: '0606' }],
  ['officer', { verb: 'case-hand-over', to: 'iot' }],
  ['officer', { verb: 'case-rate', rating: 'dissatisfied' }],
  ['handler', { verb: 'case-return', reason: '理由' }],
  ['handler', { verb: 'case-suspend', reason: '理由' }],
  ['water', { verb: 'case-sign' }],
  ['water', { verb: 'case-return', reason: '理由' }],
  ['verifier', { verb: 'case-rework', reason: '理由' }],
  ['leader', { verb: 'case-supervise', owner: '值班室', due: null }],
  ['leader', { verb: 'case-close-supervision', note: '已到位' }],
]
const likely = [...Array.from({ length: 8 }, () => onward).flat(), ...aside]

/** Of the orders that the model would let through, the `pick`-th. */
function fitting(model: CaseModel, pick: number): [Post, CaseCommand] {
  const fit = likely.filter(([post, command]) => model.judge(post, command) === 'ok')
  return fit[pick % fit.length] ?? ['officer', { verb: 'case-accept' }]
}

/** An order that fits the case. */
class Fit implements fc.AsyncCommand<CaseModel[], Real> {
  constructor(
    readonly which: number,
    readonly pick: number,
    readonly minutes: number,
  ) {}
  check = () => true
  async run(models: CaseModel[], real: Real) {
    const model = models[this.which % models.length]
    if (model === undefined) return
    const [post, command] = fitting(model, this.pick)
    await new Give(this.which, post, command, this.minutes).run(models, real)
  }
  toString = () => `fit #${this.which} ${this.pick} +${this.minutes}′`
}

const anyPost = fc.constantFrom(...posts)
const which = fc.nat(3)
const pick = fc.nat(1_000)
const fit = fc.tuple(which, pick, later).map((given) => new Fit(...given))
const anySteps = fc.commands(
  [
    ...[fit, fit, fit, fit, fit, fit],
    fc.tuple(which, anyPost, anyCommand, later).map((given) => new Give(...given)),
    fc
      .tuple(which, later)
      .map(([at, minutes]) => new Ask(at, 'handler', { verb: 'case-accept' }, minutes)),
    fc.tuple(which, pick, pick).map((given) => new Race(...given)),
    fc
      .tuple(which, which, fc.constantFrom<Post>('officer', 'officer', 'handler'), later)
      .map((given) => new Merge(...given)),
  ],
  { maxCommands: 80, size: 'max' },
)

const tables = [
  ...['case_state', 'case_queue', 'case_merge', 'case_contribution', 'balance_change'],
  ...['hand_off_count', 'attachment_use'],
]

const pack = {
  ...orderPack(),
  handOffs: [
    { sender: '*', receiver: null, field: '*', since: null, limit: { amount: 30, unit: 'minute' } },
    ...['iot', 'hotline'].map((receiver) => ({
      ...{ sender: '*', receiver, field: null, since: null },
      limit: { amount: 20, unit: 'minute' },
    })),
  ] as HandOffRule[],
}

it('whoever orders whatever whenever, every case stays legal and the log can be replayed', async () => {
  await fc.assert(
    fc.asyncProperty(anySteps, async (steps) => {
      const city = orderCity(pack, (hash) => files.find((file) => file.hash === hash) ?? null)
      try {
        const types = ['0102', '0606', '0102', '0110']
        const caseIds = types.map((type) => city.report({ type }))
        const real = { city, caseIds }
        const models = types.map((type) => new CaseModel(type))
        await fc.asyncModelRun(() => ({ model: models, real }), steps)
        replayed(city)
      } finally {
        city.close()
      }
    }),
    { numRuns: 30 },
  )
}, 120_000)

/** Folding all facts anew, in the order of the log or not, and rebuilding the tables change nothing. */
function replayed(city: City): void {
  const { sqlite } = city.database
  for (const caseId of city.database.sqlite
    .prepare<[], number>('SELECT case_id FROM case_number')
    .pluck()
    .all()) {
    const facts = city.cases.of(caseId)?.facts ?? []
    expect(fold(caseId, facts.toReversed(), city.rules)).toEqual(city.state(caseId))
  }
  const rows = () =>
    tables.map((table) => sqlite.prepare(`SELECT * FROM ${table} ORDER BY 1, 2`).all())
  const before = rows()
  const { readingOf, content } = packBook(sqlite, readingFor)
  const { differences } = rebuild(sqlite, { readingOf, packContent: content })
  expect([differences, rows()]).toEqual([[], before])
}
