import { caseVerbs, procedureOf } from '../shared/cases/orders.ts'
import { aNote, aQuestion, aReport, type Things } from './access-city.ts'

/** What a city's calls name beside a place. */
export interface Named {
  department: string
  indicator: string
  theme: string
  /** A rate of the scores. */
  rate: string
  city: number
}

/** A right input of every procedure that needs one, about the things of a place. */
export function inputsOf(at: Things, { department, indicator, theme, rate, city }: Named) {
  const { region, caseId } = at
  const window = { grain: 'day' as const }
  const figure = { indicator, region }
  const question = aQuestion(indicator, region)
  const score = { region, by: 'department' as const }
  const wall = { wall: 'main' }
  const account = { id: 1 }
  const said: Record<string, object> = {
    decline: { reason: '重复' },
    merge: { into: caseId + 100_000 },
    retype: { type: '0102' },
    relocate: { region: null, point: null },
    dispatch: { department },
    return: { reason: '不属本部门' },
    askExtension: { until: 4_102_444_800_000, reason: '待料' },
    refuseExtension: { reason: '不予' },
    suspend: { reason: '待料' },
    rework: { reason: '未清' },
    rate: { rating: 'satisfied' },
    cancel: { reason: '误报' },
    reopen: { reason: '又脏' },
    supervise: { owner: '分管市领导', due: null },
    closeSupervision: { note: '办结' },
    handOver: { to: 'grid' },
  }
  const orders = caseVerbs.map((verb) => {
    const name = procedureOf(verb)
    return [`case.${name}`, { caseId, expected: 1, ...said[name] }] as const
  })
  return {
    'region.tree': { root: region },
    'region.boundaries': { level: 'district', within: region },
    'theme.health': { region },
    'indicator.board': { region, theme, window },
    'indicator.evaluate': { ...figure, window },
    'indicator.peers': { region, theme },
    'indicator.series': {
      ...{ indicators: [indicator], regions: [region], grain: 'day' },
      ...{ from: Date.UTC(2026, 10, 1), to: Date.UTC(2026, 10, 5) },
    },
    'indicator.explain': figure,
    'indicator.observations': { ...figure, part: 'numerator' },
    'indicator.change': { ...figure, by: 'region' },
    'facility.list': { region, theme },
    'warning.list': { region },
    'alert.list': { region },
    'alert.acknowledge': { alert: at.alert },
    'score.table': score,
    'score.cases': { ...score, key: '', rate, part: 'denominator' },
    'handOff.rates': { region },
    'handOff.cases': {
      ...{ region, sender: 'hotline', receiver: department, kind: 'department', part: 'handed' },
    },
    'search.query': { text: '案件' },
    'live.feed': { region },
    'case.list': { region, status: 'all' },
    'case.get': { caseId },
    'case.rhythm': { region },
    'case.queue': { region, filter: 'all' },
    'case.parcel': { caseId },
    'case.proposal': { caseId },
    'case.duplicates': { caseId },
    ...Object.fromEntries(orders),
    'analysis.ask': question,
    'analysis.clock': question,
    'analysis.statistics': { question, method: 'anomalies', indicator, region },
    'annotation.list': { from: '2026-11-01', to: '2026-11-09', regions: [region] },
    'annotation.add': aNote(region, `added-to-${region}`),
    'annotation.withdraw': { annotation: at.annotation },
    'saved.get': { id: at.saved },
    'saved.save': { name: '又一问', question, visibility: 'own' },
    'saved.remove': { id: at.saved },
    'report.get': { id: at.report },
    'report.preview': { content: aReport(indicator, region) },
    'report.save': aReport(indicator, region),
    'report.remove': { id: at.report },
    'deadLetter.list': {},
    'deadLetter.get': { letter: 1 },
    'deadLetter.correct': { letter: 1, content: '{}' },
    'deadLetter.replay': { letters: [1] },
    'deadLetter.drop': { of: { letters: [1] }, note: '不要了' },
    'setting.setThreshold': {
      indicator,
      yellow: null,
      red: null,
      effectiveFrom: 4_102_444_800_000,
    },
    'setting.setTarget': {
      ...{ indicator, year: 2027, level: 'city', region: city, target: 1 },
      effectiveFrom: 4_102_444_800_000,
    },
    'session.signIn': { name: 'somebody', password: 'wrong' },
    'session.choose': { role: 'leader' },
    'session.revoke': { id: 'x' },
    'session.changePassword': { old: 'x', next: 'y' },
    'session.totpConfirm': { code: '000000' },
    'setup.complete': { token: 'x', people: [] },
    'account.create': {},
    'account.change': { id: 1, displayName: '某某' },
    'account.grant': { id: 1, roles: [], regions: [city], departments: [] },
    ...Object.fromEntries(
      ['disable', 'enable', 'unlock', 'resetPassword', 'endSessions', 'resetTotp'].map((verb) => [
        `account.${verb}`,
        account,
      ]),
    ),
    'device.wait': { secret: 'x' },
    'device.pair': {},
    'device.revoke': account,
    'key.create': {},
    'key.revoke': account,
    'audit.list': {},
    'wall.state': wall,
    'wall.live': wall,
    'wall.setMode': { ...wall, mode: 'war' },
    'wall.setPlaylist': {},
    'wall.show': {},
    'wall.pause': wall,
    'wall.resume': wall,
    'wall.code': wall,
    'wall.take': { ...wall, code: '123456' },
    'wall.release': wall,
    'wall.setLook': { ...wall, look: {} },
  } as Record<string, object>
}

/** A request of every endpoint that names something, about the things of a place. */
export function requestsOf(at: Things, { indicator }: Named): Record<string, string> {
  return {
    'GET /api/v1/cases/:id/attachments/:hash': `/api/v1/cases/${at.caseId}/attachments/${at.hash}`,
    'GET /api/v1/indicators/:id/series': `/api/v1/indicators/${indicator}/series?region=${at.code}&from=2026-11-01&to=2026-11-05&grain=day`,
    'GET /api/v1/reports/:id/file': `/api/v1/reports/${at.report}/file`,
    'GET /api/v1/reports/:id/files/:period': `/api/v1/reports/${at.report}/files/2026-11-04`,
    'GET /open311/v2/services/:file': '/open311/v2/services/0102.json',
    'GET /open311/v2/requests/:file': `/open311/v2/requests/${at.caseId}.json`,
    'GET /open311/v2/*': '/open311/v2/nothing',
  }
}
