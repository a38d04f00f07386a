import { z } from 'zod'

/** How the file's words become the pack's: data beside the pack (`boston-311.json`). */
export const bostonMapping = z.object({
  /** The feed whose coverage the file is. */
  feed: z.string(),
  /** Column `neighborhood` → region code; what is not listed stays as given. */
  neighborhoods: z.record(z.string(), z.string()),
  /** Column `source` → 案件来源; what is not listed is `otherSource`. */
  sources: z.record(z.string(), z.string()),
  otherSource: z.string(),
  /** Stands for a queue without a department. */
  noDepartment: z.string(),
  /** The coordinate that stands for “not located”, [lng, lat]. */
  placeholderPoint: z.tuple([z.number(), z.number()]),
})

export type BostonMapping = z.infer<typeof bostonMapping>
