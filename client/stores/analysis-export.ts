import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { AnalysisQuestion } from '../../shared/analysis/question.ts'
import type { ExportFormat, ExportOptions, ExportState } from '../../shared/exports/request.ts'
import { saidOf } from './said.ts'
import { useCityApi, useTimers } from './use-city-api.ts'

/** How often the server is asked how far a file has come. */
const every = 500

/** What is known of an export that was only just asked for. */
const waiting = { state: 'waiting', done: 0, total: 0, words: '排队', file: null } as const

/** 导出: one file at a time, with its progress; cancelled, it is gone. */
export const useAnalysisExport = defineStore('analysis-export', () => {
  const api = useCityApi()
  const timers = useTimers()
  const state = shallowRef<ExportState | null>(null)
  const said = shallowRef<string | null>(null)
  let turn = 0
  let calledOff = () => {}

  async function start(
    question: AnalysisQuestion,
    format: ExportFormat,
    options: Partial<ExportOptions> = {},
  ): Promise<void> {
    await cancel()
    const mine = ++turn
    const whole = { encoding: 'utf-8', scale: 2, theme: 'light', paper: 'A4' } as const
    try {
      const order = { ...whole, orientation: 'portrait' as const, ...options }
      const { id } = await api.startExport({ question, format, options: order })
      if (mine === turn) follow(mine, { ...waiting, id })
    } catch (error) {
      if (mine === turn) said.value = saidOf(error)
    }
  }

  function follow(mine: number, next: ExportState): void {
    state.value = next
    if (next.state === 'done' || next.state === 'failed') return
    calledOff = timers.after(every, () => {
      api.exportState(next.id).then(
        (now) => mine === turn && follow(mine, now),
        (error: unknown) => {
          if (mine !== turn) return
          state.value = null
          said.value = saidOf(error)
        },
      )
    })
  }

  async function cancel(): Promise<void> {
    const { value } = state
    stop()
    if (value === null || value.state === 'done' || value.state === 'failed') return
    await api.cancelExport(value.id).catch(() => {})
  }

  function stop(): void {
    turn += 1
    calledOff()
    state.value = null
    said.value = null
  }

  return { state, said, start, cancel, stop, fileOf: (id: string) => api.exportFile(id) }
})
