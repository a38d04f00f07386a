import type { QueueRow } from '../../shared/cases/queue-answers.ts'

/** Posts (岗位) likely to be made responsible: of whoever has the cases, else of the centre. */
export function likelyPosts(rows: readonly Pick<QueueRow, 'departmentName'>[]): string[] {
  const names = new Set(rows.map(({ departmentName }) => departmentName))
  const [name] = names
  const ofDepartment =
    names.size === 1 && name ? [`${name}主要负责人`, `${name}分管负责人`] : ['各承办部门主要负责人']
  return [...ofDepartment, '指挥中心值班长']
}
