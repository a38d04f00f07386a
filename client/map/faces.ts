/** The face that stands in where a machine has no Chinese font of its own. */
const standIn = 'Noto Sans SC'

/**
 * Calls back when the page has loaded faces of the stand-in font, so that names drawn without them
 * are drawn again; returns how to stop. Nothing is fetched for the map's own sake: a machine with
 * Chinese fonts loads none.
 */
export function onLateFaces(redraw: () => void): () => void {
  const arrived = ({ fontfaces }: FontFaceSetLoadEvent): void => {
    if (fontfaces.some((face) => face.family.includes(standIn))) redraw()
  }
  document.fonts?.addEventListener('loadingdone', arrived)
  return () => document.fonts?.removeEventListener('loadingdone', arrived)
}
