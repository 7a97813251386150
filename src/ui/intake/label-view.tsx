import { OrbitControls } from '@react-three/drei'
import { Canvas, type ThreeEvent, useThree } from '@react-three/fiber'
import { useEffect, useMemo, useRef, useState } from 'react'
import { Box3, BufferAttribute, BufferGeometry, DoubleSide, type Group, Quaternion, Vector3 } from 'three'
import { voxelCount } from '../../core/grid'
import { say } from '../../core/language'
import type { Vec3 } from '../../core/vec3'
import type { SegmentationPreview } from '../../engine/intake-protocol'
import { type LabelSurface, labelBoxes, labelSurface } from '../../geometry/label-surface'
import { drawsInSoftware } from '../../view/pace'
import { Icon } from '../icons'
import { labelColour } from './part-colours'
import './slice-view.css'
import { useRecipe, useWork, useWorkspace } from './use-workspace'

interface Shape {
  readonly id: number
  readonly name: string
  readonly geometry: BufferGeometry
}

/** The labels as surfaces, seen from the front; a press on one brings the crosshair there. */
export function LabelView() {
  const workspace = useWorkspace()
  const preview = useWork((s) => s.preview)
  const only = useWork((s) => s.only === 'volume')
  const segmenting = useWork((s) => s.segmenting)
  const shapes = useShapes(preview)
  return (
    <section className="slice-view volume-view" aria-label={say('The parts in space')}>
      <div className="slice-frame">
        {shapes.length > 0 ? (
          <Canvas
            frameloop="demand"
            dpr={software ? 0.75 : [1, 1.5]}
            camera={{ fov: 30, near: 0.01, far: 10 }}
          >
            <Space shapes={shapes} />
          </Canvas>
        ) : (
          <p className="empty">
            {segmenting ? 'Separating the parts…' : 'The parts appear here once each has a seed.'}
          </p>
        )}
      </div>
      <header>
        <span>{say('Parts')}</span>
      </header>
      <button
        type="button"
        className="plain fill"
        aria-pressed={only}
        aria-label={only ? say('Show all views') : say('Fill the page: {view}', { view: say('Parts') })}
        title={say('Fill the page')}
        onClick={() => workspace.set({ only: only ? null : 'volume' })}
      >
        <Icon name="fill" size={18} />
      </button>
    </section>
  )
}

function Space({ shapes }: { shapes: readonly Shape[] }) {
  const workspace = useWorkspace()
  const group = useRef<Group>(null)
  const preview = useWork((s) => s.preview)
  const { centre, radius } = useMemo(() => ballOf(shapes), [shapes])
  const onClick = (event: ThreeEvent<MouseEvent>) => {
    if (event.delta > 4 || !group.current) return
    event.stopPropagation()
    const p = group.current.worldToLocal(event.point.clone())
    workspace.goTo([p.x * 1e3, p.y * 1e3, p.z * 1e3])
  }
  // Patient LPS to y-up: the front of the body faces the eye.
  return (
    <>
      <hemisphereLight args={['#dfe9f2', '#3a322e', 1.5]} />
      <directionalLight position={[0.4, 0.8, 1]} intensity={1.9} />
      <OrbitControls makeDefault enableDamping={false} target={[0, 0, 0]} />
      <FitCamera radius={radius} />
      <group rotation-x={-Math.PI / 2}>
        <group ref={group} position={[-centre[0], -centre[1], -centre[2]]}>
          {shapes.map((s) => (
            // biome-ignore lint/a11y/noStaticElementInteractions: a thing of the drawing, not of the document
            <mesh key={s.id} geometry={s.geometry} onClick={onClick} name={s.name}>
              <meshStandardMaterial
                color={labelColour(s.id)}
                roughness={0.55}
                side={DoubleSide}
                transparent={s.id > 20}
                opacity={s.id > 20 ? 0.16 : 1}
                depthWrite={s.id <= 20}
                polygonOffset
                polygonOffsetFactor={s.id > 20 ? 4 : -2}
                polygonOffsetUnits={s.id > 20 ? 40 : -10}
              />
            </mesh>
          ))}
          <Cross radius={radius} />
          {preview && <DiscsInSpace />}
        </group>
      </group>
    </>
  )
}

/** Brings the eye to where all parts are seen, once and whenever they have become much larger or smaller. */
function FitCamera({ radius }: { radius: number }) {
  const camera = useThree((s) => s.camera)
  const invalidate = useThree((s) => s.invalidate)
  const fitted = useRef(0)
  useEffect(() => {
    if (Math.abs(fitted.current - radius) < 0.3 * radius) return
    fitted.current = radius
    camera.position.set(radius * 0.7, radius * 0.4, radius * 3.1)
    camera.lookAt(0, 0, 0)
    invalidate()
  }, [camera, invalidate, radius])
  return null
}

/** Without a GPU a picture of the parts costs as much as many slices: it waits until the crosshair rests. */
const software = drawsInSoftware()

/** A value once it has not changed for a while; at once for 0 ms. */
function useRested<T>(value: T, ms: number): T {
  const [rested, setRested] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), ms)
    return () => clearTimeout(timer)
  }, [value, ms])
  return ms > 0 ? rested : value
}

/** The crosshair as three thin lines through the parts. */
function Cross({ radius }: { radius: number }) {
  const cursor = useRested(
    useWork((s) => s.cursor),
    software ? 900 : 0,
  )
  const invalidate = useThree((s) => s.invalidate)
  const [x, y, z] = cursor.map((v) => v * 1e-3) as [number, number, number]
  const points = useMemo(() => {
    const geometry = new BufferGeometry()
    const r = radius
    const ends = [x - r, y, z, x + r, y, z, x, y - r, z, x, y + r, z, x, y, z - r, x, y, z + r]
    geometry.setAttribute('position', new BufferAttribute(Float32Array.from(ends), 3))
    return geometry
  }, [x, y, z, radius])
  useEffect(() => {
    invalidate()
    return () => points.dispose()
  }, [points, invalidate])
  return (
    <>
      <lineSegments geometry={points}>
        <lineBasicMaterial color="#79cdd2" transparent opacity={0.55} />
      </lineSegments>
      <mesh position={[x, y, z]} renderOrder={2}>
        <sphereGeometry args={[0.0018, 16, 12]} />
        <meshBasicMaterial color="#d6f3f4" depthTest={false} />
      </mesh>
    </>
  )
}

const forward = new Vector3(0, 0, 1)

/** Valves and ends as rings. */
function DiscsInSpace() {
  const { valves, ends } = useRecipe()
  return [...valves, ...ends].map((disc, n) => {
    const turn = new Quaternion().setFromUnitVectors(forward, new Vector3(...disc.normal).normalize())
    return (
      <mesh key={n} position={disc.centre.map((v) => v * 1e-3) as [number, number, number]} quaternion={turn}>
        <torusGeometry args={[disc.radius * 1e-3, 0.0007, 8, 48]} />
        <meshBasicMaterial color="#f4f6f7" />
      </mesh>
    )
  })
}

/** Cells beyond which every second one stands for the surface: to look at, that is enough. */
const manyCells = 3e6

/** The surfaces of a preview, one after another so that the page stays awake; the old ones stay until all are new. */
function useShapes(preview: SegmentationPreview | null): readonly Shape[] {
  const [shapes, setShapes] = useState<readonly Shape[]>([])
  useEffect(() => {
    if (!preview) return setShapes([])
    let stopped = false
    void (async () => {
      const { grid, labels, structures } = preview
      const boxes = labelBoxes(grid, labels)
      const stride = software || voxelCount(grid) > manyCells ? 2 : 1
      const made: Shape[] = []
      for (const { id, name } of structures) {
        await new Promise((resolve) => setTimeout(resolve, 0))
        const box = boxes.get(id)
        if (stopped) return
        if (box) made.push({ id, name, geometry: geometryOf(labelSurface(grid, labels, id, box, stride)) })
      }
      setShapes(made)
    })()
    return () => {
      stopped = true
    }
  }, [preview])
  useEffect(
    () => () => {
      for (const s of shapes) s.geometry.dispose()
    },
    [shapes],
  )
  return shapes
}

function geometryOf(surface: LabelSurface): BufferGeometry {
  const geometry = new BufferGeometry()
  geometry.setAttribute('position', new BufferAttribute(surface.positions, 3))
  geometry.setIndex(new BufferAttribute(surface.triangles, 1))
  geometry.computeVertexNormals()
  geometry.computeBoundingBox()
  return geometry
}

function ballOf(shapes: readonly Shape[]): { centre: Vec3; radius: number } {
  const box = new Box3()
  for (const s of shapes) if (s.geometry.boundingBox) box.union(s.geometry.boundingBox)
  if (box.isEmpty()) return { centre: [0, 0, 0], radius: 0.1 }
  return { centre: box.getCenter(new Vector3()).toArray(), radius: box.getSize(new Vector3()).length() / 2 }
}
