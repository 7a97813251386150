import { useFrame } from '@react-three/fiber'
import { useRef } from 'react'
import { type Group, Vector3 } from 'three'
import { useStore } from 'zustand'
import { useShallow } from 'zustand/shallow'
import { retell, say } from '../../core/language'
import type { Session } from '../../session/session'
import type { SessionState } from '../../session/session-state'
import { activityChoices } from '../../ui/activity-choices'
import { paceText } from '../../ui/blood-rows'
import { editRows } from '../../ui/edit-rows'
import { findingRows } from '../../ui/finding-rows'
import { motionNote, motionRows } from '../../ui/motion-rows'
import { judgedRisks, riskGroups, riskRows } from '../../ui/risk-rows'
import { useUi } from '../../ui/ui-state'
import { useHeartSpace } from '../heart-space'
import { usePointed } from '../pointed-state'
import { CanvasPanel } from './canvas-panel'
import { type PanelRow, panelHeight, textRows } from './panel-drawing'
import { standPanel } from './stand-panel'

const width = 0.34
/** To the right of the heart, a little below the eyes, turned to the person; never fixed to the head. */
const beside = 0.22
const most = 12

/** The figures, the notice and how far the answer has settled, on a panel beside the heart. */
export function FindingsPanel({ session }: { readonly session: Session }) {
  const state = useStore(session.store, useShallow(shownOf))
  const running = useUi((s) => s.bloodRunning)
  const pace = useStore(session.store, (s) =>
    paceText({
      running,
      dilation: s.timeDilation,
      beats: session.frame.blood.beats,
      settled: s.flowSettled,
    }),
  )
  const pointed = usePointed((s) => s.pointed?.id ?? null)
  const group = useRef<Group>(null)
  const rows = panelRows({ ...state, pace }, pointed)
  const height = panelHeight(rows)
  useFrame(({ camera }) => {
    if (!group.current) return
    const eye = camera.getWorldPosition(head)
    standPanel(group.current, eye, besideHeart(eye), [width, height])
  }, -1)
  return (
    <group ref={group} name="findings">
      <CanvasPanel rows={rows} width={width} />
    </group>
  )
}

/** What the panel shows; the rest of the state changes with each report of the engine. */
const shownOf = (s: SessionState) => ({
  heart: s.heart,
  device: s.device,
  motion: s.motion,
  activity: s.activity,
  load: s.load,
  edits: s.edits,
  torn: s.torn,
  answers: s.answers,
  progress: s.progress,
  notice: s.notice,
})
type PanelState = ReturnType<typeof shownOf> & { readonly pace: string }

const head = new Vector3()
const away = new Vector3()
const across = new Vector3()
const wanted = new Vector3()

/** Beside the heart as seen from the head, at arm's length from it, 12° under the eyes. */
function besideHeart(eye: Vector3): Vector3 {
  const { position, radius, scale } = useHeartSpace.getState()
  away
    .set(...position)
    .sub(eye)
    .setY(0)
  if (away.lengthSq() < 0.04) away.set(0, 0, -0.5)
  away.setLength(Math.min(Math.max(away.length(), 0.5), 1))
  across.set(-away.z, 0, away.x).setLength(Math.min(0.6 * radius * scale, 0.2) + beside)
  wanted.copy(eye).add(away).add(across)
  wanted.y = eye.y - 0.21 * away.length()
  return wanted
}

const tones = { high: 'red', moderate: 'amber', low: 'plain' } as const
const mostRisks = 4

/** The weightiest risks; of the one that is pointed at, its cause, rule and source as well. */
function riskLines(state: PanelState, pointed: string | null): PanelRow[] {
  const groups = riskGroups(riskRows(judgedRisks(state.answers), state.edits, state.torn))
  const isPointed = ({ key }: { readonly key: string }) => key === pointed
  const shown = groups.filter(({ rows }, n) => n < mostRisks || rows.some(isPointed))
  return shown.flatMap(({ label, level, rows }) => {
    const head: PanelRow = { text: label, tone: tones[level] }
    const risk = rows.find(isPointed)
    if (!risk) return [head]
    return [
      head,
      ...textRows(risk.text, width, 'plain'),
      ...(risk.cause ? textRows(say('From: {step}', { step: risk.cause }), width, 'faint') : []),
      ...textRows(risk.basis, width, 'faint'),
    ]
  })
}

/** How far the operation has gone. */
function stepsText(edits: SessionState['edits']): string {
  const last = editRows(edits, []).at(-1)
  return last ? say('Step {count}: {name}', { count: last.count, name: last.label }) : say('Untouched')
}

/** The panel's lines; pure. */
function panelRows(state: PanelState, pointed: string | null): PanelRow[] {
  const rows: PanelRow[] = [{ text: say(state.heart?.name ?? 'No heart open'), tone: 'title' }]
  const motion = motionRows.find((r) => r.motion === state.motion)!
  const read = activityChoices.find((choice) => choice.activity === state.activity)!
  const isWhole = state.heart?.kind === 'whole-heart'
  rows.push({
    text: [motion, ...(isWhole ? [read] : [])].map((r) => say(r.label)).join(' · '),
    tone: 'faint',
  })
  const note = state.device && motionNote(state.motion, state.load)
  if (note) rows.push(...textRows(note, width, 'faint'))
  if (state.progress) rows.push({ text: `${retell(state.progress.label)} …`, tone: 'faint' })
  for (const finding of findingRows(state.answers).slice(0, most))
    rows.push({
      text: finding.label,
      value: finding.value,
      unit: finding.unit,
      tone: finding.level ?? 'plain',
    })
  rows.push(...riskLines(state, pointed))
  rows.push({ text: state.pace, tone: 'faint' }, { text: stepsText(state.edits), tone: 'faint' })
  if (state.notice) rows.push(...textRows(retell(state.notice), width, 'amber'))
  return rows
}
