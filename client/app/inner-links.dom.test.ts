import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createMemoryHistory, type Router } from 'vue-router'
import { innerLinks } from './inner-links.ts'
import { createCityRouter } from './router.ts'

const nothing = { render: () => null }
let router: Router
let stop: () => void

beforeEach(async () => {
  router = createCityRouter(createMemoryHistory())
  // What is behind an address does not matter here, only where it leads.
  router.addRoute({ path: '/cases/:id(\\d+)', name: 'case', component: nothing })
  await router.replace('/wall?at=77')
  stop = innerLinks(router)
})
afterEach(() => {
  stop()
  document.body.innerHTML = ''
})

/** Taps a link; whether the page went there itself. */
async function tap(href: string, how: MouseEventInit = {}): Promise<boolean> {
  document.body.innerHTML = `<a href="${href}"><b>号</b></a>`
  const click = new MouseEvent('click', { bubbles: true, cancelable: true, ...how })
  document.querySelector('b')!.dispatchEvent(click)
  await new Promise((done) => setTimeout(done))
  return click.defaultPrevented
}

describe('a link that any panel draws', () => {
  it('leads to the case without leaving the page, as of the moment that is shown', async () => {
    expect(await tap('/cases/12')).toBe(true)
    expect(router.currentRoute.value.fullPath).toBe('/cases/12?at=77')
  })

  it('is the browser’s business where it is a file of the server, or another tab is wanted', async () => {
    expect(await tap('/api/v1/cases/1/attachments/abc')).toBe(false)
    expect(await tap('/cases/12', { ctrlKey: true })).toBe(false)
    expect(router.currentRoute.value.path).toBe('/wall')
  })

  it('is left alone once the app is gone', async () => {
    stop()
    expect(await tap('/cases/12')).toBe(false)
  })
})
