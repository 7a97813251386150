import { say } from '../../core/language'
import type { Session } from '../../session/session'
import { treeOf, untouchedId } from '../../session/strategies/strategies-state'

const forms = {
  html: { type: 'text/html', write: async () => (await import('../../io/report/report-html')).reportHtml },
  csv: { type: 'text/csv', write: async () => (await import('../../io/report/report-csv')).reportCsv },
  json: {
    type: 'application/json',
    write: async () => (await import('../../io/report/report-json')).reportJson,
  },
}
export type ReportFormName = keyof typeof forms

export interface ReportChoice {
  readonly patient: string
  readonly reference: string
  readonly flow: boolean
  readonly pictures: readonly { readonly title: string; readonly source: string }[]
}

/**
 * The report of all strategies, answered afresh with their uncertainties and templates; progress is the background
 * job's.
 * @returns the file, or null where it was cancelled
 */
export async function reportFile(
  session: Session,
  form: ReportFormName,
  choice: ReportChoice,
): Promise<Blob | null> {
  const { heart, activity } = session.state
  if (!heart) return null
  const untouched = { id: untouchedId, name: say('Untouched'), parent: null, edits: [] }
  const strategies = [untouched, ...treeOf(session.state).strategies]
  const found = await session.strategies.forReport(
    strategies.map((s) => s.id),
    choice.flow,
  )
  if (!found) return null
  const { buildReport } = await import('../../engine/build-report')
  const report = await buildReport({
    heart,
    strategies: strategies.map((s) => {
      const { circulation, flow, edits: applied, warnings, templates } = found.get(s.id)!
      // A flow that has not settled must not make a risk look smaller.
      const { risks } = flow?.settled === 1 ? flow : circulation
      const findings = [...circulation.findings, ...(flow?.findings ?? [])]
      return { ...s, findings, risks, applied, warnings, templates }
    }),
    reference: strategies.some((s) => s.id === choice.reference) ? choice.reference : untouchedId,
    patient: choice.patient,
    pictures: choice.pictures,
    activity,
    device: found.get(untouchedId)?.device || session.state.device,
    written: new Date(),
  })
  const { type, write } = forms[form]
  return new Blob([(await write())(report)], { type })
}
