import { useFrame } from '@react-three/fiber'
import { useEffect, useMemo, useRef } from 'react'
import { CanvasTexture, type Group, SRGBColorSpace, Vector3 } from 'three'
import { drawStrip, stripSize } from '../governor/draw-strip'
import { frameTimes } from '../governor/frame-times'
import { useLoad } from '../governor/load'
import { useHeartSpace } from '../heart-space'

/** The strip of frame times above the heart, on request. */
export function FrameStripPanel() {
  const shown = useLoad((s) => s.stripShown)
  return shown ? <Strip /> : null
}

/** Frames between two drawings of it. */
const every = 18
const width = 0.2
const eye = new Vector3()

function Strip() {
  const group = useRef<Group>(null)
  const frames = useRef(0)
  const texture = useMemo(() => {
    const canvas = Object.assign(document.createElement('canvas'), stripSize)
    const made = new CanvasTexture(canvas)
    made.colorSpace = SRGBColorSpace
    return made
  }, [])
  useEffect(() => () => texture.dispose(), [texture])
  useFrame(({ camera }) => {
    if (!group.current) return
    const { position, radius, scale } = useHeartSpace.getState()
    group.current.position.set(position[0], position[1] + Math.min(radius * scale, 0.22) + 0.08, position[2])
    group.current.lookAt(camera.getWorldPosition(eye))
    if (frames.current++ % every !== 0) return
    const pen = (texture.image as HTMLCanvasElement).getContext('2d')
    if (pen) drawStrip(pen, frameTimes)
    texture.needsUpdate = true
  })
  return (
    <group ref={group} name="frame-strip">
      <mesh renderOrder={20}>
        <planeGeometry args={[width, (width * stripSize.height) / stripSize.width]} />
        <meshBasicMaterial map={texture} toneMapped={false} transparent depthWrite={false} />
      </mesh>
    </group>
  )
}
