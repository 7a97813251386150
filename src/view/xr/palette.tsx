import { useFrame, useThree } from '@react-three/fiber'
import { useRef } from 'react'
import { type Group, Vector3 } from 'three'
import { useStore } from 'zustand'
import { hands } from '../../input/hands'
import type { Session } from '../../session/session'
import { tools } from '../../tools'
import type { ToolRunner } from '../../tools/tool-runner'
import { changeSettings, takeTool, toolStore } from '../../tools/tool-store'
import { useHeartSpace } from '../heart-space'
import { useComfort } from './comfort'
import { PanelButton } from './panel-button'
import { stepInsideOrOut } from './step-inside'

interface PaletteProps {
  readonly session: Session
  readonly runner: ToolRunner
}

const column = 0.076
const row = 0.028
const wide = 0.072
/** Above the wrist, clear of the fingers, metres. */
const aboveWrist = 0.15

const materials = ['pericardium', 'ePTFE', 'dacron'] as const

/** The instruments, worn on the wrist of the hand that does not work; beside the heart while that hand is not seen. */
export function Palette({ session, runner }: PaletteProps) {
  const group = useRef<Group>(null)
  const dominant = useComfort((s) => s.dominant)
  const worn = dominant === 'right' ? 'left' : 'right'
  useFrame(({ camera }) => {
    if (!group.current) return
    place(group.current, worn)
    group.current.lookAt(camera.getWorldPosition(head))
  }, -1)
  return (
    <group ref={group} name="palette">
      <Instruments worn={worn} hand={dominant} />
      <Actions session={session} runner={runner} worn={worn} />
    </group>
  )
}

const head = new Vector3()
const home = new Vector3()

function place(group: Group, worn: 'left' | 'right'): void {
  const pose = hands[worn]
  const { position, radius, scale } = useHeartSpace.getState()
  const beside = worn === 'left' ? -1 : 1
  if (pose) home.set(pose.wrist[0], pose.wrist[1] + aboveWrist, pose.wrist[2])
  else home.set(...position).add(head.set(beside * (Math.min(radius * scale, 0.3) + 0.14), -0.1, 0.1))
  // A worn palette follows a little late, so that it is steady enough to hit.
  if (group.position.lengthSq() === 0) group.position.copy(home)
  else group.position.lerp(home, 0.25)
}

const cell = (n: number): readonly [number, number, number] => [
  ((n % 2) - 0.5) * column,
  (3 - Math.floor(n / 2)) * row,
  0,
]

function Instruments({ worn, hand }: { readonly worn: 'left' | 'right'; readonly hand: 'left' | 'right' }) {
  const active = useStore(toolStore, (s) => s.active[hand])
  return tools.map(({ id, label }, n) => (
    <PanelButton
      key={id}
      label={label}
      position={cell(n)}
      width={wide}
      worn={worn}
      active={active === id}
      onPress={() => takeTool(hand, active === id ? null : id)}
    />
  ))
}

function Actions({ session, runner, worn }: PaletteProps & { readonly worn: 'left' | 'right' }) {
  const camera = useThree((s) => s.camera)
  const outside = useComfort((s) => s.outside)
  const material = useStore(toolStore, (s) => s.settings.patchMaterial)
  const heart = useStore(session.store, (s) => s.heart)
  const atMarkers = useStore(toolStore, (s) => Object.values(s.active).includes('markers'))
  const next = materials[(materials.indexOf(material) + 1) % materials.length]!
  const actions: readonly (readonly [string, () => void])[] = [
    ['Undo', () => (atMarkers && session.state.unrevised.length > 0 ? session.unrevise() : session.undo())],
    ['Redo', () => session.redo()],
    [outside ? 'Step out' : 'Step inside', () => heart && stepInsideOrOut(camera, runner, heart)],
    ['Swap hands', swapHands],
    [`Patch: ${material}`, () => changeSettings({ patchMaterial: next })],
  ]
  return actions.map(([label, onPress], n) => (
    <PanelButton
      key={n}
      label={label}
      position={cell(tools.length + n)}
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
