import type { CityReference } from '../../queries/city-facts.ts'
import type { Document } from './xml.ts'

/** Where to ask, for whom and in which formats (服务发现). `changeset` is when the city pack was adopted. */
export function discoveryOf(
  { name, title, demo }: Pick<ReturnType<CityReference['city']>, 'name' | 'title' | 'demo'>,
  url: string,
  changeset: string,
): Document {
  return {
    root: 'discovery',
    value: {
      changeset,
      contact: `${title}（${name}）：请联系接口管理员。Please ask the operator of this server.`,
      key_service: demo
        ? '演示模式：api_key=demo 可用。Demo mode: use api_key=demo.'
        : '密钥由管理员发放。Keys are issued by the operator of this server.',
      endpoints: [
        {
          specification: 'http://wiki.open311.org/GeoReport_v2',
          url,
          changeset,
          type: demo ? 'test' : 'production',
          formats: ['text/xml', 'application/json'],
        },
      ],
    },
  }
}
