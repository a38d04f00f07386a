/**
 * What one case can add (案件计数), in the order of the stored columns. `countedAt` is the instant it
 * is filed under; numerator and denominator of a rate share it, so no rate passes 100 %. Source:
 * the catalogue's case counts, after GB/T 30428 and the hotline standards.
 */
export const caseCounts = [
  'reported',
  'reportedValid',
  'selfHandled',
  'accepted',
  'repeated',
  'registered',
  'registeredOnTime',
  'dispatched',
  'acceptToDispatchMinutes',
  'dueDispatch',
  'dispatchedOnTime',
  'dispatchedAccurately',
  'dispatchOrders',
  'signedWithin24h',
  'returned',
  'dueDisposal',
  'disposed',
  'disposedOnTime',
  'overdueUndisposed',
  'extended',
  'dueClosing',
  'closed',
  'closedOnTime',
  'reworked',
  'closings',
  'reopened',
  'rated',
  'ratedSatisfied',
  'open',
  'overdueOpen',
  'supervisedOpen',
] as const
export type CaseCount = (typeof caseCounts)[number]

/** Counts that are levels (在办 …): their signed changes add up to what is open now. */
export const balanceCounts: readonly CaseCount[] = ['open', 'overdueOpen', 'supervisedOpen']

/** One signed amount of one count, filed under the instant `at` (UTC ms). */
export interface Contribution {
  count: CaseCount
  at: number
  amount: number
}
