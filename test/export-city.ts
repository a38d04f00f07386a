import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { demoLeader } from '../shared/access/asker.ts'
import { exportRequest } from '../shared/exports/request.ts'
import type { AskedExport } from '../server/exports/asked.ts'
import { makeExport, type Watch } from '../server/exports/make-export.ts'
import type { CityView } from '../server/queries/city-view.ts'

const quiet: Watch = { progress: () => {}, cancelled: () => false }

/** Makes files of a city in a folder of their own, as its leader unless told otherwise. */
export function exportDesk(view: CityView, packFolder = 'seed/nantong') {
  const folder = mkdtempSync(join(tmpdir(), 'shiyu-exports-'))
  let files = 0
  return {
    folder,
    asked(request: unknown, by: AskedExport['by'] = demoLeader(view.epoch.pack.cityRegion)) {
      const { question, format, options } = exportRequest.parse(request)
      const at = question.at ?? view.position
      return {
        question: { ...question, at },
        format,
        options,
        by,
        at: view.clock.now(),
        demo: true,
      }
    },
    async make(asked: AskedExport, watch: Watch = quiet): Promise<string> {
      files += 1
      const path = join(folder, `${files}.${asked.format}`)
      await makeExport({ view, packFolder }, asked, path, watch)
      return path
    },
  }
}
