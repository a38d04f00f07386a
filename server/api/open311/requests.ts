import type { CaseStage } from '../../../shared/cases/state.ts'
import type { Zone } from '../../../shared/time/zone.ts'
import type { PublicCase } from '../../queries/service-requests.ts'
import { w3Time } from './w3-time.ts'
import type { Document, Value } from './xml.ts'

/** Where a case stands, in words for the person who reported it (办理情况). */
const notes: Record<CaseStage, string> = {
  reported: '已收到，待受理',
  accepted: '已受理，待立案',
  declined: '不予受理',
  registered: '已立案，待派遣',
  dispatched: '已派遣，待部门签收',
  signed: '部门已签收',
  handling: '部门处置中',
  resolved: '部门已反馈，待核查',
  reworked: '核查未通过，返工中',
  verified: '核查通过，待结案',
  closed: '已结案',
  rated: '已结案，已评价',
  suspended: '挂账，暂缓办理',
  cancelled: '已作废',
  merged: '与另一诉求合并办理',
}

/** Cases as service requests; `extended` adds what the specification has no field for. */
export const requestsOf = (
  cases: readonly PublicCase[],
  zone: Zone,
  extended: boolean,
): Document => ({
  root: 'service_requests',
  item: 'request',
  value: cases.map((one) => requestOf(one, zone, extended)),
})

function requestOf(one: PublicCase, zone: Zone, extended: boolean): Value {
  return {
    service_request_id: String(one.caseId),
    status: one.open ? 'open' : 'closed',
    status_notes: notes[one.stage],
    service_name: one.typeName,
    service_code: one.type,
    description: one.description?.replaceAll(/\r\n?/g, '\n') ?? null,
    agency_responsible: one.departmentName,
    service_notice: null,
    requested_datetime: w3Time(one.reportedAt, zone),
    updated_datetime: w3Time(one.updatedAt, zone),
    expected_datetime: one.expectedAt === null ? null : w3Time(one.expectedAt, zone),
    address: one.regions.map(({ name }) => name).join(', '),
    address_id: one.regions[0]?.code ?? null,
    zipcode: null,
    lat: one.point?.[1] ?? null,
    long: one.point?.[0] ?? null,
    media_url: null,
    ...(extended && {
      extended_attributes: { stage: one.stage, severity: one.severity, channel: one.source },
    }),
  }
}
