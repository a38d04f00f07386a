/** Work in steps: it stands still at each, so that a server can answer others in between. */
export type Steps<T> = Generator<undefined, T, undefined>

/** All steps at once: for the command line and tests. */
export function atOnce<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}

/** Step by step, with `pause` between them. */
export async function calmly<T>(steps: Steps<T>, pause: () => Promise<void>): Promise<T> {
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
    await pause()
  }
}
