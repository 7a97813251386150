import { useFrame } from '@react-three/fiber'
import { type RefObject, useRef } from 'react'
import { type Group, Matrix4, Vector3 } from 'three'
import { useStore } from 'zustand'
import { Instrument } from '../../props/instrument'
import type { Session } from '../../session/session'
import type { ToolHit } from '../../tools/tool'
import type { ToolRunner } from '../../tools/tool-runner'
import { toolStore } from '../../tools/tool-store'
import { patientToWorld, useHeartSpace } from '../heart-space'
import { TipLight } from './tip-light'

interface MouseInstrumentProps {
  readonly session: Session
  readonly runner: ToolRunner
}

/** On the page: the instrument stands on the tissue under the pointer, leaning towards the surgeon's right hand. */
export function MouseInstrument({ session, runner }: MouseInstrumentProps) {
  const tool = useStore(toolStore, (s) => s.active.mouse)
  const group = useRef<Group>(null)
  useFrame(({ camera, gl }) => {
    const hit = runner.touched('mouse')
    if (!group.current) return
    group.current.visible = !!hit && !gl.xr.isPresenting
    if (hit) stand(group, hit, camera.matrixWorld)
  })
  return (
    <group ref={group} visible={false}>
      {tool && <Instrument tool={tool} />}
      {tool && <TipLight session={session} side="mouse" />}
    </group>
  )
}

const matrix = new Matrix4()
const tip = new Vector3()
const right = new Vector3()
const up = new Vector3()
const back = new Vector3()

function stand(group: RefObject<Group | null>, hit: ToolHit, camera: Matrix4): void {
  tip.set(...hit.position).applyMatrix4(patientToWorld(undefined, matrix))
  camera.extractBasis(right, up, back)
  const towards = back
    .multiplyScalar(0.75)
    .addScaledVector(right, 0.55)
    .addScaledVector(up, -0.35)
    .normalize()
  group.current?.position.copy(tip)
  group.current?.lookAt(tip.add(towards))
  group.current?.scale.setScalar(0.6 * Math.min(useHeartSpace.getState().scale, 2))
}
