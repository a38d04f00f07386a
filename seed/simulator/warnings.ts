import { dayMs, hourMs } from '../../shared/time/civil.ts'
import type { City } from './case-book.ts'
import type { AlertColour, Spell } from './weather.ts'

/** What a spell is called, and its colours as CAP's severities. */
const events: Record<Spell['kind'], string> = {
  ...{ storm: '暴雨', heat: '高温', cold: '寒潮', wind: '大风', typhoon: '台风' },
  minor: '大雾',
}
const severities: Record<AlertColour, string> = {
  ...{ 0: 'Minor', 1: 'Moderate', 2: 'Severe', 3: 'Extreme' },
}
const colours: Record<AlertColour, string> = { 0: '蓝', 1: '黄', 2: '橙', 3: '红' }
const advice: Record<Spell['kind'], string> = {
  storm: '低洼地段加强排水，地下空间落实挡水措施，户外作业适时停止。',
  heat: '避开午后高温时段户外作业，做好供电供水保障。',
  cold: '做好农作物和水管防冻，注意用气用电安全。',
  wind: '加固户外广告和临时搭建物，高空作业停止，船舶回港避风。',
  typhoon: '船舶回港、人员上岸，危险区域人员转移，停止户外活动。',
  minor: '车辆减速慢行、开启雾灯，渡口码头视情停航。',
}

/** The warnings of the demo's weather (演示预警) as CAP 1.2 messages, in order of sending. */
export function warningMessages(city: City, from: number, to: number): string[] {
  return alertsAround(city, from, to)
    .flatMap((spell) => [
      { at: spell.from, xml: () => messageOf(city, spell, 'Alert') },
      { at: spell.to, xml: () => messageOf(city, spell, 'Cancel') },
    ])
    .filter(({ at }) => from <= at && at < to)
    .sort((a, b) => a.at - b.at)
    .map(({ xml }) => xml())
}

function alertsAround({ world, weather }: City, from: number, to: number): Spell[] {
  const spells = new Set<Spell>()
  for (let day = world.zone.dayOf(from); day <= world.zone.dayOf(to); day += 1)
    for (const spell of weather.on(day)) spells.add(spell)
  // One that ended on the stroke of midnight touches the next day no more.
  for (const spell of weather.on(world.zone.dayOf(from) - 1)) spells.add(spell)
  return [...spells].filter(
    (spell) => spell.to > from - dayMs && reachedBy(spell, world, weather).length > 0,
  )
}

const reachedBy = (spell: Spell, { tree }: City['world'], weather: City['weather']) =>
  tree.childrenOf(tree.root.id).filter(({ id }) => weather.reached(spell, id))

/** CAP's own way of writing an instant: with an offset, here always that of UTC. */
const timeOf = (ms: number): string => new Date(ms).toISOString().replace(/\.\d+Z$/, '-00:00')

const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;')

function messageOf({ world, weather }: City, spell: Spell, msgType: 'Alert' | 'Cancel'): string {
  const sender = `weather@${world.pack.id}.demo`
  const name = (kind: string) => `DEMO-${spell.kind}-${spell.from}-${kind}`
  const head = (kind: string, at: number) =>
    `<identifier>${name(kind)}</identifier><sender>${sender}</sender><sent>${timeOf(at)}</sent>`
  const open = `<?xml version="1.0" encoding="UTF-8"?><alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">`
  const handling = `<status>Actual</status><msgType>${msgType}</msgType><scope>Public</scope>`
  if (msgType === 'Cancel')
    return `${open}${head('Cancel', spell.to)}${handling}<references>${sender},${name('Alert')},${timeOf(spell.from)}</references></alert>`
  const reached = reachedBy(spell, world, weather)
  const colour = colours[spell.colour]
  const names = escaped(reached.map((region) => region.name).join('、'))
  const codes = reached.map(
    ({ code }) => `<geocode><valueName>行政区划代码</valueName><value>${code}</value></geocode>`,
  )
  return [
    `${open}${head('Alert', spell.from)}${handling}<info><language>zh-CN</language>`,
    `<category>Met</category><event>${events[spell.kind]}</event><urgency>Expected</urgency>`,
    `<severity>${severities[spell.colour]}</severity><certainty>Likely</certainty>`,
    `<expires>${timeOf(spell.to + 2 * hourMs)}</expires><senderName>市气象台（演示）</senderName>`,
    `<headline>市气象台发布${events[spell.kind]}${colour}色预警（演示）</headline>`,
    `<description>受天气过程影响，${names}将出现${events[spell.kind]}天气，请注意防范。</description>`,
    `<instruction>${advice[spell.kind]}</instruction>`,
    `<area><areaDesc>${names}</areaDesc>${codes.join('')}</area></info></alert>`,
  ].join('')
}
