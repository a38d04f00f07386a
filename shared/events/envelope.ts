import { z } from 'zod'
import type { ZodType } from 'zod'

/** The kinds of stream a fact belongs to; the stream's name is `kind:id`. */
export type StreamKind = 'case' | 'feed' | 'alert' | 'city'

/** A fact as it lies in the log (事实). All instants are UTC milliseconds. */
export interface LoggedFact<B = unknown> {
  position: number
  stream: StreamKind
  /** Case id, ordinal of feed or alert, or 0; with `stream` the whole stream name. */
  streamId: number
  type: string
  version: number
  occurredAt: number
  publishedAt: number
  recordedAt: number
  source: string
  key: string
  /** Ordinal of the pack version in force when it was appended. */
  pack: number
  body: B
}

/** A fact before it has a position: what ingest and the scheduler hand to `append`. */
export type NewFact<B = unknown> = Omit<
  LoggedFact<B>,
  'position' | 'recordedAt' | 'pack' | 'version' | 'stream' | 'streamId'
> & {
  /** Free text, kept beside the log so that it can be erased; already masked. */
  text?: FactText
}

export interface FactText {
  title?: string
  description?: string
}

/** One kind of fact: its schema, its version, how older versions are lifted, a golden example. */
export interface FactKind<
  T extends string = string,
  B = unknown,
  K extends StreamKind = StreamKind,
> {
  type: T
  stream: K
  version: number
  body: ZodType<B>
  /** Lifts a body of `from` to the current version; identity while there is only one. */
  upcast: (body: unknown, from: number) => unknown
  /** Whether two bodies say the same, where we add what a source leaves to us; left out = equal ones do. */
  same?: (a: B, b: B) => boolean
  example: B
}

/** Declares a fact kind; versions start at 1. */
export function defineFact<
  const T extends string,
  const K extends StreamKind,
  S extends ZodType,
>(kind: {
  type: T
  stream: K
  body: S
  example: z.infer<S>
  same?: (a: z.infer<S>, b: z.infer<S>) => boolean
}): FactKind<T, z.infer<S>, K> {
  return {
    type: kind.type,
    stream: kind.stream,
    version: 1,
    body: kind.body as unknown as ZodType<z.infer<S>>,
    upcast: (body) => body,
    ...(kind.same && { same: kind.same }),
    example: kind.example,
  }
}

/** UTC milliseconds, between 2000 and 2100. */
export const instant = z.number().int().min(946684800000).max(4102444800000)
export const regionId = z.number().int().positive()
export const severity = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)])
/** WGS84 [lng, lat] in degrees. */
export const point = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)])
export const reason = z.string().max(500)
export const limit = z.object({
  amount: z.number().positive(),
  unit: z.enum(['minute', 'natural-hour', 'natural-day', 'work-hour', 'work-day']),
})

/** By when a hand-off is to be taken (接收时限), as resolved when it was made; left out = no limit. */
export const takeBy = z.object({ limit, deadline: instant }).optional()
