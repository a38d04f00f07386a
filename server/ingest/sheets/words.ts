/** Text as it is compared: full-width as half-width, without spaces and line breaks. */
export const plain = (text: string): string => text.normalize('NFKC').replace(/\s+/g, '')
