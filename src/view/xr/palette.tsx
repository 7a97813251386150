import { useFrame, useThree } from '@react-three/fiber'
import { useRef } from 'react'
import { type Group, Vector3 } from 'three'
import { useStore } from 'zustand'
import { say } from '../../core/language'
import { hands } from '../../input/hands'
import type { Session } from '../../session/session'
import type { ToolRunner } from '../../tools/tool-runner'
import { toolStore } from '../../tools/tool-store'
import { useHeartSpace } from '../heart-space'
import { useComfort } from './comfort'
import { buttonWidth, cell, entriesOf, perSheet, sheetCount, tab } from './palette-layout'
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
const outward = 0.07

/**
 * Pages of buttons (`palette-pages`), worn on the wrist of the hand that does not work; beside the heart while that
 * hand is not seen.
 */
export function Palette({ session, runner }: PaletteProps) {
  const group = useRef<Group>(null)
  const dominant = useComfort((s) => s.dominant)
  const worn = dominant === 'right' ? 'left' : 'right'
  useFrame(({ camera }) => {
    if (!group.current) return
    place(group.current, worn, right.setFromMatrixColumn(camera.matrixWorld, 0))
    group.current.lookAt(camera.getWorldPosition(head))
  }, -1)
  const camera = useThree((s) => s.camera)
  const open = usePalette((s) => s.page)
  const page = palettePages.find(({ id }) => id === open) ?? palettePages[0]!
  return (
    <group ref={group} name="palette">
      <Tabs worn={worn} />
      <Sheet key={page.id} page={page} context={{ session, runner, camera, hand: dominant }} worn={worn} />
    </group>
  )
}

const head = new Vector3()
const home = new Vector3()
const right = new Vector3()

/** @param right of the person, unit vector: a worn palette lies outward of its wrist, out of the way to the heart. */
function place(group: Group, worn: 'left' | 'right', right: Vector3): void {
  const pose = hands[worn]
  const { position, radius, scale } = useHeartSpace.getState()
  const beside = worn === 'left' ? -1 : 1
  if (pose)
    home
      .set(pose.wrist[0], pose.wrist[1] + aboveWrist, pose.wrist[2])
      .addScaledVector(right, beside * outward)
  else home.set(...position).add(head.set(beside * (Math.min(radius * scale, 0.3) + 0.14), -0.1, 0.1))
  // A worn palette follows a little late, so that it is steady enough to hit.
  if (group.position.lengthSq() === 0) group.position.copy(home)
  else group.position.lerp(home, 0.25)
}

interface SheetProps {
  readonly page: PalettePage
  readonly context: PaletteContext
  readonly worn: 'left' | 'right'
}

function Tabs({ worn }: Pick<SheetProps, 'worn'>) {
  const open = usePalette((s) => s.page)
  return palettePages.map(({ id, label, icon }, n) => (
    <PanelButton
      key={id}
      label={label()}
      icon={icon}
      position={tab(n, worn)}
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
  const placed = [
    ...entriesOf(entries, sheet).map((entry, n) => ({ entry, place: cell(n) })),
    ...fixed.map((entry, n) => ({ entry, place: cell(perSheet + n) })),
  ]
  return placed.map(({ entry: { key, ...entry }, place }) => (
    <PanelButton key={key} {...entry} position={place} width={buttonWidth} worn={worn} />
  ))
}

function useFixedRow({ session }: PaletteContext, sheets: number): readonly PaletteEntry[] {
  const atMarkers = useStore(toolStore, (s) => Object.values(s.active).includes('markers'))
  const turn = () => usePalette.setState(({ sheet }) => ({ sheet: (sheet + 1) % sheets }))
  const undo = () => (atMarkers && session.state.unrevised.length > 0 ? session.unrevise() : session.undo())
  return [
    { key: 'undo', label: say('Undo'), icon: 'undo', onPress: undo },
    { key: 'redo', label: say('Redo'), icon: 'redo', onPress: () => session.redo() },
    ...(sheets > 1 ? [{ key: 'more', label: say('More'), icon: 'back', onPress: turn }] : []),
  ]
}
