import { describe, expect, it } from 'vitest'
import { accountCity } from '../../test/account-city.ts'
import { smallPack } from '../../test/small-pack.ts'
import { readConfig } from './config.ts'
import { askerOf } from './request-asker.ts'

const pack = smallPack()

async function aCity() {
  const city = accountCity()
  await city.person('wang', ['analyst'])
  const token = await city.signsIn('wang')
  const { key } = await city.administration.createKey(city.system, {
    ...{ name: '网格', sources: ['grid'], factsPerMinute: null },
  })
  const who = (demo: boolean) =>
    askerOf({ accounts: city.accounts, pack, demo, sourceKey: 'of-the-environment' })
  return { ...city, token, key, real: who(false), demo: who(true) }
}

describe('who a request is', () => {
  it('without credentials is nobody, but the leader in the demo', async () => {
    const { real, demo } = await aCity()
    expect(real({ bearer: null })).toBeNull()
    expect(real({ bearer: null, demoRole: 'leader' })).toBeNull()
    expect(demo({ bearer: null })).toMatchObject({ id: 'demo-leader', session: null })
    expect(demo({ bearer: null, demoRole: 'auditor' })).toMatchObject({ roles: ['auditor'] })
    expect(demo({ bearer: null, demoRole: 'wall' })).toMatchObject({
      ...{ kind: 'device', roles: ['wall'] },
    })
  })

  it('with a session’s cookie is that person, in the demo too, from that address', async () => {
    const { real, demo, token } = await aCity()
    for (const who of [real, demo])
      expect(who({ bearer: null, session: token, address: '10.1.1.1' })).toMatchObject({
        ...{ roles: ['analyst'], from: '10.1.1.1' },
      })
    expect(real({ bearer: null, session: 'made-up' })).toBeNull()
  })

  it('with a key is that source; a key that nobody has is nobody, whatever cookie comes with it', async () => {
    const { real, demo, token, key } = await aCity()
    expect(real({ bearer: key })).toMatchObject({ kind: 'source', sources: ['grid'] })
    expect(real({ bearer: 'of-the-environment' })).toMatchObject({ sources: ['*'] })
    expect(demo({ bearer: 'nobody’s', session: token, demoRole: 'leader' })).toBeNull()
    expect(real({ bearer: token })).toBeNull()
  })
})

describe('where the server listens', () => {
  it('the demo only on this machine, a city with accounts where it is told', () => {
    for (const HOST of ['0.0.0.0', '10.0.0.1', 'example.org']) {
      expect(() => readConfig({ HOST }, true)).toThrow('演示')
      expect(readConfig({ HOST }).host).toBe(HOST)
    }
    for (const HOST of ['127.0.0.1', '::1', 'localhost'])
      expect(readConfig({ HOST }, true).host).toBe(HOST)
  })
})
