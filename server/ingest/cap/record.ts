import type { WarningName } from '../../../shared/events/warning-parts.ts'
import type { warningStatuses } from '../../../shared/events/warning-parts.ts'

/** The values that CAP 1.2 §3.2 allows (checked against the standard of 1 July 2010). */
export const capValues = {
  status: ['Actual', 'Exercise', 'System', 'Test', 'Draft'],
  msgType: ['Alert', 'Update', 'Cancel', 'Ack', 'Error'],
  scope: ['Public', 'Restricted', 'Private'],
  category: [
    ...['Geo', 'Met', 'Safety', 'Security', 'Rescue', 'Fire', 'Health', 'Env', 'Transport'],
    ...['Infra', 'CBRNE', 'Other'],
  ],
  responseType: [
    ...['Shelter', 'Evacuate', 'Prepare', 'Execute', 'Avoid', 'Monitor', 'Assess', 'AllClear'],
    'None',
  ],
  urgency: ['Immediate', 'Expected', 'Future', 'Past', 'Unknown'],
  severity: ['Extreme', 'Severe', 'Moderate', 'Minor', 'Unknown'],
  certainty: ['Observed', 'Likely', 'Possible', 'Unlikely', 'Unknown'],
} as const satisfies Record<string, readonly string[]>

/** A name and a value: eventCode, parameter, geocode. */
export interface CapPair {
  name: string
  value: string
}

/** WGS84 [lng, lat]; CAP itself writes lat,lon. */
export type LngLat = [number, number]

export interface CapArea {
  desc: string
  /** Closed rings. */
  polygons: LngLat[][]
  circles: { centre: LngLat; km: number }[]
  geocodes: CapPair[]
}

export interface CapInfo {
  language: string | null
  categories: string[]
  event: string
  responses: string[]
  urgency: string
  severity: string
  certainty: string
  /** `eventCode` and `parameter` together. */
  codes: CapPair[]
  effective: number | null
  onset: number | null
  expires: number | null
  senderName: string | null
  headline: string | null
  description: string | null
  instruction: string | null
  areas: CapArea[]
}

/** One CAP message (CAP 消息) as it was read; instants are UTC ms. */
export interface CapAlert extends WarningName {
  cap: '1.1' | '1.2'
  status: (typeof warningStatuses)[number]
  msgType: (typeof capValues.msgType)[number]
  signed: boolean
  references: WarningName[]
  infos: CapInfo[]
}
