/** Whether the client's page can be had right now. */
export async function pageAnswers(): Promise<boolean> {
  try {
    const answer = await fetch('/', { method: 'HEAD', cache: 'no-store' })
    return answer.ok && (answer.headers.get('content-type') ?? '').includes('text/html')
  } catch {
    return false
  }
}
