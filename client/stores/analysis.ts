import { defineStore } from 'pinia'
import { computed, shallowRef, watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { cutShort, fromQuery, toQuery } from '../../shared/analysis/address.ts'
import type {
  AnalysisAnswer,
  ClockAnswer,
  StatisticsAnswer,
  StatisticsQuestion,
} from '../../shared/analysis/answers.ts'
import type { AnalysisQuestion } from '../../shared/analysis/question.ts'
import { viewOf } from '../../shared/analysis/views/view-of.ts'
import type { IndicatorMeta } from '../../shared/indicators/answers.ts'
import { dayMs } from '../../shared/time/civil.ts'
import { makeZone } from '../../shared/time/zone.ts'
import { latestOf } from './latest.ts'
import { whenMinuteOver } from './moved.ts'
import { firstStep, redone, stepTo, undone, type Steps } from './question-steps.ts'
import { useSession } from './session.ts'
import { useTime } from './time.ts'
import { useCityApi, useTimers } from './use-city-api.ts'

/** What one question is answered with, all as of one position where the city moved meanwhile. */
interface Whole {
  answer: AnalysisAnswer
  clock: ClockAnswer | null
  statistics: StatisticsAnswer[]
  refused: string[]
}

/** Days of the window that a new question opens with. */
const usualDays = 30

/** 分析研判: the address is the question, and this is its answer. */
export const useAnalysis = defineStore('analysis', () => {
  const api = useCityApi()
  const timers = useTimers()
  const route = useRoute()
  const router = useRouter()
  const session = useSession()
  const time = useTime()
  const catalogue = shallowRef<IndicatorMeta[]>([])
  /** The line that single-line methods look at. */
  const chosen = shallowRef<{ indicator: string; region: number } | null>(null)

  const zone = computed(() => makeZone(session.city?.zone ?? 'UTC'))
  /** Today, as the city counts days. */
  const today = computed(() => zone.value.isoDate(zone.value.dayOf(time.minute * 60_000)))
  /** What an address leaves out: the city's first indicator over the last whole days. */
  const usual = computed<AnalysisQuestion>(() => {
    const day = zone.value.dayFromIso(today.value)
    const theme = session.themes.find(({ defaultIndicator: id }) =>
      catalogue.value.some((meta) => meta.id === id),
    )
    return {
      indicators: theme ? [theme.defaultIndicator] : [],
      regions: session.city ? [session.city.cityRegion] : [],
      from: zone.value.isoDate(day - usualDays),
      to: today.value,
      ...{ grain: 'day', compare: 'none', view: 'trend', methods: [] },
    }
  })
  const ready = computed(() => session.city !== null && catalogue.value.length > 0)
  const question = computed(() => fromQuery(route.query, usual.value))
  const line = computed(() => {
    const { indicators, regions } = question.value
    const own = chosen.value
    const among = own && indicators.includes(own.indicator) && regions.includes(own.region)
    const known = indicators.find((id) => catalogue.value.some((meta) => meta.id === id))
    const [indicator, region] = among ? [own.indicator, own.region] : [known, regions[0]]
    return indicator === undefined || region === undefined ? null : { indicator, region }
  })

  /** Another view of the question that was answered last needs no new answer. */
  function heldFor(question: AnalysisQuestion): AnalysisAnswer | null {
    const held = whole.value?.answer
    if (held === undefined || besides.has(question.view)) return null
    const same = wordOf({ ...held.question, view: question.view }) === wordOf(question)
    return same && held.question.view !== question.view ? { ...held, question } : null
  }

  async function askWhole({ question, line }: Asked): Promise<Whole> {
    const answer = heldFor(question) ?? (await api.analysisAsk(question))
    const asOf = { ...question, at: answer.position }
    const methods = line === null ? [] : methodsOf(question)
    const clock = question.view === 'clock' ? await api.analysisClock(asOf) : null
    const refused: string[] = []
    const statistics = await Promise.all(
      methods.map(async (method) => {
        const asked = { question: asOf, method, ...placeOf(method, line ?? never) }
        return api.analysisStatistics(asked).catch(() => {
          refused.push(method)
          return null
        })
      }),
    )
    return { answer, clock, statistics: statistics.filter((one) => one !== null), refused }
  }
  /** Hot spots are looked for in the whole city; the other methods look at one line. */
  const placeOf = (method: StatisticsQuestion['method'], own: Line): Line =>
    method === 'hot-spots' ? { ...own, region: session.city?.cityRegion ?? own.region } : own

  const latest = latestOf<Asked, Whole>(askWhole, timers, () => time.now)
  const wanted = computed<Asked | null>(() =>
    ready.value ? { question: question.value, line: line.value } : null,
  )
  /** The answer to this very question; an older one's stays until it comes. */
  const whole = computed(() => latest.answered.value?.value ?? null)
  const model = computed(() => {
    if (whole.value === null) return null
    const { answer, statistics, clock } = whole.value
    return viewOf(answer, catalogue.value, session.regions.all, { statistics, clock })
  })

  const steps = shallowRef<Steps<string> | null>(null)
  const wordOf = (of: AnalysisQuestion): string => new URLSearchParams(toQuery(of)).toString()

  async function move(word: string): Promise<void> {
    await router.push({ path: route.path, query: Object.fromEntries(new URLSearchParams(word)) })
  }
  /** Asks something else; what is not said stays as it was. */
  async function go(change: Partial<AnalysisQuestion>): Promise<void> {
    const next = wordOf({ ...question.value, ...change })
    if (next === wordOf(question.value)) return
    steps.value = stepTo(steps.value ?? firstStep(wordOf(question.value)), next)
    await move(next)
  }
  const walk = (how: typeof undone) => async (): Promise<void> => {
    const before = steps.value
    if (before === null) return
    const after = how(before)
    if (after === before) return
    steps.value = after
    await move(after.present)
  }

  function start(): () => void {
    let stopped = false
    const learn = async (attempt: number): Promise<void> => {
      try {
        const found = await api.indicatorCatalogue()
        if (!stopped) catalogue.value = found
      } catch {
        if (!stopped) timers.after(1_000 * 2 ** Math.min(attempt, 5), () => void learn(attempt + 1))
      }
    }
    if (catalogue.value.length === 0) void learn(0)
    const stops = [
      watch(wanted, (asked) => (asked ? latest.want(asked) : latest.stop()), { immediate: true }),
      // The browser's back, a link: a step like any other.
      watch(
        () => (ready.value && route.path === '/analysis' ? wordOf(question.value) : null),
        (word) => {
          if (word === null || steps.value?.present === word) return
          steps.value = steps.value === null ? firstStep(word) : stepTo(steps.value, word)
        },
        { immediate: true },
      ),
      whenMinuteOver(() => question.value.at === undefined && latest.refresh()),
      () => latest.stop(),
    ]
    return () => {
      stopped = true
      steps.value = null
      stops.forEach((stop) => stop())
    }
  }

  return {
    ...{ catalogue, question, line, ready, today, zone, model, go, start },
    answer: computed(() => whole.value?.answer ?? null),
    statistics: computed(() => whole.value?.statistics ?? []),
    refused: computed(() => whole.value?.refused ?? []),
    /** What of the address could not be asked. */
    cut: computed(() => cutShort(route.query)),
    /** True while what is drawn answers an older question. */
    pending: computed(
      () => JSON.stringify(latest.answered.value?.key) !== JSON.stringify(wanted.value),
    ),
    fault: computed(() => latest.fault.value),
    refresh: () => latest.refresh(),
    choose: (next: Line) => {
      chosen.value = next
    },
    undo: walk(undone),
    redo: walk(redone),
    canUndo: computed(() => (steps.value?.past.length ?? 0) > 0),
    canRedo: computed(() => (steps.value?.future.length ?? 0) > 0),
    /** A local date so many days from another. */
    shifted: (date: string, days: number): string =>
      zone.value.isoDate(zone.value.dayFromIso(date) + days),
    /** First instant of a local date. */
    instantOf: (date: string): number => zone.value.startOfDay(zone.value.dayFromIso(date)),
    days: (from: string, to: string): number =>
      Math.round((Date.parse(to) - Date.parse(from)) / dayMs),
  }
})

interface Line {
  indicator: string
  region: number
}
interface Asked {
  question: AnalysisQuestion
  line: Line | null
}
/** Views that show what is worked out of the lines as well. */
const besides = new Set<AnalysisQuestion['view']>(['scatter', 'spread'])
const never: Line = { indicator: '', region: 0 }

/** Methods that the view shows: areas on the map, a series elsewhere. */
const methodsOf = ({ methods, view }: AnalysisQuestion) =>
  methods.filter((method) => (method === 'hot-spots') === (view === 'map') && view !== 'clock')
