import type { Report } from './report'

/** The report as JSON: without its pictures, and of a template its title and size (its drawing is in the HTML). */
export function reportJson(report: Report): string {
  const strategies = report.strategies.map((s) => ({
    ...s,
    templates: s.templates.map(({ title, width, height }) => ({ title, width_mm: width, height_mm: height })),
  }))
  return `${JSON.stringify({ ...report, strategies, pictures: report.pictures.map((p) => p.title) }, null, 1)}\n`
}
