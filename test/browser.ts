import { existsSync } from 'node:fs'
import { chromium, type Browser } from 'playwright-core'

const installed = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
]

const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/**
 * Where a Chromium is: CHROMIUM_PATH, the system's, then Playwright's own. Throws one line that says
 * how to get one.
 */
export function chromiumPath(env: NodeJS.ProcessEnv = process.env): string {
  const named = env.CHROMIUM_PATH
  if (named) {
    if (existsSync(named)) return named
    throw new Error(`CHROMIUM_PATH names ${named}, which does not exist.`)
  }
  const found = [...installed, chromium.executablePath()].find((path) => path && existsSync(path))
  if (found) return found
  throw new Error(
    'No Chromium found for the browser tests: run `apt-get install -y chromium`, or set CHROMIUM_PATH.',
  )
}

/** What makes Chromium a machine without WebGL: the wall shows its still map then. */
export const withoutWebGl = ['--disable-3d-apis']

/** A quarter of the points for the same page: what is drawn in software costs by the point. */
export const coarse = { deviceScaleFactor: 0.5 }

/** A headless Chromium with WebGL in software. The caller closes it. */
export function openBrowser(args: readonly string[] = []): Promise<Browser> {
  return chromium.launch({ executablePath: chromiumPath(), args: [...quiet, ...args] })
}
