import { useFrame } from '@react-three/fiber'
import { useRef } from 'react'
import { type Group, Vector3 } from 'three'
import { say } from '../../core/language'
import type { Session } from '../../session/session'
import { type Comparison, comparisonOf } from '../../ui/strategies/comparison'
import { useCompare } from '../../ui/strategies/use-compare'
import { useStrategies } from '../../ui/strategies/use-strategies'
import { useHeartSpace } from '../heart-space'
import { CanvasPanel } from './canvas-panel'
import { cellWidth, type PanelRow, textRows } from './panel-drawing'

/** Room for the names of figures, metres. */
const labelWidth = 0.24
const mostRows = 14
const mostColumns = 4

/** The strategies' figures in a table above the heart, while it is asked for. */
export function ComparisonPanel({ session }: { readonly session: Session }) {
  const shown = useCompare((s) => s.inRoom)
  return shown ? <Panel session={session} /> : null
}

function Panel({ session }: { readonly session: Session }) {
  const state = useStrategies(session)
  const { reference, sort } = useCompare()
  const group = useRef<Group>(null)
  useFrame(({ camera }) => {
    if (group.current) stand(group.current, camera.getWorldPosition(eye))
  }, -1)
  const comparison = comparisonOf(state, { reference, sort })
  const columns = Math.min(comparison.columns.length, mostColumns)
  const { job } = state.strategies
  const working: PanelRow[] = job ? [{ text: `${say(job.label)} …`, tone: 'faint' }] : []
  const width = labelWidth + columns * cellWidth
  return (
    <group ref={group} name="comparison">
      <CanvasPanel rows={[...tableRows(comparison, width), ...working]} width={width} />
    </group>
  )
}

const eye = new Vector3()
const away = new Vector3()
const wanted = new Vector3()

/** Behind the heart as seen from the head and above it, at .9 m, turned to the person; it stays where it is. */
function stand(group: Group, head: Vector3): void {
  const { position } = useHeartSpace.getState()
  away
    .set(...position)
    .sub(head)
    .setY(0)
  if (away.lengthSq() < 0.04) away.set(0, 0, -0.5)
  wanted.copy(head).add(away.setLength(0.9))
  wanted.y = head.y + 0.06
  if (group.position.lengthSq() === 0 || group.position.distanceTo(wanted) > 0.35) group.position.copy(wanted)
  group.lookAt(head)
}

/** The figures that have a band, as many as the panel holds; a difference that is not more than its uncertainty is faint. */
function tableRows({ columns, rows }: Comparison, width: number): PanelRow[] {
  const shown = columns.slice(0, mostColumns)
  const named = shown.map((c) => ({
    text: c.name,
    tone: c.current ? ('title' as const) : ('faint' as const),
  }))
  const head: PanelRow = { text: say('Figure'), tone: 'faint', cells: named }
  const judged = rows.filter((row) => row.cells.some((c) => c?.level))
  const body = judged.slice(0, mostRows).map(
    (row): PanelRow => ({
      text: row.unit ? `${row.label} [${row.unit}]` : row.label,
      cells: row.cells.slice(0, mostColumns).map((c) => ({
        text: c ? c.value : '–',
        tone: c?.difference && c.clear === false ? 'faint' : (c?.level ?? 'plain'),
      })),
    }),
  )
  if (body.length === 0) return [head, { text: say('Nothing is answered yet.'), tone: 'faint' }]
  return [head, ...body, ...textRows(say('Faint: within its uncertainty of the reference.'), width, 'faint')]
}
