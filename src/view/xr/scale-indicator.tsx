import { useFrame } from '@react-three/fiber'
import { useRef, useState } from 'react'
import { type Group, Vector3 } from 'three'
import { hands } from '../../input/hands'
import { useHeartSpace } from '../heart-space'
import { enlargedAt } from '../labels/placed-labels'
import { CanvasPanel } from './canvas-panel'

const eye = new Vector3()

/** How large the heart is, shown under it while hands hold it. */
export function ScaleIndicator() {
  const group = useRef<Group>(null)
  const [text, setText] = useState('1 : 1')
  useFrame(({ camera }) => {
    if (!group.current) return
    group.current.visible = hands.grabbing
    if (!hands.grabbing) return
    const { position, radius, scale } = useHeartSpace.getState()
    const below = Math.min(radius * scale, 0.3) + 0.05
    group.current.position.set(position[0], position[1] - below, position[2])
    group.current.lookAt(camera.getWorldPosition(eye))
    group.current.scale.setScalar(enlargedAt(eye.distanceTo(group.current.position)))
    setText(`${scale < 10 ? scale.toFixed(1) : Math.round(scale)} : 1`)
  })
  return (
    <group ref={group} visible={false}>
      <CanvasPanel rows={[{ text, tone: 'title' }]} width={0.075} />
    </group>
  )
}
