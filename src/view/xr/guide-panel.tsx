import { useFrame } from '@react-three/fiber'
import { useRef } from 'react'
import { type Group, Vector3 } from 'three'
import { say } from '../../core/language'
import type { Session } from '../../session/session'
import { useAudience } from '../../ui/audience/use-audience'
import { useCompare } from '../../ui/strategies/use-compare'
import { type GuideNow, useGuide } from '../../ui/training/use-guide'
import { useTraining } from '../../ui/training/use-training'
import { useHeartSpace } from '../heart-space'
import { CanvasPanel } from './canvas-panel'
import { usePalette } from './palette-state'
import { type PanelRow, panelHeight, textRows } from './panel-drawing'
import { standPanel } from './stand-panel'

const width = 0.46
/** Its lower edge, as a share of its distance under the eyes: clear of the heart (11°). */
const under = 0.2

/** Radius of the heart over its distance from which it fills the view, and how far aside the panel goes then, metres. */
const filled = 0.6
const aside = 0.55

/** The step in hand of a guided operation, behind the heart and above it: for trainees, and while its page is open. */
export function GuidePanel({ session }: { readonly session: Session }) {
  const asked = usePalette((s) => s.page === 'guide')
  const trainee = useAudience((s) => s.audience === 'trainee')
  const covered = useCompare((s) => s.inRoom)
  const now = useGuide(session)
  return now && (asked || trainee) && !covered ? <Step now={now} /> : null
}

function Step({ now }: { readonly now: GuideNow }) {
  const hint = useTraining((s) => s.hint)
  const group = useRef<Group>(null)
  const rows = stepRows(now, hint)
  const height = panelHeight(rows)
  useFrame(({ camera }) => {
    if (!group.current) return
    const head = camera.getWorldPosition(eye)
    standPanel(group.current, head, behindHeart(head, height), [width, height])
  }, -1)
  return (
    <group ref={group} name="guide">
      <CanvasPanel rows={rows} width={width} />
    </group>
  )
}

/** The panel's lines; pure. */
function stepRows({ guide, at, step }: GuideNow, hint: boolean): PanelRow[] {
  const steps = guide.steps.length
  const head: PanelRow = {
    text: say(guide.name),
    tone: 'title',
    unit: `${Math.min(at + 1, steps)} / ${steps}`,
  }
  if (!step) {
    const done = say('All steps are done. See what was measured, or watch it again.')
    return [head, ...textRows(done, width, 'green')]
  }
  return [
    head,
    ...textRows(`${say(step.title)}. ${say(step.text)}`, width, 'plain'),
    ...(step.limit ? textRows(say(step.limit), width, 'amber') : []),
    ...(hint ? textRows(say(step.hint), width, 'faint') : []),
  ]
}

const eye = new Vector3()
const away = new Vector3()
const wanted = new Vector3()

/**
 * At .9 m behind the heart as seen from the head, its lower edge 11° under the eyes; a heart that fills the view leaves
 * it no room there, and it stands to the left.
 */
function behindHeart(head: Vector3, height: number): Vector3 {
  const { position, radius, scale } = useHeartSpace.getState()
  away
    .set(...position)
    .sub(head)
    .setY(0)
  if (away.lengthSq() < 0.04) away.set(0, 0, -0.5)
  const isFilled = radius * scale > filled * away.length()
  wanted.copy(head).add(away.setLength(0.9))
  if (isFilled) wanted.add(away.set(away.z, 0, -away.x).setLength(aside))
  wanted.y = head.y - 0.9 * under + height / 2
  return wanted
}
