import type { CaseOrder } from '../../shared/cases/orders.ts'

/** The fields of an order that hold free text. */
const freeText = ['reason', 'note', 'owner'] as const

/** An order with what free text may not hold masked (隐去), before anything of it is decided. */
export function masked(order: CaseOrder, mask: (text: string) => string): CaseOrder {
  const clean: Record<string, unknown> = { ...order }
  for (const field of freeText) {
    const text = clean[field]
    if (typeof text === 'string') clean[field] = mask(text)
  }
  return clean as unknown as CaseOrder
}
