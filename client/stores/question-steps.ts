/** Where an analyst has been (步骤): undo goes back, redo forward again until something new is asked. */
export interface Steps<Q> {
  past: readonly Q[]
  present: Q
  future: readonly Q[]
}

/** Most steps kept. */
const kept = 100

export const firstStep = <Q>(present: Q): Steps<Q> => ({ past: [], present, future: [] })

/** Something new is asked; what was undone is forgotten. */
export const stepTo = <Q>({ past, present }: Steps<Q>, next: Q): Steps<Q> => ({
  past: [...past, present].slice(-kept),
  present: next,
  future: [],
})

/** The step before; the same where there is none. */
export function undone<Q>(steps: Steps<Q>): Steps<Q> {
  const before = steps.past.at(-1)
  if (before === undefined) return steps
  const future = [steps.present, ...steps.future]
  return { past: steps.past.slice(0, -1), present: before, future }
}

/** The step that was undone last; the same where there is none. */
export function redone<Q>(steps: Steps<Q>): Steps<Q> {
  const [next, ...future] = steps.future
  if (next === undefined) return steps
  return { past: [...steps.past, steps.present], present: next, future }
}
