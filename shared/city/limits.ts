import type { CityPack, HandOffRule, Limit } from './pack.ts'

/** Who receives a hand-off (接收方): a channel by its key, or a department by its id. */
export type Receiver = { channel: string } | { department: string }

/** The limits of a pack as they are in force on a local day (ISO date), so that history keeps its own. */
export interface LimitsByDay {
  /** Disposal limit (处置时限) of a type; null for one that the pack does not know. */
  disposal(type: string, day: string): Limit | null
  /** By when a hand-off is to be taken (接收时限); null = the pack says nothing. */
  handOff(sender: string, receiver: Receiver, day: string): Limit | null
}

const known = new WeakMap<CityPack, LimitsByDay>()

/** The limits of a pack, indexed once. */
export function limitsOf(pack: CityPack): LimitsByDay {
  let limits = known.get(pack)
  if (limits === undefined) known.set(pack, (limits = makeLimits(pack)))
  return limits
}

function makeLimits({
  eventTypes,
  departments,
  limitChanges = [],
  handOffs = [],
}: CityPack): LimitsByDay {
  const first = new Map(eventTypes.map(({ code, disposal }) => [code, disposal]))
  const changes = new Map<string, { since: string; limit: Limit }[]>()
  for (const change of limitChanges.toSorted((a, b) => (a.since < b.since ? -1 : 1)))
    changes.set(change.type, [...(changes.get(change.type) ?? []), change])
  const fields = new Map(departments.map(({ id, field }) => [id, field]))
  return {
    disposal: (type, day) =>
      changes.get(type)?.findLast(({ since }) => since <= day)?.limit ?? first.get(type) ?? null,
    handOff: (sender, receiver, day) => {
      const field = 'department' in receiver ? fields.get(receiver.department) : undefined
      const fits = (rule: HandOffRule): boolean =>
        (rule.sender === '*' || rule.sender === sender) &&
        ('channel' in receiver
          ? rule.receiver === receiver.channel
          : rule.field !== null && (rule.field === '*' || rule.field === field)) &&
        (rule.since === null || rule.since <= day)
      const found = handOffs.filter(fits).sort(moreExactLater)
      return found.at(-1)?.limit ?? null
    },
  }
}

/** What names the pair goes before what names all, then what came into force later. */
const moreExactLater = (a: HandOffRule, b: HandOffRule): number =>
  exactness(a) - exactness(b) || ((a.since ?? '') < (b.since ?? '') ? -1 : 1)
const exactness = ({ sender, field }: HandOffRule): number =>
  (sender === '*' ? 0 : 2) + (field === '*' ? 0 : 1)
