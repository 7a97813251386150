import { Fault } from '../../core/fault'
import { dot, type Vec3 } from '../../core/vec3'
import type { FlatPattern } from '../../geometry/flatten/flat-pattern'
import type { Mark, Page, Place } from './page'
import { stretchLegend, stretchMarks } from './stretch-marks'

/** What the template says beside the pattern. */
export interface TemplateNotes {
  readonly caseName: string
  readonly edit: string
  readonly material: string
  /** Distance of the stitch line from the edge, metres. */
  readonly bite: number
  /** Distance between stitches, metres; null where the patch is not sewn. */
  readonly pitch: number | null
  /** What the printed side faces; null where it is not blood. */
  readonly faces: string | null
}

const papers = [
  { width: 210, height: 297 },
  { width: 297, height: 420 },
] as const
const margin = 15
/** Room for the heading and for the scale and notes, mm. */
const heading = 34
const footing = 70
/** Enlargements, the largest that fits. */
const factors = [6, 5, 4, 3, 2] as const
const gap = 14
const ink = '#1d2a33'
const soft = '#5c6b75'
const seam = '#b03a2e'

/**
 * A patch laid flat on a page at 1 : 1: the line to cut (solid), the line to sew (dashed) with a dot for each stitch,
 * which way is the patient's head, which side this is, and a scale to check the print. Where there is room an
 * enlargement under it numbers the stitches and shows the stretch that the shape costs.
 * @param positions xyz of the curved sheet, metres, patient space
 * @throws Fault where it fits on no paper offered
 */
export function templatePage(pattern: FlatPattern, positions: ArrayLike<number>, notes: TemplateNotes): Page {
  const up = upOnPage(pattern, positions)
  const layout = turnedPlaces(pattern, up.direction)
  const bite = notes.bite * 1e3
  const size = [layout.width + 2 * bite, layout.height + 2 * bite] as const
  const room = (p: (typeof papers)[number]) => ({
    width: p.width - 2 * margin,
    height: p.height - 2 * margin - heading - footing,
  })
  const paper = papers.find((p) => size[0] <= room(p).width && size[1] <= room(p).height)
  if (!paper)
    throw new Fault(
      notes.edit,
      `is ${size.map((v) => v.toFixed(0)).join(' by ')} mm laid flat and fits on no page`,
      'Use smaller pieces',
    )
  const below = room(paper).height - size[1] - gap
  const factor = factors.find((f) => size[0] * f <= room(paper).width && size[1] * f <= below)
  const top = heading + margin
  const middle = factor ? top + size[1] / 2 : top + room(paper).height / 2
  const view = { pattern, layout, notes, bite }
  return {
    ...paper,
    title: `${notes.caseName}: ${notes.edit}`,
    marks: [
      ...headingMarks(notes),
      ...drawing(view, [paper.width / 2, middle], 1),
      ...(factor
        ? enlargement(view, [paper.width / 2, top + size[1] + gap + (size[1] * factor) / 2], factor)
        : stretchMarks(
            pattern,
            layout.places.map(([x, y]): Place => [x + paper.width / 2, y + middle]),
          )),
      ...compass([paper.width - margin - 12, heading + margin + 6], up.label),
      ...scaleBar([margin, paper.height - margin - 40]),
      ...stretchLegend(pattern, [paper.width - margin - 70, paper.height - margin - 44]),
      ...footMarks(paper, notes),
    ],
  }
}

interface View {
  readonly pattern: FlatPattern
  readonly layout: ReturnType<typeof turnedPlaces>
  readonly notes: TemplateNotes
  /** mm */
  readonly bite: number
}

/** The lines to cut and to sew, with the stitches, round a middle. */
function drawing({ pattern, layout, notes, bite }: View, [x, y]: Place, factor: number): Mark[] {
  const rim = pattern.rim.map((n): Place => {
    const [u, v] = layout.places[n]!
    return [x + factor * u, y + factor * v]
  })
  return [
    ...cutLine(rim, factor * bite),
    { kind: 'line', places: rim, closed: true, width: 0.25, colour: seam, dash: [1.5, 1] },
    ...stitchMarks(rim, notes.pitch === null ? null : factor * notes.pitch, factor > 1),
  ]
}

function enlargement(view: View, [x, y]: Place, factor: number): Mark[] {
  const places = view.layout.places.map(([u, v]): Place => [x + factor * u, y + factor * v])
  const lines = drawing(view, [x, y], factor)
  const bottom = y + (factor * (view.layout.height + 2 * view.bite)) / 2
  return [
    ...lines.slice(0, cutMarkCount),
    ...stretchMarks(view.pattern, places),
    ...lines.slice(cutMarkCount),
    {
      kind: 'text',
      at: [x, bottom + 6],
      text: `Enlarged ${factor} : 1, not for cutting`,
      size: 2.2,
      colour: soft,
      align: 'middle',
    },
  ]
}

/** Which way of the patient points up the page: the head, or the front where the sheet lies across the body. */
function upOnPage(pattern: FlatPattern, positions: ArrayLike<number>) {
  const ways: readonly { axis: Vec3; label: string }[] = [
    { axis: [0, 0, 1], label: 'head' },
    { axis: [0, -1, 0], label: 'front' },
  ]
  const found = ways.map(({ axis, label }) => ({ label, direction: flatDirection(pattern, positions, axis) }))
  return found.find(({ direction }) => Math.hypot(...direction) > 0.4) ?? found[1]!
}

/** A direction of space as seen in the flat sheet: the slope of dot(axis, x) over the flat places, by least squares. */
function flatDirection(pattern: FlatPattern, positions: ArrayLike<number>, axis: Vec3): Place {
  const n = pattern.source.length
  const samples = pattern.source.map((s, k) => ({
    x: pattern.places[2 * k]!,
    y: pattern.places[2 * k + 1]!,
    h: dot([positions[3 * s]!, positions[3 * s + 1]!, positions[3 * s + 2]!], axis),
  }))
  const mean = (of: (s: (typeof samples)[number]) => number): number =>
    samples.reduce((sum, s) => sum + of(s), 0) / n
  const [mx, my, mh] = [mean((s) => s.x), mean((s) => s.y), mean((s) => s.h)]
  const xx = mean((s) => (s.x - mx) ** 2)
  const yy = mean((s) => (s.y - my) ** 2)
  const xy = mean((s) => (s.x - mx) * (s.y - my))
  const xh = mean((s) => (s.x - mx) * (s.h - mh))
  const yh = mean((s) => (s.y - my) * (s.h - mh))
  const determinant = xx * yy - xy * xy || 1e-30
  return [(xh * yy - yh * xy) / determinant, (yh * xx - xh * xy) / determinant]
}

/** The pattern in millimetres, y down, turned so that a direction points up, its middle at the origin. */
function turnedPlaces(pattern: FlatPattern, [ux, uy]: Place) {
  const length = Math.hypot(ux, uy) || 1
  const [c, s] = [uy / length, ux / length]
  const places = Array.from({ length: pattern.places.length / 2 }, (_, n): Place => {
    const [x, y] = [pattern.places[2 * n]! * 1e3, pattern.places[2 * n + 1]! * 1e3]
    return [c * x - s * y, -(s * x + c * y)]
  })
  const low = [0, 1].map((d) => Math.min(...places.map((p) => p[d]!)))
  const high = [0, 1].map((d) => Math.max(...places.map((p) => p[d]!)))
  const middle = [(low[0]! + high[0]!) / 2, (low[1]! + high[1]!) / 2]
  return {
    places: places.map(([x, y]): Place => [x - middle[0]!, y - middle[1]!]),
    width: high[0]! - low[0]!,
    height: high[1]! - low[1]!,
  }
}

/** Marks of the cut line: what lies on them comes after. */
const cutMarkCount = 3

/** The outline a bite beyond the stitch line: a round stroke of twice the bite, hollowed by a thinner one. */
function cutLine(rim: readonly Place[], bite: number): Mark[] {
  const stroke = (width: number, colour: string): Mark => ({
    kind: 'line',
    places: rim,
    closed: true,
    width,
    colour,
  })
  return [
    stroke(2 * bite + 0.3, ink),
    stroke(2 * bite - 0.3, '#ffffff'),
    { kind: 'area', places: rim, colour: '#ffffff' },
  ]
}

/** A dot for each stitch; numbered, each fifth says which. */
function stitchMarks(rim: readonly Place[], pitch: number | null, numbered: boolean): Mark[] {
  if (pitch === null) return []
  const lengths = rim.map(([x, y], n) => {
    const [u, v] = rim[(n + 1) % rim.length]!
    return Math.hypot(u - x, v - y)
  })
  const total = lengths.reduce((a, b) => a + b, 0)
  const count = Math.max(1, Math.round(total / (pitch * 1e3)))
  const middle = [0, 1].map((d) => rim.reduce((sum, p) => sum + p[d]!, 0) / rim.length)
  const marks: Mark[] = []
  let [edge, before] = [0, 0]
  for (let n = 0; n < count; n++) {
    const s = (n * total) / count
    while (edge < rim.length - 1 && before + lengths[edge]! < s) before += lengths[edge++]!
    const t = lengths[edge] ? (s - before) / lengths[edge]! : 0
    const [p, q] = [rim[edge]!, rim[(edge + 1) % rim.length]!]
    const at: Place = [p[0] + t * (q[0] - p[0]), p[1] + t * (q[1] - p[1])]
    marks.push({ kind: 'line', places: [at, at], width: 0.8, colour: seam })
    if (!numbered || n % 5 > 0) continue
    const l = Math.hypot(at[0] - middle[0]!, at[1] - middle[1]!) || 1
    const outward = (d: 0 | 1): number => at[d] + (3.4 * (at[d] - middle[d]!)) / l
    marks.push({
      kind: 'text',
      at: [outward(0), outward(1) + 0.9],
      text: String(n + 1),
      size: 2,
      colour: seam,
      align: 'middle',
    })
  }
  return marks
}

function headingMarks(notes: TemplateNotes): Mark[] {
  const line = (y: number, text: string, size: number, colour: string, bold = false): Mark => ({
    kind: 'text',
    at: [margin, margin + y],
    text,
    size,
    colour,
    bold,
  })
  return [
    line(5, 'Patch template 1 : 1', 4.4, ink, true),
    line(12, `${notes.caseName} · ${notes.edit} · ${notes.material}`, 2.8, ink),
    line(
      18,
      notes.faces
        ? `The printed side faces the ${notes.faces.replace(/^[A-Z](?=[a-z])/, (c) => c.toLowerCase())}.`
        : 'The printed side is marked on the model.',
      2.4,
      soft,
    ),
  ]
}

/** An arrow up the page with the way it points. */
function compass([x, y]: Place, label: string): Mark[] {
  const line = (places: readonly Place[]): Mark => ({ kind: 'line', places, width: 0.4, colour: ink })
  return [
    line([
      [x, y + 12],
      [x, y],
    ]),
    line([
      [x - 2, y + 3],
      [x, y],
      [x + 2, y + 3],
    ]),
    { kind: 'text', at: [x, y - 2], text: label, size: 2.4, colour: ink, align: 'middle' },
  ]
}

function scaleBar([x, y]: Place): Mark[] {
  const ticks = Array.from({ length: 11 }, (_, n): Mark => {
    const at = x + 5 * n
    return {
      kind: 'line',
      places: [
        [at, y],
        [at, y - (n % 2 ? 1.2 : 2.4)],
      ],
      width: 0.25,
      colour: ink,
    }
  })
  return [
    {
      kind: 'line',
      places: [
        [x, y],
        [x + 50, y],
      ],
      width: 0.35,
      colour: ink,
    },
    ...ticks,
    { kind: 'text', at: [x, y + 4.5], text: '50 mm: measure it on the print', size: 2.2, colour: ink },
    { kind: 'text', at: [x, y + 9], text: 'Print at 100 %, without "fit to page".', size: 2, colour: soft },
  ]
}

function footMarks(paper: { width: number; height: number }, notes: TemplateNotes): Mark[] {
  const bite = `${(notes.bite * 1e3).toFixed(1)} mm`
  const stitches =
    notes.pitch === null ? '' : `, a dot for each stitch (${(notes.pitch * 1e3).toFixed(1)} mm apart)`
  const lines = [
    `Solid: cut. Dashed: stitch line, ${bite} inside the edge${stitches}.`,
    'The shape is that of the heart as it was imaged. A rehearsal supports judgement and never replaces it.',
  ]
  return lines.map((text, n) => ({
    kind: 'text',
    at: [margin, paper.height - margin - 10 + 5 * n],
    text,
    size: 2.1,
    colour: n === 0 ? ink : soft,
  }))
}
