import { roleName, type Role } from '../../shared/access/asker.ts'
import type { Post } from '../../shared/cases/parcel-answers.ts'
import type { CityPack } from '../../shared/city/pack.ts'
import type { Fact } from '../../shared/events/index.ts'
import { orderSource, type CaseFacts } from './case-facts.ts'

/** What a department does with a case that it has. */
const ofDepartment = new Set([
  'case-signed',
  'case-returned',
  'case-handling-started',
  'case-extension-requested',
  'case-resolved',
])

/** Which post (岗位) did each thing: a role, a department or a channel, never a person. */
export interface Posts {
  of(fact: Fact, department: string | null): Post
  role(role: Role): Post
  department(id: string): Post
  source(key: string): Post
}

/** Posts by the names of a pack; what people ordered is known by its audit. */
export function casePosts(pack: CityPack, cases: Pick<CaseFacts, 'postAt'>): Posts {
  const departments = new Map(pack.departments.map(({ id, name }) => [id, name]))
  const sources = new Map(pack.caseSources.map(({ key, name }) => [key, name]))
  const role = (id: Role): Post => ({ kind: 'role', id, name: roleName[id] })
  const department = (id: string): Post => ({
    kind: 'department',
    id,
    name: departments.get(id) ?? id,
  })
  const source = (key: string): Post => ({
    kind: 'source',
    id: key,
    name: sources.get(key) ?? key,
  })
  return {
    ...{ role, department, source },
    of: (fact, at) => {
      if (fact.type === 'deadline-passed' || fact.type === 'light-raised')
        return { kind: 'clock', id: 'clock', name: '时限' }
      if (fact.source === orderSource) {
        const post = cases.postAt(fact.position)
        if (post?.department) return department(post.department)
        return role(post?.role ?? 'duty-officer')
      }
      return at !== null && ofDepartment.has(fact.type) ? department(at) : source(fact.source)
    },
  }
}
