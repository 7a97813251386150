import { useFrame, useThree } from '@react-three/fiber'
import { useRef } from 'react'
import { type Group, Vector3 } from 'three'
import { useStore } from 'zustand'
import { hands } from '../../input/hands'
import type { Session } from '../../session/session'
import { tools } from '../../tools'
import type { ToolRunner } from '../../tools/tool-runner'
import { changeSettings, takeTool, toolStore } from '../../tools/tool-store'
import { exposureRows } from '../../ui/exposure-rows'
import { motionRows } from '../../ui/motion-rows'
import { useHeartSpace } from '../heart-space'
import { useComfort } from './comfort'
import { PanelButton } from './panel-button'
import { settingButton } from './setting-button'
import { stepInsideOrOut } from './step-inside'

interface PaletteProps {
  readonly session: Session
  readonly runner: ToolRunner
}

const columns = 3
const column = 0.076
const row = 0.028
const wide = 0.072
/** Above the wrist, clear of the fingers, metres. */
const aboveWrist = 0.17
/** Outward of the wrist, metres. */
const outward = 0.07

/** The instruments, worn on the wrist of the hand that does not work; beside the heart while that hand is not seen. */
export function Palette({ session, runner }: PaletteProps) {
  const group = useRef<Group>(null)
  const dominant = useComfort((s) => s.dominant)
  const worn = dominant === 'right' ? 'left' : 'right'
  useFrame(({ camera }) => {
    if (!group.current) return
    place(group.current, worn, right.setFromMatrixColumn(camera.matrixWorld, 0))
    group.current.lookAt(camera.getWorldPosition(head))
  }, -1)
  return (
    <group ref={group} name="palette">
      <Instruments worn={worn} hand={dominant} />
      <Motion session={session} worn={worn} />
      <Actions session={session} runner={runner} worn={worn} hand={dominant} />
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

/** Three to a row, the middle of the rows at the palette's own place. */
const cell = (n: number): readonly [number, number, number] => [
  ((n % columns) - (columns - 1) / 2) * column,
  (3 - Math.floor(n / columns)) * row,
  0,
]

interface WornProps {
  readonly worn: 'left' | 'right'
}

function Instruments({ worn, hand }: WornProps & { readonly hand: 'left' | 'right' }) {
  const active = useStore(toolStore, (s) => s.active[hand])
  return tools.map(({ id, label, icon }, n) => (
    <PanelButton
      key={id}
      label={label}
      icon={icon}
      position={cell(n)}
      width={wide}
      worn={worn}
      active={active === id}
      onPress={() => takeTool(hand, active === id ? null : id)}
    />
  ))
}

/** The first cell of the row after the instruments. */
const afterTools = columns * Math.ceil(tools.length / columns)

/** What the heart does. */
function Motion({ session, worn }: WornProps & { readonly session: Session }) {
  const motion = useStore(session.store, (s) => s.motion)
  return motionRows.map((choice, n) => (
    <PanelButton
      key={choice.motion}
      label={choice.label}
      icon={choice.icon}
      position={cell(afterTools + n)}
      width={wide}
      worn={worn}
      active={motion === choice.motion}
      onPress={() => session.setControl({ motion: choice.motion })}
    />
  ))
}

function Actions({
  session,
  runner,
  worn,
  hand,
}: PaletteProps & WornProps & { readonly hand: 'left' | 'right' }) {
  const camera = useThree((s) => s.camera)
  const outside = useComfort((s) => s.outside)
  const heart = useStore(session.store, (s) => s.heart)
  const last = useStore(session.store, (s) => s.exposure.at(-1))
  const atMarkers = useStore(toolStore, (s) => Object.values(s.active).includes('markers'))
  const active = useStore(toolStore, (s) => s.active[hand])
  const setting = settingButton(
    active,
    useStore(toolStore, (s) => s.settings),
  )
  const actions: readonly (readonly [string, string, () => void])[] = [
    [
      'Undo',
      'undo',
      () => (atMarkers && session.state.unrevised.length > 0 ? session.unrevise() : session.undo()),
    ],
    ['Redo', 'redo', () => session.redo()],
    [setting.label, '', () => changeSettings(setting.next)],
    [outside ? 'Step out' : 'Step inside', '', () => heart && stepInsideOrOut(camera, runner, heart)],
    ['Swap hands', '', swapHands],
    ...(last ? [[exposureRows([last])[0]!.remove, '', () => session.takeAway(last.id)] as const] : []),
  ]
  return actions.map(([label, icon, onPress], n) => (
    <PanelButton
      key={n}
      label={label}
      icon={icon}
      position={cell(afterTools + motionRows.length + n)}
      width={wide}
      worn={worn}
      onPress={onPress}
    />
  ))
}

function swapHands(): void {
  const { dominant } = useComfort.getState()
  const other = dominant === 'right' ? 'left' : 'right'
  takeTool(other, toolStore.getState().active[dominant])
  takeTool(dominant, null)
  useComfort.setState({ dominant: other })
}
