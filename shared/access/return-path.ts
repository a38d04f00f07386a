const anywhere = 'https://city.invalid'

/**
 * Where somebody goes on to after signing in (登录后去向): a path of ours as it was asked for, and the wall
 * for anything that would lead elsewhere.
 */
export function returnPath(asked: unknown, otherwise = '/wall'): string {
  if (typeof asked !== 'string' || !/^\/(?![/\\])/.test(asked) || asked.length > 2_000)
    return otherwise
  if (!URL.canParse(asked, anywhere)) return otherwise
  const url = new URL(asked, anywhere)
  const path = `${url.pathname}${url.search}${url.hash}`
  // What a browser would leave out, and a line break that would begin a header, are no part of an address;
  // and a way round dots may end at two slashes.
  const plain = ![...asked].some((sign) => sign <= ' ' || sign === '\\' || sign === '\u007f')
  return url.origin === anywhere && plain && !path.startsWith('//') ? path : otherwise
}
