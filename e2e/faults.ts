import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { expect } from 'vitest'
import { coarse } from '../test/browser.ts'
import { faultyProxy } from './faulty-proxy.ts'
import { heardFrames, noteFrames } from './heard-frames.ts'
import { startDemoServer } from './running-server.ts'
import { wallOf } from './watched-page.ts'

export type Fault = 'frozen' | 'killed' | 'cut' | '503' | 'html'

/** A wall says within this that it hears nothing, and hears again within that after the cure. */
const staleWithin = 15_000
const liveWithin = 30_000

/** A wall behind a line that breaks, and a city that goes on reporting. */
export async function faultyWall(browser: Browser) {
  const dataDir = await mkdtemp(join(tmpdir(), 'shiyu-faults-'))
  let server = await startDemoServer({ dataDir })
  const line = await faultyProxy(server.origin)
  const page = await browser.newPage({ ...coarse, viewport: { width: 1280, height: 720 } })
  await noteFrames(page)
  const stop = async () => {
    await page.close()
    await line.stop()
    await server.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
  const lost = page.getByRole('alert', { name: '失联' })
  const row = page.getByRole('region', { name: '实时事件' }).getByRole('button').first()
  try {
    await page.goto(`${line.origin}/wall`)
    await row.waitFor({ timeout: 90_000 })
  } catch (error) {
    await stop()
    throw error
  }

  const shownFigures = () => wallOf(page).tiles.filter({ hasText: /\d/ }).count()

  const reported: string[] = []
  /** A case reported just now, straight to the server: the line is the wall's alone. */
  async function report(): Promise<void> {
    const title = `断线测试${reported.length + 1}`
    const fact = { source: 'grid', case: title, occurredAt: new Date().toISOString(), key: title }
    const rest = { eventType: '0102', region: '320613', severity: 3, text: { title } }
    const answer = await fetch(`${server.origin}/api/v1/facts`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${server.sourceKey}` },
      body: JSON.stringify([{ ...fact, ...rest, type: 'case-reported' }]),
    })
    expect(await answer.json()).toMatchObject({ accepted: 1 })
    reported.push(title)
  }

  const begin: Record<Fault, () => Promise<void> | void> = {
    frozen: () => void process.kill(server.pid, 'SIGSTOP'),
    killed: () => void process.kill(server.pid, 'SIGKILL'),
    cut: () => line.set('cut'),
    '503': () => line.set('503'),
    html: () => line.set('html'),
  }
  const cure: Record<Fault, () => Promise<void> | void> = {
    frozen: () => void process.kill(server.pid, 'SIGCONT'),
    killed: async () => {
      server = await startDemoServer({ dataDir })
      line.lead(server.origin)
    },
    cut: () => line.set('through'),
    '503': () => line.set('through'),
    html: () => line.set('through'),
  }

  return {
    page,
    /**
     * Lets one fault last so long; expects the wall to say so over the picture it has, to heal, and to have
     * missed nothing.
     */
    async suffer(fault: Fault, ms: number) {
      await report()
      await toldOnce(page, reported)
      const figures = await shownFigures()
      const serverAnswers = fault !== 'frozen' && fault !== 'killed'
      const began = performance.now()
      await begin[fault]()
      await lost.waitFor({ timeout: staleWithin })
      expect(await lost.textContent()).toMatch(/\d\d:\d\d 起.*画面为 \d\d:\d\d 的数据/)
      expect(await shownFigures()).toBe(figures)
      while (performance.now() - began < ms) {
        if (serverAnswers && reported.length < 400) await report()
        const left = ms - (performance.now() - began)
        // The fault's own length, and not a wait for something.
        await new Promise((resolve) => setTimeout(resolve, Math.max(0, Math.min(left, ms / 12))))
      }
      await cure[fault]()
      await lost.waitFor({ state: 'detached', timeout: liveWithin })
      await report()
      await toldOnce(page, reported)
    },
    stop,
  }
}

/** Every reported case has come in one frame, and each frame goes on where the one before it ended. */
async function toldOnce(page: Page, reported: readonly string[]): Promise<void> {
  await page.waitForFunction(
    (title) =>
      (window as unknown as { heardFrames: { titles: string[] }[] }).heardFrames.some((frame) =>
        frame.titles.includes(title),
      ),
    reported.at(-1) ?? '',
    { timeout: liveWithin },
  )
  const heard = await heardFrames(page)
  const ours = heard.flatMap(({ titles }) => titles).filter((title) => title.startsWith('断线测试'))
  expect(ours).toEqual(reported)
  expect(heard.filter((frame, i) => i > 0 && frame.since !== heard[i - 1]?.position)).toEqual([])
}
