/** The server's clock when it answered, UTC ms, and how long it took, ms (服务器时钟): `1764000000000 12.5`. */
export const timeHeader = 'x-shiyu-time'
