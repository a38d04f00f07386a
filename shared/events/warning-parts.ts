import { z } from 'zod'
import { instant, point, regionId, severity } from './envelope.ts'

/** How a message is to be taken (CAP 1.2 §3.2.1 status): only `Actual` warns anyone. */
export const warningStatuses = ['Actual', 'Exercise', 'System', 'Test', 'Draft'] as const

/** Who sent which message when (CAP's sender,identifier,sent): what `references` point at. */
export const warningName = z.object({
  sender: z.string().min(1).max(200),
  identifier: z.string().min(1).max(200),
  sentAt: instant,
})

/** Where a warning holds (影响范围): as the source drew it, WGS84 [lng, lat], and the codes it gave. */
export const warningArea = z.object({
  desc: z.string(),
  polygons: z.array(z.array(point)),
  circles: z.array(z.object({ centre: point, km: z.number().min(0) })),
  geocodes: z.array(z.object({ name: z.string(), value: z.string(), region: regionId.nullable() })),
})

/** One `info` of a message (预警内容): what, how grave, from when until when, and where. */
export const warningInfo = z.object({
  event: z.string(),
  categories: z.array(z.string()),
  responses: z.array(z.string()),
  urgency: z.string(),
  certainty: z.string(),
  /** Ⅰ–Ⅳ; null = the source says Unknown. */
  severity: severity.nullable(),
  senderName: z.string().nullable(),
  /** In force in [from, until); `untilGiven` false = the source gave no end. */
  from: instant,
  until: instant,
  untilGiven: z.boolean(),
  onset: instant.nullable(),
  areas: z.array(warningArea),
  /** Our regions that it concerns, a whole district in place of all its towns; none = not this city. */
  regions: z.array(regionId),
})

/** What every message of a warning carries; headlines and texts lie beside the log, one for each info. */
export const warningMessage = warningName.extend({
  cap: z.enum(['1.1', '1.2']),
  status: z.enum(warningStatuses),
  /** A signature was there; it was not verified. */
  signed: z.boolean(),
  /** SHA-256 of all that was read: the same alert again says the same. */
  digest: z.string(),
  references: z.array(warningName),
  infos: z.array(warningInfo),
})

export type WarningName = z.infer<typeof warningName>
export type WarningArea = z.infer<typeof warningArea>
export type WarningInfo = z.infer<typeof warningInfo>
export type WarningMessage = z.infer<typeof warningMessage>

/** A golden message: 大雾黄色预警 for one district. */
export const warningExample: WarningMessage = {
  ...{ sender: 'qxj.example.gov.cn', identifier: '32060041600000_20261123080000' },
  ...{ sentAt: 1795392000000, cap: '1.2', status: 'Actual', signed: false, digest: 'a1b2' },
  references: [],
  infos: [
    {
      ...{ event: '大雾', categories: ['Met'], responses: ['Avoid'], urgency: 'Expected' },
      ...{ certainty: 'Likely', severity: 3, senderName: '市气象台', onset: null },
      ...{ from: 1795392000000, until: 1795420800000, untilGiven: true },
      areas: [
        {
          desc: '沿海地区',
          polygons: [
            [
              [121, 32],
              [121.5, 32],
              [121.5, 32.4],
              [121, 32],
            ],
          ],
          circles: [],
          geocodes: [{ name: '行政区划代码', value: '320681', region: 7 }],
        },
      ],
      regions: [7],
    },
  ],
}
