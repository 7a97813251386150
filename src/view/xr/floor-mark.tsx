import { useFrame } from '@react-three/fiber'
import { useRef } from 'react'
import type { Group } from 'three'
import { hands } from '../../input/hands'
import { floorUnder } from '../../input/stride'
import { useComfort } from './comfort'

/** A ring on the floor where the hand that aims would bring the person. */
export function FloorMark() {
  const group = useRef<Group>(null)
  useFrame(() => {
    if (!group.current) return
    const { aiming, stand } = useComfort.getState()
    const pose = aiming && hands[aiming]
    const place = pose ? floorUnder(pose.ray, stand.position[1]) : null
    group.current.visible = place !== null
    if (place) group.current.position.set(place[0], place[1] + 0.01, place[2])
  }, -1)
  return (
    <group ref={group} visible={false} name="floor-mark" rotation-x={-Math.PI / 2}>
      <mesh>
        <ringGeometry args={[0.16, 0.2, 48]} />
        <meshBasicMaterial color="#f4d58a" transparent opacity={0.9} toneMapped={false} depthWrite={false} />
      </mesh>
    </group>
  )
}
