import XMLBuilder from 'fast-xml-builder'

/** What an answer is made of; null stays null in JSON and is an empty element in XML. */
export type Value = string | number | boolean | null | readonly Value[] | { [field: string]: Value }

/** An answer: a list (`item` names its elements) or one thing, under the name of its XML root. */
export type Document =
  | { root: string; item: string; value: readonly Value[] }
  | { root: string; value: { [field: string]: Value } }

/** What one of a list is called in XML; in JSON it has no name. */
const itemOf: Record<string, string> = {
  endpoints: 'endpoint',
  formats: 'format',
  attributes: 'attribute',
  values: 'value',
}

const builder = new XMLBuilder({ suppressEmptyNode: true })
const declaration = '<?xml version="1.0" encoding="utf-8"?>\n'

/** The document as XML 1.0, UTF-8. Characters that XML cannot hold are left out. */
export function xmlOf(document: Document): string {
  const { root, value } = document
  const content = 'item' in document ? { [document.item]: listOf(value) } : nodeOf(value)
  return declaration + builder.build({ [root]: content })
}

const listOf = (values: Value): unknown[] =>
  Array.isArray(values) ? values.map((value) => nodeOf(value)) : []

function nodeOf(value: Value): unknown {
  if (value === null) return ''
  if (typeof value === 'string') return value.replace(notXml, '')
  if (typeof value !== 'object') return String(value)
  return Object.fromEntries(
    Object.entries(value).map(([field, one]) => {
      const item = itemOf[field]
      return [field, item === undefined ? nodeOf(one) : { [item]: listOf(one) }]
    }),
  )
}

// XML 1.0 §2.2: these can't stand in a document, not even escaped.
const notXml =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g
