import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Activity } from '../circulation'
import { Fault } from '../core/fault'
import { applyEdits } from '../geometry/resolve-anatomy'
import { baseDomain, type ResolvedDomain } from '../geometry/resolve-anatomy-base'
import { isSheetEdit } from '../geometry/sheets'
import type { Heart } from '../heart/heart'
import type { Strategy, StrategyTree } from '../heart/strategy'
import type { Report, ReportPicture } from '../io/report/report'
import { reportCsv } from '../io/report/report-csv'
import { reportHtml } from '../io/report/report-html'
import { reportJson } from '../io/report/report-json'
import { buildReport } from './build-report'
import { HeartPictures } from './heart-pictures'
import { flatPatches } from './patch-template'
import type { AppliedEdit, Rehearsal } from './rehearsal'

const untouched: Strategy = { id: 'untouched', name: 'Untouched', parent: null, edits: [] }

export interface ReportOptions {
  /** Typed by the author; nothing else tells who the patient is. */
  readonly patient?: string
  /** Name of the strategy that differences are told against; the untouched heart where left out. */
  readonly reference?: string
  /** What the patient did in the rehearsal; left out, rested. */
  readonly activity?: Activity
}

/**
 * The report of a rehearsal.
 * @param tree the strategies that were rehearsed, in the order of its plans
 * @throws Fault where no strategy has the reference's name
 */
export function reportRehearsal(
  heart: Heart,
  { strategies }: StrategyTree,
  rehearsal: Rehearsal,
  options: ReportOptions = {},
): Promise<Report> {
  const on = { heart, base: baseDomain(heart) }
  const results = [rehearsal.untouched, ...rehearsal.plans]
  const reported = [untouched, ...strategies].map((strategy, n) => {
    const { edits: applied, findings, risks, warnings } = results[n]!
    const templates = flatPatches(on, strategy.edits, applied)
    return { ...strategy, applied, findings, risks, warnings, templates }
  })
  const reference = reported.find((s) => s.name === (options.reference ?? untouched.name))?.id
  if (!reference)
    throw new Fault(
      '--reference',
      `no strategy is called ${options.reference}`,
      `Name one of: ${reported.map((s) => s.name).join(', ')}`,
    )
  const { patient, activity } = options
  const { device } = rehearsal
  return buildReport({
    heart,
    strategies: reported,
    pictures: picturesOf(on, reported),
    reference,
    device,
    written: new Date(),
    ...(patient && { patient }),
    ...(activity && { activity }),
  })
}

/** The heart from the front, and the septum as it is and as each strategy leaves it. */
function picturesOf(
  { heart, base }: { readonly heart: Heart; readonly base: ResolvedDomain },
  strategies: readonly (Strategy & { readonly applied: readonly AppliedEdit[] })[],
): readonly ReportPicture[] {
  const pictures = new HeartPictures(heart)
  const septa = strategies.map(({ name, edits, applied }) => {
    const done = edits.filter((e) => applied.some((a) => a.id === e.id && a.applied))
    const { sheets } = done.some(isSheetEdit) ? applyEdits(base, heart, done) : base
    return pictures.septum(name, sheets)
  })
  return [pictures.outside(), ...septa.flatMap((p) => p ?? [])]
}

const forms: Readonly<Record<string, (report: Report) => string>> = {
  html: reportHtml,
  json: reportJson,
  csv: reportCsv,
}

/**
 * How a report is written into a file of this name.
 * @throws Fault for an ending that is none of its forms
 */
export function reportForm(path: string): (report: Report) => string {
  const ending = /\.(\w+)$/.exec(path)?.[1]?.toLowerCase() ?? ''
  const form = Object.hasOwn(forms, ending) ? forms[ending] : undefined
  if (form) return form
  if (ending === 'pdf')
    throw new Fault(path, 'the report is no PDF', 'Write OUT.html and print it to PDF: it is laid out for A4')
  throw new Fault(path, 'is no form of the report', 'End it in .html, .json or .csv')
}

/** Writes `report.html`, one self-contained page, and `rehearsal.json` into a folder, which is made if need be. */
export async function writeReport(folder: string, report: Report, rehearsal: Rehearsal): Promise<void> {
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'report.html'), reportHtml(report))
  await writeFile(join(folder, 'rehearsal.json'), JSON.stringify(rehearsal, null, 1))
}
