// What XML 1.0 can't hold at all.

const impossible =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g
const special: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** Text as it may stand in XML; what XML can't hold becomes a question mark in a box. */
export const xmlText = (text: string): string =>
  text.replace(impossible, '\ufffd').replace(/[&<>"]/g, (c) => special[c] ?? c)

export const xmlHead = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
