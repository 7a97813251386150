import { useFrame } from '@react-three/fiber'
import { useRef } from 'react'
import { type Group, Matrix4, Vector3 } from 'three'
import { useStore } from 'zustand'
import { instrumentTip } from '../../input/hand-pose'
import { hands } from '../../input/hands'
import { Instrument } from '../../props/instrument'
import type { Session } from '../../session/session'
import { toolStore } from '../../tools/tool-store'
import { TipLight } from './tip-light'

/** The instrument in each hand, held as a pen: its tip 6 cm ahead of the pinch. */
export function HeldInstruments({ session }: { readonly session: Session }) {
  return (['left', 'right'] as const).map((side) => <Held key={side} side={side} session={session} />)
}

function Held({ side, session }: { readonly side: 'left' | 'right'; readonly session: Session }) {
  const tool = useStore(toolStore, (s) => s.active[side])
  const group = useRef<Group>(null)
  useFrame(() => {
    if (group.current) hold(group.current, side)
  }, -2)
  return (
    <group ref={group} visible={false} name={`held:${side}`}>
      {tool && <Instrument tool={tool} />}
      {tool && <TipLight session={session} side={side} />}
    </group>
  )
}

const tip = new Vector3()
const back = new Vector3()
const origin = new Vector3()
const up = new Vector3(0, 1, 0)
const turn = new Matrix4()

function hold(group: Group, side: 'left' | 'right'): void {
  const pose = hands[side]
  // A gaze holds nothing: what it will do is drawn on the tissue.
  group.visible = pose !== null && pose.kind !== 'pointer'
  if (!pose) return
  tip.set(...instrumentTip(pose))
  back.set(...pose.forward).negate()
  group.position.copy(tip)
  group.quaternion.setFromRotationMatrix(turn.lookAt(back, origin, up))
}
