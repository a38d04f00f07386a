/** Goes with everything that changes something: no other site's page can send it (跨站请求防护). */
export const ownHeader = { 'x-shiyu': '1' } as const
