import { OrbitControls } from '@react-three/drei'
import { Canvas, useThree } from '@react-three/fiber'
import { useEffect, useMemo, useState } from 'react'
import { BufferAttribute, BufferGeometry, Color, DoubleSide, NeutralToneMapping, Plane, Vector3 } from 'three'
import { phrase, say } from '../../core/language'
import type { ModelPicture } from '../../engine/modeller-protocol'
import type { Part, Structure } from '../../heart/heart'

const muscle = '#8f3f36'
/** What the parts look like from outside: arteries pale, veins bluish, fat yellow. */
const colours: Partial<Record<Part, string>> = {
  LV: muscle,
  RV: '#974a3e',
  LA: '#9c5850',
  RA: '#95524d',
  aorta: '#d9c3a9',
  'pulmonary-artery': '#a9a9c0',
  SVC: '#6f7fa3',
  IVC: '#6f7fa3',
  'pulmonary-vein': '#b58787',
}

/** The two sides in the colours of the blood that they carry. */
const red = '#b4605a'
const blue = '#6b82b4'
const neither = '#96737a'
const sideColours: Partial<Record<Part, string>> = {
  LV: red,
  LA: red,
  aorta: red,
  'pulmonary-vein': red,
  RV: blue,
  RA: blue,
  SVC: blue,
  IVC: blue,
  'pulmonary-artery': blue,
}

function colourOf(s: Structure | undefined): string {
  if (!s) return muscle
  if (/fat/i.test(s.name)) return '#d8bd78'
  if (/coronar/i.test(s.name)) return '#b3322e'
  if (/leaflet|valve/i.test(s.name)) return '#e6d6c4'
  return colours[s.part] ?? '#c9b7a6'
}

interface ModelViewProps {
  readonly picture: ModelPicture | null
  readonly busy: boolean
  /** For families: without controls and figures, its two sides in the colours of their blood. */
  readonly bare?: boolean
}

/** The coarse heart, turned by dragging; whole, or cut open from the front. */
export function ModelView({ picture, busy, bare = false }: ModelViewProps) {
  const [open, setOpen] = useState(false)
  const shape = useShape(picture, bare)
  return (
    <section className="model-view" aria-label={say('Picture of the heart')} aria-busy={busy}>
      {shape && (
        <Canvas
          frameloop="demand"
          dpr={[1, 2]}
          camera={{ fov: 28, near: 0.01, far: 5 }}
          gl={{ localClippingEnabled: true, toneMapping: NeutralToneMapping } as never}
        >
          <Model shape={shape} open={open} />
        </Canvas>
      )}
      {!shape && <p className="empty">{say('Modelling…')}</p>}
      {!bare && (
        <div className="model-controls">
          <button type="button" aria-pressed={!open} onClick={() => setOpen(false)}>
            {say('Whole')}
          </button>
          <button type="button" aria-pressed={open} onClick={() => setOpen(true)}>
            {say('Cut open')}
          </button>
          {picture && <Volumes volumes={picture.volumes} />}
        </div>
      )}
      {busy && <progress aria-label={say('Modelling')} />}
    </section>
  )
}

const chambers = [phrase('Left ventricle'), phrase('Right ventricle')]

function Volumes({ volumes }: { volumes: ModelPicture['volumes'] }) {
  return (
    <span className="quiet model-volumes">
      {chambers
        .filter((name) => volumes[name])
        .map((name) => `${say(name)} ${(volumes[name]! * 1e6).toFixed(0)} mL`)
        .join(' · ')}
    </span>
  )
}

interface Shape {
  readonly geometry: BufferGeometry
  readonly centre: Vector3
  readonly radius: number
}

function useShape(picture: ModelPicture | null, bySide: boolean): Shape | null {
  const shape = useMemo(() => (picture ? shapeOf(picture, bySide) : null), [picture, bySide])
  useEffect(() => () => shape?.geometry.dispose(), [shape])
  return shape
}

function shapeOf({ positions, triangles, owners, structures }: ModelPicture, bySide: boolean): Shape {
  const geometry = new BufferGeometry()
  geometry.setAttribute('position', new BufferAttribute(positions, 3))
  geometry.setIndex(new BufferAttribute(triangles, 1))
  const palette = new Map(
    structures.map((s) => [s.id, new Color(bySide ? (sideColours[s.part] ?? neither) : colourOf(s))]),
  )
  const plain = new Color(muscle)
  const colour = new Float32Array(positions.length)
  owners.forEach((id, v) => {
    ;(palette.get(id) ?? plain).toArray(colour, 3 * v)
  })
  geometry.setAttribute('color', new BufferAttribute(colour, 3))
  geometry.computeVertexNormals()
  geometry.computeBoundingSphere()
  const sphere = geometry.boundingSphere!
  return { geometry, centre: sphere.center, radius: sphere.radius }
}

function Model({ shape, open }: { shape: Shape; open: boolean }) {
  const invalidate = useThree((s) => s.invalidate)
  const { geometry, centre, radius } = shape
  // The cut runs through the middle, a little oblique, so that both ventricles show. The room's axes are y-up.
  const planes = useMemo(() => (open ? [new Plane(new Vector3(0.15, 0.1, -1).normalize(), 0)] : []), [open])
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is drawn changed
  useEffect(() => invalidate(), [shape, planes, invalidate])
  return (
    <>
      <hemisphereLight args={['#dfe9f2', '#3a302c', 1.3]} />
      <directionalLight position={[0.4, 0.8, 1]} intensity={2.2} color="#fff2e2" />
      <OrbitControls makeDefault enableDamping={false} enablePan={false} />
      <FitModel radius={radius} />
      <group rotation-x={-Math.PI / 2}>
        <mesh geometry={geometry} position={[-centre.x, -centre.y, -centre.z]}>
          <meshPhysicalMaterial
            vertexColors
            roughness={0.5}
            clearcoat={0.35}
            clearcoatRoughness={0.4}
            side={DoubleSide}
            clippingPlanes={planes}
          />
        </mesh>
      </group>
    </>
  )
}

function FitModel({ radius }: { radius: number }) {
  const camera = useThree((s) => s.camera)
  const invalidate = useThree((s) => s.invalidate)
  const aspect = useThree((s) => s.size.width / s.size.height)
  const near = Math.round(Math.log2(radius) * 2)
  // A frame that is taller than wide is filled across.
  const wide = Math.round(Math.min(aspect, 1) * 20) / 20
  useEffect(() => {
    const away = (2 ** (near / 2) * 4.4) / wide
    const at = camera.position.lengthSq() > 0 ? camera.position : new Vector3(0, 0, 1)
    camera.position.copy(at.clone().normalize().multiplyScalar(away))
    camera.lookAt(0, 0, 0)
    invalidate()
  }, [camera, invalidate, near, wide])
  return null
}
