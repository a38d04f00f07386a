import { z } from 'zod'
import { regionId } from '../events/envelope.ts'

/** A wall's name (墙面), as devices and addresses say it. */
export const wallId = z.string().regex(/^[\p{L}\p{N}_-]{1,40}$/u)

/** The wall of a city that has but one (默认墙面). */
export const mainWall = 'main'

const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)

/**
 * When a scene takes its turn (场景条件): between two times of the city's day (past midnight where `from`
 * is later), while figures of its theme are unacknowledged, or while a public warning is in force.
 */
export const sceneCondition = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('hours'),
    from: clockTime,
    to: clockTime,
    days: z.enum(['all', 'work', 'free']).default('all'),
  }),
  z.object({ kind: z.literal('alerts') }),
  z.object({ kind: z.literal('warnings') }),
])
export type SceneCondition = z.infer<typeof sceneCondition>

/** What is put on the wall instead of a theme (上屏): a case, a drill-down view, or charts of a question. */
export const sceneView = z.discriminatedUnion('kind', [
  /** On the map, or its whole page (`whole`). */
  z.object({
    kind: z.literal('case'),
    caseId: z.number().int().positive(),
    whole: z.boolean().default(false),
  }),
  /** The query of the page that shows it, as it stands in its address. */
  z.object({ kind: z.literal('drill'), query: z.record(z.string().max(20), z.string().max(200)) }),
  z.object({ kind: z.literal('chart'), query: z.record(z.string().max(20), z.string().max(600)) }),
])

/** How a wall is laid out for a scene (布局): as usual, or the map alone with its title. */
export const sceneLayouts = ['usual', 'map'] as const

/** One picture of a wall (场景); `null` = as the city opens it. */
export const scene = z.object({
  id: z.string().min(1).max(60),
  name: z.string().trim().min(1).max(40),
  theme: z.string().max(60).nullable().default(null),
  region: regionId.nullable().default(null),
  /** A past period, as an address says it (`month@<instant>`); null = the present. */
  window: z.string().max(40).nullable().default(null),
  layout: z.enum(sceneLayouts).default('usual'),
  indicator: z.string().max(80).nullable().default(null),
  view: sceneView.nullable().default(null),
  /** How near the map is, in steps of twice; 0 = the region fills its room. */
  zoom: z.number().min(0).max(6).default(0),
  /** How long it stands; null = until a person goes on. */
  seconds: z.number().int().min(5).max(86_400).nullable(),
  when: sceneCondition.nullable().default(null),
})
export type Scene = z.infer<typeof scene>
export type SceneDraft = z.input<typeof scene>

/** What a wall plays by itself (播放单), in order. */
export const playlist = z.object({
  scenes: z
    .array(scene.extend({ seconds: z.number().int().min(5).max(86_400) }))
    .min(1)
    .max(60)
    .refine((all) => new Set(all.map((one) => one.id)).size === all.length, 'ids are distinct'),
  /** Between two scenes, goes to the figure that changed most and nobody acknowledged (关注变化). */
  followChanges: z.boolean().default(true),
  /** How long an open event of Ⅰ/Ⅱ holds the wall at most, in minutes; 0 = never. */
  freezeMinutes: z.number().int().min(0).max(720).default(10),
})
export type Playlist = z.infer<typeof playlist>
