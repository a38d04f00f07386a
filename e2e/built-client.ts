/** Builds the client that the server serves, if its sources have changed since it was last built. */
export async function buildClient(): Promise<void> {
  await import('../build-if-needed.ts')
}
