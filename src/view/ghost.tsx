import { useEffect } from 'react'
import { type BufferGeometry, DoubleSide } from 'three'

/** A shape seen plainly in the open and faintly through the tissue. */
export function Ghost(props: {
  readonly geometry: BufferGeometry
  readonly colour: string
  readonly opacity: number
}) {
  const { geometry, colour, opacity } = props
  useEffect(() => () => geometry.dispose(), [geometry])
  const common = { color: colour, transparent: true, side: DoubleSide, depthWrite: false, toneMapped: false }
  return (
    <>
      <mesh geometry={geometry} renderOrder={10}>
        <meshBasicMaterial {...common} opacity={opacity} />
      </mesh>
      <mesh geometry={geometry} renderOrder={11}>
        <meshBasicMaterial {...common} opacity={opacity * 0.25} depthTest={false} />
      </mesh>
    </>
  )
}
