import { useMemo } from 'react'
import { BufferGeometry, Float32BufferAttribute } from 'three'
import type { Vec3 } from '../../core/vec3'
import type { DesignShape, Preview } from '../../tools/preview'
import { Ghost } from '../ghost'
import { useHeartSpace } from '../heart-space'
import { thread } from './preview-geometry'
import { Words } from './words'

type DesignPreview = Extract<Preview, { kind: 'design' }>

const colours = { rim: '#f4d58a', shape: '#8fd0ff', end: '#f4d58a', done: '#8fe0a0' } as const
/** Of beads, metres at life size. */
const radii = { rim: 0.9e-3, shape: 1.2e-3, end: 1.2e-3, done: 1.7e-3 } as const

/** A patch, baffle or conduit that is being shaped: its line, its surface or wall, and beads to take it by. */
export function Design({ line, closed, radius, surface, label, beads, done }: DesignPreview) {
  const width = useHeartSpace((s) => 1 / Math.max(1, s.scale / 4))
  const rim = useMemo(() => thread(line, 0.3e-3 * width, closed), [line, closed, width])
  return (
    <>
      <Ghost geometry={rim} colour={colours.rim} opacity={1} />
      {radius !== null && <Bore line={line} radius={radius} />}
      {surface && <Sheet surface={surface} />}
      {beads.map(({ place, role, hot }, n) => (
        <Bead key={n} place={place} radius={radii[role] * width} colour={colours[role]} hot={hot} />
      ))}
      <Bead place={done.place} radius={radii.done * width} colour={colours.done} hot={done.hot} />
      <Words position={label.place} lines={label.lines} />
      {done.hot && <Words position={done.place} lines={[done.label]} />}
    </>
  )
}

function Bore({ line, radius }: Pick<DesignShape, 'line'> & { readonly radius: number }) {
  const wall = useMemo(() => thread(line, radius), [line, radius])
  return <Ghost geometry={wall} colour="#f2efe6" opacity={0.4} />
}

function Sheet({ surface }: { readonly surface: NonNullable<DesignShape['surface']> }) {
  const geometry = useMemo(() => {
    const made = new BufferGeometry()
    made.setAttribute('position', new Float32BufferAttribute(surface.positions, 3))
    made.setIndex([...surface.triangles])
    return made
  }, [surface])
  return <Ghost geometry={geometry} colour="#f2efe6" opacity={0.7} />
}

interface BeadProps {
  readonly place: Vec3
  readonly radius: number
  readonly colour: string
  readonly hot: boolean
}

function Bead({ place, radius, colour, hot }: BeadProps) {
  return (
    <mesh position={[...place]} renderOrder={13} scale={hot ? 1.5 : 1}>
      <sphereGeometry args={[radius, 14, 10]} />
      <meshBasicMaterial color={hot ? '#ffffff' : colour} toneMapped={false} depthTest={false} transparent />
    </mesh>
  )
}
