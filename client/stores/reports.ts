import { defineStore } from 'pinia'
import { computed, shallowRef, watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import type { ReportDocument } from '../../shared/reports/document.ts'
import type {
  Production,
  ReportBlock,
  ReportContent,
  ReportList,
  ReportTemplate,
} from '../../shared/reports/report.ts'
import { templateName } from '../../shared/reports/report.ts'
import type { SavedQuestion } from '../../shared/reports/saved-question.ts'
import type { IndicatorMeta } from '../../shared/indicators/answers.ts'
import { saidOf } from './said.ts'
import { useCityApi, useTimers } from './use-city-api.ts'

/** A preview follows the hand after so long. */
const previewAfter = 400

const blank = (template: ReportTemplate): ReportContent => ({
  name: template === 'monthly' ? '城市运行月度通报' : '未命名报告',
  ...{ template, blocks: [], paper: 'A4' },
  schedule: template === 'monthly' ? 'monthly' : 'none',
})

/** 报告: the list, the one that is open (the address says which), and what is being changed of it. */
export const useReports = defineStore('reports', () => {
  const api = useCityApi()
  const timers = useTimers()
  const route = useRoute()
  const router = useRouter()
  const list = shallowRef<ReportList['rows'] | null>(null)
  const saved = shallowRef<SavedQuestion[]>([])
  const catalogue = shallowRef<IndicatorMeta[]>([])
  /** What is shown and changed; null = nothing is open. */
  const draft = shallowRef<ReportContent | null>(null)
  const kept = shallowRef<string | null>(null)
  const own = shallowRef(true)
  const document = shallowRef<ReportDocument | null>(null)
  const files = shallowRef<Production[]>([])
  const said = shallowRef<string | null>(null)
  const busy = shallowRef(false)
  const id = computed(() => (typeof route.params.id === 'string' ? route.params.id || null : null))
  const dirty = computed(() => draft.value !== null && JSON.stringify(draft.value) !== kept.value)
  let turn = 0
  let later = () => {}

  /** Says why something failed; whatever is shown stays. */
  async function tried<T>(work: () => Promise<T>): Promise<T | null> {
    try {
      const answer = await work()
      said.value = null
      return answer
    } catch (error) {
      said.value = saidOf(error)
      return null
    }
  }
  async function readLists(): Promise<void> {
    await tried(async () => {
      const [reports, questions] = await Promise.all([api.reportList(), api.savedList()])
      list.value = reports.rows
      saved.value = questions.rows
    })
  }
  async function open(asked: string | null): Promise<void> {
    const mine = ++turn
    later()
    if (asked === null) return
    draft.value = document.value = null
    files.value = []
    if (asked === 'new' || asked === 'new-monthly') {
      draft.value = blank(asked === 'new' ? 'free' : 'monthly')
      kept.value = null
      own.value = true
      return preview()
    }
    const answer = await tried(() => api.report(asked))
    if (mine !== turn || answer === null) return
    const { name, template, blocks, paper, schedule } = answer.report
    draft.value = { name, template, blocks, paper, schedule }
    kept.value = JSON.stringify(draft.value)
    own.value = answer.report.own
    document.value = answer.document
    files.value = answer.files
  }
  async function preview(): Promise<void> {
    const mine = ++turn
    const content = draft.value
    if (content === null || content.name.trim() === '') return
    const answer = await tried(() => api.previewReport(content))
    if (mine === turn && answer !== null) document.value = answer
  }
  function change(next: Partial<ReportContent>): void {
    if (draft.value === null) return
    draft.value = { ...draft.value, ...next }
    later()
    later = timers.after(previewAfter, () => void preview())
  }
  const blocks = computed(() => draft.value?.blocks ?? [])
  const withBlocks = (next: ReportBlock[]): void => change({ blocks: next })
  function move(from: number, to: number): void {
    const next = [...blocks.value]
    const [block] = next.splice(from, 1)
    if (block === undefined || to < 0 || to > next.length) return
    next.splice(to, 0, block)
    withBlocks(next)
  }

  /** Keeps what is shown; a report of another's is kept as one's own. */
  async function save(): Promise<void> {
    const content = draft.value
    if (content === null || busy.value) return
    busy.value = true
    const standing = id.value?.startsWith('report-') && own.value ? { id: id.value } : {}
    const name = await tried(() => api.saveReport({ ...content, ...standing }))
    busy.value = false
    if (name === null) return
    kept.value = JSON.stringify(content)
    await readLists()
    if (name !== id.value) await router.push(`/reports/${name}`)
  }
  async function remove(): Promise<void> {
    const one = id.value
    if (one === null || !one.startsWith('report-') || !own.value) return
    const done = await tried(async () => {
      await api.removeReport(one)
      return true
    })
    if (done !== true) return
    draft.value = null
    await router.push('/reports')
    await readLists()
  }

  function start(): () => void {
    void readLists()
    void tried(async () => (catalogue.value = await api.indicatorCatalogue()))
    const stop = watch(
      () => (route.path.startsWith('/reports') ? id.value : null),
      (asked) => void open(asked),
      { immediate: true },
    )
    return () => {
      stop()
      later()
      turn += 1
      draft.value = document.value = null
    }
  }

  return {
    ...{ list, saved, catalogue, draft, own, document, files, said, busy, id, dirty, blocks },
    ...{ change, move, save, remove, start },
    add: (block: ReportBlock) => withBlocks([...blocks.value, block]),
    set: (at: number, block: ReportBlock) =>
      withBlocks(blocks.value.map((one, i) => (i === at ? block : one))),
    drop: (at: number) => withBlocks(blocks.value.filter((_, i) => i !== at)),
    file: (period?: string) => (id.value === null ? '' : api.reportFile(id.value, period)),
    templateName,
  }
})
