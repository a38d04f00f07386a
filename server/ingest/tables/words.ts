import { mask } from '../mask.ts'

/** Text as it is compared: full-width as half-width, without spaces and line breaks. */
export const plain = (text: string): string => text.normalize('NFKC').replace(/\s+/g, '')

const mostFound = 60

/** What a person finds in the cell, without numbers of persons and not longer than a line. */
export const foundText = (text: string): string => mask(text, {}).slice(0, mostFound)
