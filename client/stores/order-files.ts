import { computed, reactive } from 'vue'
import {
  attachmentLimits,
  attachmentTypes,
  type Attachment,
} from '../../shared/cases/attachment.ts'
import { faultOf } from '../api/faults.ts'
import { FileRefused } from '../api/keep-file.ts'
import { useCityApi } from './use-city-api.ts'

/** A file on its way (附件上传): `kept` once it arrived, `refused` in words where it may not. */
export interface FileLine {
  id: number
  name: string
  /** Sent so far, 0–1. */
  share: number
  kept: Attachment | null
  refused: string | null
}

export const mostFiles = attachmentLimits.each
export const acceptedFiles = Object.keys(attachmentTypes).join(',')

/** 「1.2 MB」「34 KB」. */
export const bytesOf = (bytes: number): string =>
  bytes < 1024 * 1024
    ? `${Math.max(1, Math.round(bytes / 1024))} KB`
    : `${(bytes / 1024 / 1024).toFixed(1)} MB`

/** Files chosen for an order: sent at once, one after the other, so that the order itself is short. */
export function useOrderFiles() {
  const api = useCityApi()
  const lines = reactive<FileLine[]>([])
  let made = 0
  let queue = Promise.resolve()

  async function send(line: FileLine, file: File) {
    if (!lines.includes(line)) return
    try {
      line.kept = await api.keepFile(file, (share) => (line.share = share))
    } catch (error) {
      const fault = faultOf(error)
      line.refused = error instanceof FileRefused ? error.message : `${fault.what}，${fault.todo}`
    }
  }

  function add(files: readonly File[]) {
    for (const file of files) {
      if (lines.length >= mostFiles) return
      lines.push({ id: (made += 1), name: file.name, share: 0, kept: null, refused: null })
      const line = lines.at(-1)!
      if (file.size > attachmentLimits.bytes)
        line.refused = `${bytesOf(file.size)}，超过 10 MB；请压缩或分开后再传`
      else queue = queue.then(() => send(line, file))
    }
  }

  return {
    lines,
    add,
    drop: (line: FileLine) => void lines.splice(lines.indexOf(line), 1),
    kept: computed(() => lines.flatMap(({ kept }) => (kept === null ? [] : [kept]))),
    /** True while one is still on its way. */
    busy: computed(() => lines.some(({ kept, refused }) => kept === null && refused === null)),
  }
}
