import { useFrame, useThree } from '@react-three/fiber'
import { useRef } from 'react'
import { type Camera, type Group, Vector3 } from 'three'
import { useStore } from 'zustand'
import { say } from '../../core/language'
import { hands } from '../../input/hands'
import type { Session } from '../../session/session'
import { stepBack } from '../../tools/step-back'
import type { ToolRunner } from '../../tools/tool-runner'
import { useHeartSpace } from '../heart-space'
import { useComfort } from './comfort'
import { buttonWidth, cell, columns, entriesOf, perSheet, sheetCount, tab } from './palette-layout'
import { palettePages } from './palette-pages'
import type { PaletteContext, PaletteEntry, PalettePage } from './palette-pages/palette-page'
import { openPage, usePalette } from './palette-state'
import { PanelButton } from './panel-button'

interface PaletteProps {
  readonly session: Session
  readonly runner: ToolRunner
}

/** Above the wrist, clear of the fingers, metres. */
const aboveWrist = 0.17
/** Outward of the wrist, metres. */
const outward = 0.09

/**
 * Pages of buttons (`palette-pages`), worn on the wrist of the hand that does not work; beside the heart while that
 * hand is not seen.
 */
export function Palette({ session, runner }: PaletteProps) {
  const group = useRef<Group>(null)
  const dominant = useComfort((s) => s.dominant)
  const oneHanded = useComfort((s) => s.oneHanded)
  const side = dominant === 'right' ? 'left' : 'right'
  const worn = oneHanded ? null : side
  useFrame(({ camera }) => {
    if (!group.current) return
    place(group.current, side, camera)
    group.current.lookAt(camera.getWorldPosition(head))
  }, -1)
  const camera = useThree((s) => s.camera)
  const open = usePalette((s) => s.page)
  const heart = useStore(session.store, (s) => s.heart)
  const pages = palettePages.filter((p) => p.isFor?.(heart) ?? true)
  const page = pages.find(({ id }) => id === open) ?? pages[0]!
  return (
    <group ref={group} name="palette">
      <Tabs pages={pages} open={page.id} side={side} worn={worn} />
      <Sheet key={page.id} page={page} context={{ session, runner, camera, hand: dominant }} worn={worn} />
    </group>
  )
}

const head = new Vector3()
const home = new Vector3()
const right = new Vector3()
const ahead = new Vector3()

/** Worn outward of the wrist, out of the way to the heart; with one hand, or while no wrist is seen, beside the field. */
function place(group: Group, side: 'left' | 'right', camera: Camera): void {
  const pose = useComfort.getState().oneHanded ? null : hands[side]
  right.setFromMatrixColumn(camera.matrixWorld, 0)
  const beside = side === 'left' ? -1 : 1
  if (pose)
    home
      .set(pose.wrist[0], pose.wrist[1] + aboveWrist, pose.wrist[2])
      .addScaledVector(right, beside * outward)
  else besideField(camera, beside)
  // A worn palette follows a little late, so that it is steady enough to hit; one beside the field stands still.
  if (group.position.lengthSq() === 0) group.position.copy(home)
  else if (pose || group.position.distanceTo(home) > 0.2) group.position.lerp(home, 0.25)
}

/** Beside the heart as seen from the head; inside it, where the heart would be. */
function besideField(camera: Camera, beside: number): void {
  const { position, radius, scale } = useHeartSpace.getState()
  const inside = useComfort.getState().outside !== null
  camera.getWorldPosition(head)
  if (inside) camera.getWorldDirection(ahead).setY(0)
  else
    ahead
      .set(...position)
      .sub(head)
      .setY(0)
  if (ahead.lengthSq() < 0.01) ahead.set(0, 0, -1)
  home.copy(head).addScaledVector(ahead.normalize(), 0.45)
  const aside = inside ? 0.25 : Math.min(radius * scale, 0.2) + 0.14
  home.add(head.set(-ahead.z, 0, ahead.x).multiplyScalar(beside * aside))
  home.y -= 0.22
}

interface SheetProps {
  readonly page: PalettePage
  readonly context: PaletteContext
  readonly worn: 'left' | 'right' | null
}

interface TabsProps {
  readonly pages: readonly PalettePage[]
  readonly open: string
  readonly side: 'left' | 'right'
  readonly worn: 'left' | 'right' | null
}

function Tabs({ pages, open, side, worn }: TabsProps) {
  return pages.map(({ id, label, icon }, n) => (
    <PanelButton
      key={id}
      label={label()}
      icon={icon}
      position={tab(n, side)}
      width={buttonWidth}
      worn={worn}
      active={open === id}
      onPress={() => openPage(id)}
    />
  ))
}

/** The buttons of one page, and below them what every page has. */
function Sheet({ page, context, worn }: SheetProps) {
  const sheet = usePalette((s) => s.sheet)
  const entries = page.useEntries(context)
  const fixed = useFixedRow(context, sheetCount(entries.length))
  const below = (page.useBelow ?? useNothing)(context).slice(0, 2 * columns)
  const placed = [
    ...entriesOf(entries, sheet).map((entry, n) => ({ entry, place: cell(n) })),
    ...fixed.map((entry, n) => ({ entry, place: cell(perSheet + n) })),
    ...below.map((entry, n) => ({ entry, place: cell(perSheet + columns + n) })),
  ]
  return placed.map(({ entry: { key, ...entry }, place }) => (
    <PanelButton key={key} {...entry} position={place} width={buttonWidth} worn={worn} />
  ))
}

const none: readonly PaletteEntry[] = []
const useNothing = (): readonly PaletteEntry[] => none

function useFixedRow({ session, runner, hand }: PaletteContext, sheets: number): readonly PaletteEntry[] {
  const turn = () => usePalette.setState(({ sheet }) => ({ sheet: (sheet + 1) % sheets }))
  return [
    { key: 'undo', label: say('Undo'), icon: 'undo', onPress: () => stepBack(session, runner, hand) },
    { key: 'redo', label: say('Redo'), icon: 'redo', onPress: () => session.redo() },
    ...(sheets > 1 ? [{ key: 'more', label: say('More'), icon: 'back', onPress: turn }] : []),
  ]
}
