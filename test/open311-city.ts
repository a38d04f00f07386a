import Fastify from 'fastify'
import { demoLeader, sourceAsker } from '../shared/access/asker.ts'
import type { CityPack } from '../shared/city/pack.ts'
import { open311Base, open311Route } from '../server/api/open311/open311-route.ts'
import type { Services } from '../server/api/services.ts'
import { cityReference } from '../server/queries/city-facts.ts'
import { makeTestCity, nantongPack } from './demo-city.ts'

export const keyOfSource = 'a-source-key'

let ungridded: CityPack | null = null
/** 南通 down to its communities: made sooner, and a point is no finer. */
function withoutGrids(): CityPack {
  const pack = nantongPack()
  const regions = pack.regions.filter(({ level }) => level !== 'grid')
  return (ungridded ??= { ...pack, hash: 'without-grids', regions })
}

/** A city that really listens on 127.0.0.1 and speaks Open311. */
export async function open311City(
  given: {
    pack?: CityPack
    folder?: string
    demo?: boolean
    take?: Services['take']
    factsPerMinute?: number
  } = {},
) {
  const { pack = withoutGrids(), folder = 'seed/nantong', demo = true } = given
  const city = makeTestCity(pack)
  const taken: unknown[] = []
  const services = {
    view: city.view,
    reference: cityReference(city.view, folder, demo),
    take:
      given.take ??
      (async (_asker: unknown, facts: readonly unknown[]) => {
        taken.push(...facts)
        return city.take(facts)
      }),
    askerOf: ({ bearer }: { bearer: string | null }) =>
      bearer === null
        ? demoLeader(pack.cityRegion)
        : bearer === keyOfSource
          ? sourceAsker('source-key', ['*'])
          : null,
  } as unknown as Services
  const app = Fastify({ routerOptions: { maxParamLength: 2_000 }, forceCloseConnections: true })
  await app.register(async (scope) => open311Route(scope, services, given), {
    prefix: open311Base,
  })
  // As the server does for its pages: what nobody else answers is the client's.
  app.get('/*', (_request, reply) => reply.type('text/html').send('<!doctype html>'))
  const origin = await app.listen({ host: '127.0.0.1', port: 0 })
  return {
    ...city,
    /** Every fact that was handed to the pipeline. */
    taken,
    endpoint: `${origin}${open311Base}`,
    async close() {
      await app.close()
      city.close()
    },
  }
}
