import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { ImportReport, PreviewAnswer, SavedMapping } from '../../shared/imports/answers.ts'
import { workOrderMapping, type WorkOrderMapping } from '../../shared/imports/mapping.ts'
import type { WorkOrderDraft } from '../../shared/imports/answers.ts'
import type { EventTypeFacts } from '../../shared/city/event-types.ts'
import { saidOf } from './said.ts'
import { useCityApi } from './use-city-api.ts'

/** Where an import stands (导入步骤): choosing a file, its columns, tried, done. */
export type ImportStep = 'file' | 'mapping' | 'tried' | 'done'
type Busy = 'sending' | 'trying' | 'running' | null

/** One file of work orders on its way in (工单导入): what it holds, how it is read, what came of it. */
export const useImports = defineStore('imports', () => {
  const api = useCityApi()
  const step = ref<ImportStep>('file')
  const busy = ref<Busy>(null)
  const sent = ref(0)
  const refused = ref<string | null>(null)
  const preview = shallowRef<PreviewAnswer | null>(null)
  const draft = shallowRef<WorkOrderDraft | null>(null)
  const saved = shallowRef<SavedMapping[]>([])
  const types = shallowRef<EventTypeFacts[]>([])
  const report = shallowRef<ImportReport | null>(null)
  const saveAs = ref('')

  const sheet = computed(() => {
    const { sheets = [] } = preview.value ?? {}
    const wanted = draft.value?.sheet
    const named = sheets.find(({ name }) => name === wanted)
    return (
      named ?? (typeof wanted === 'number' ? sheets[wanted - 1] : undefined) ?? sheets[0] ?? null
    )
  })
  /** The mapping as it would be sent; null while something is missing. */
  const mapping = computed<WorkOrderMapping | null>(() => {
    const parsed = workOrderMapping.safeParse(draft.value)
    return parsed.success ? parsed.data : null
  })
  /** Saved mappings that fit the file come first. */
  const choices = computed(() => {
    const fits = new Set(preview.value?.saved.map(({ id }) => id))
    return [...saved.value].sort((a, b) => Number(fits.has(b.id)) - Number(fits.has(a.id)))
  })

  async function work(kind: Exclude<Busy, null>, run: () => Promise<void>): Promise<void> {
    if (busy.value !== null) return
    busy.value = kind
    refused.value = null
    try {
      await run()
    } catch (error) {
      refused.value = saidOf(error)
    } finally {
      busy.value = null
    }
  }

  const choose = (file: File) =>
    work('sending', async () => {
      sent.value = 0
      const answer = await api.previewImport(file, (share) => (sent.value = share))
      preview.value = answer
      draft.value = answer.suggestion
      saveAs.value = ''
      step.value = 'mapping'
      const [mappings, known] = await Promise.all([
        api.importMappings().catch(() => []),
        api.eventTypes().catch(() => []),
      ])
      saved.value = mappings
      types.value = known
    })

  function change(part: Partial<WorkOrderDraft>) {
    if (draft.value !== null) draft.value = { ...draft.value, ...part }
  }
  function take(id: string) {
    const known = saved.value.find((one) => one.id === id)
    if (known) change(known.mapping)
  }
  const tryOut = () =>
    work('trying', async () => {
      if (mapping.value === null || preview.value === null) return
      report.value = await api.dryRunImport(preview.value.upload, mapping.value)
      step.value = 'tried'
    })
  const run = () =>
    work('running', async () => {
      if (mapping.value === null || preview.value === null) return
      const name = saveAs.value.trim()
      const given = mapping.value
      const order = name === '' ? { mapping: given } : { mapping: { ...given, name }, saveAs: name }
      report.value = await api.runImport(preview.value.upload, order)
      step.value = 'done'
    })
  function back(to: 'file' | 'mapping') {
    if (busy.value !== null) return
    refused.value = null
    step.value = to
    if (to === 'mapping') return
    preview.value = null
    draft.value = null
    report.value = null
  }

  return {
    ...{
      step,
      busy,
      sent,
      refused,
      preview,
      draft,
      report,
      saveAs,
      sheet,
      mapping,
      choices,
      types,
    },
    ...{ choose, change, take, tryOut, run, back },
    rejectedRows: computed(() => (preview.value ? api.rejectedRows(preview.value.upload) : null)),
  }
})
