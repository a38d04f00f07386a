/** Builds the client that the server serves, if its sources have changed: before any browser opens. */
export async function buildClient(): Promise<void> {
  await import('../build-if-needed.ts')
}

export { buildClient as setup }
