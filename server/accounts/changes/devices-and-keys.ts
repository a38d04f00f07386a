import { eq } from 'drizzle-orm'
import { accountSession, device, sourceKey } from '../../db/tables.ts'
import type { ChangeOf } from './change.ts'
import { refused, type ChangeParts, type Changed } from './parts.ts'

/** A wall that showed its code (配对大屏). Raises `bad-request` for a region that the city does not have. */
export function pairDevice(
  { db, now, by, known }: ChangeParts,
  { name, regions, tokenHash }: ChangeOf<'pair-device'>,
): Changed {
  const lost = regions.find((region) => !known.hasRegion(region))
  if (lost !== undefined) {
    throw refused('bad-request', { field: 'regions', what: `没有这个区域：${lost}` })
  }
  const { id } = db
    .insert(device)
    .values({ ...{ name, tokenHash, regions: [...regions] }, pairedAt: now, pairedBy: by.name }) // prettier-ignore
    .returning({ id: device.id })
    .get()
  return { audit: { id, name, regions }, id }
}

/** Takes a wall's credential away (撤销大屏). */
export function revokeDevice({ db }: ChangeParts, { id }: ChangeOf<'revoke-device'>): Changed {
  const gone = db.delete(device).where(eq(device.id, id)).returning({ name: device.name }).get()
  if (!gone) throw refused('not-found', { what: 'device', id })
  return { audit: { id, name: gone.name } }
}

/** A key that reports for the named channels (新建密钥). Raises `bad-request` for an unknown channel. */
export function createKey(
  { db, now, by, known }: ChangeParts,
  { verb: _, sources, ...key }: ChangeOf<'create-key'>,
): Changed {
  const strange = sources.find((source) => !known.hasSource(source))
  if (strange !== undefined) {
    throw refused('bad-request', { field: 'sources', what: `没有这个渠道：${strange}` })
  }
  const { id } = db
    .insert(sourceKey)
    .values({ ...key, sources: [...new Set(sources)], createdAt: now, createdBy: by.name }) // prettier-ignore
    .returning({ id: sourceKey.id })
    .get()
  return { audit: { id, name: key.name, sources, factsPerMinute: key.factsPerMinute }, id }
}

/** Takes a key away (撤销密钥). */
export function revokeKey({ db }: ChangeParts, { id }: ChangeOf<'revoke-key'>): Changed {
  const gone = db
    .delete(sourceKey)
    .where(eq(sourceKey.id, id))
    .returning({ name: sourceKey.name })
    .get()
  if (!gone) throw refused('not-found', { what: 'key', id })
  return { audit: { id, name: gone.name } }
}

/** When a session, wall or key was last heard of (最近活动). */
export function seen({ db, now }: ChangeParts, { what, id }: ChangeOf<'seen'>): Changed {
  const set = { seenAt: now }
  if (what === 'session') db.update(accountSession).set(set).where(eq(accountSession.id, id)).run()
  if (what === 'device')
    db.update(device)
      .set(set)
      .where(eq(device.id, Number(id)))
      .run()
  if (what === 'key')
    db.update(sourceKey)
      .set(set)
      .where(eq(sourceKey.id, Number(id)))
      .run()
  return { audit: null }
}
