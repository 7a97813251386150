import { useFrame } from '@react-three/fiber'
import { type ReactNode, useRef } from 'react'
import type { Group } from 'three'
import { patientToWorld } from './heart-space'

/** Children live in patient space, metres. */
export function HeartGroup({ children }: { children: ReactNode }) {
  const group = useRef<Group>(null)
  useFrame(() => {
    if (!group.current) return
    patientToWorld(undefined, group.current.matrix)
    group.current.matrixWorldNeedsUpdate = true
  }, -2)
  return (
    <group ref={group} matrixAutoUpdate={false}>
      {children}
    </group>
  )
}
