import type { CityPack } from '../../../shared/city/pack.ts'
import { publicServices } from '../../queries/service-list.ts'
import { notFound, said } from './faults.ts'
import type { Document } from './xml.ts'

/** The services that one may report (服务清单). No type of this city asks for attributes. */
export const servicesOf = (pack: CityPack): Document => ({
  root: 'services',
  item: 'service',
  value: [...publicServices(pack).values()].map((service) => ({
    service_code: service.code,
    service_name: service.name,
    description: service.description,
    metadata: false,
    type: 'realtime',
    keywords: service.keywords.map((word) => word.replaceAll(',', ' ')).join(', '),
    group: service.group,
  })),
})

/** What a service asks for (服务定义). Raises 404 for a code that is not offered. */
export function definitionOf(pack: CityPack, code: string): Document {
  if (!publicServices(pack).has(code)) throw noService(code)
  return { root: 'service_definition', value: { service_code: code, attributes: [] } }
}

export const noService = (code: string) =>
  notFound(`没有服务 ${said(code)}，见 services。There is no such service_code; see services.`)
