import {
  BoxGeometry,
  BufferGeometry,
  CatmullRomCurve3,
  CylinderGeometry,
  ExtrudeGeometry,
  LatheGeometry,
  Shape,
  TorusGeometry,
  TubeGeometry,
  Vector2,
  Vector3,
} from 'three'
import { mergeGeometries } from 'three/examples/jsm/utils/BufferGeometryUtils.js'
import type { ToolId } from '../tools'

/*
 * Instruments of steel at life size, metres. The working tip is at the origin and the shaft runs along +z to the hand.
 */
const handle = (from: number, to: number, radius: number): BufferGeometry =>
  new CylinderGeometry(radius, radius * 0.8, to - from, 12)
    .rotateX(Math.PI / 2)
    .translate(0, 0, (from + to) / 2)

function bend(points: readonly [number, number, number][], radius: number): BufferGeometry {
  const curve = new CatmullRomCurve3(points.map((p) => new Vector3(...p)))
  return new TubeGeometry(curve, 24, radius, 8)
}

const merged = (parts: readonly BufferGeometry[]): BufferGeometry => {
  const plain = parts.map((p) => {
    const geometry = p.index ? p.toNonIndexed() : p
    geometry.deleteAttribute('uv')
    return geometry
  })
  return mergeGeometries(plain) ?? new BufferGeometry()
}

/** A curved blade on a flat handle. */
function scalpel(): BufferGeometry {
  const outline = new Shape()
  outline.moveTo(0, 0)
  outline.quadraticCurveTo(0.001, 0.0055, 0.012, 0.0062)
  outline.lineTo(0.03, 0.005)
  outline.lineTo(0.03, 0)
  outline.closePath()
  const blade = new ExtrudeGeometry(outline, { depth: 0.0004, bevelEnabled: false })
    .translate(0, 0, -0.0002)
    .rotateY(-Math.PI / 2)
  const grip = new BoxGeometry(0.0028, 0.0075, 0.105).translate(0, 0.0027, 0.08)
  return merged([blade, grip])
}

/** Two sprung arms that meet at the tip. */
function forceps(): BufferGeometry {
  const arm = (side: number) =>
    bend(
      [
        [0, 0, 0],
        [side * 0.0015, 0, 0.012],
        [side * 0.006, 0, 0.05],
        [side * 0.007, 0, 0.085],
        [0, 0, 0.13],
      ],
      0.0014,
    )
  return merged([arm(1), arm(-1), handle(0.122, 0.138, 0.0028)])
}

/** Short jaws, two shanks and two rings. */
function needleDriver(): BufferGeometry {
  const shank = (side: number) =>
    bend(
      [
        [0, 0, 0.022],
        [-side * 0.003, 0, 0.05],
        [side * 0.008, 0, 0.09],
        [side * 0.014, 0, 0.115],
      ],
      0.0017,
    )
  const ring = (side: number) =>
    new TorusGeometry(0.011, 0.0019, 8, 24).rotateX(Math.PI / 2).translate(side * 0.018, 0, 0.126)
  const needle = new TorusGeometry(0.006, 0.00035, 6, 20, Math.PI).rotateY(Math.PI / 2)
  return merged([handle(0, 0.024, 0.0022), shank(1), shank(-1), ring(1), ring(-1), needle])
}

/** Two short blades that cross, two shanks and two rings. */
function scissors(): BufferGeometry {
  const blade = (side: number) =>
    new BoxGeometry(0.0008, 0.0022, 0.022).translate(side * 0.0005, 0, 0.012).rotateY(-side * 0.035)
  const shank = (side: number) =>
    bend(
      [
        [0, 0, 0.022],
        [side * 0.004, 0, 0.055],
        [side * 0.013, 0, 0.1],
      ],
      0.0016,
    )
  const ring = (side: number) =>
    new TorusGeometry(0.01, 0.0018, 8, 24).rotateX(Math.PI / 2).translate(side * 0.017, 0, 0.11)
  return merged([blade(1), blade(-1), shank(1), shank(-1), ring(1), ring(-1)])
}

/** A blunt plate, bent at a right angle to its handle. */
const hook = (): BufferGeometry =>
  merged([
    new BoxGeometry(0.014, 0.001, 0.02).translate(0, 0, 0.01),
    new BoxGeometry(0.014, 0.012, 0.001).translate(0, 0.0055, 0),
    handle(0.02, 0.13, 0.0024),
  ])

/** A thin rod with a bead at its tip, for pointing and reading. */
function rod(bead: number): BufferGeometry {
  const profile = [0, 0.3, 0.7, 1].map((t) => new Vector2(0.0009 + 0.0022 * t * t, t * 0.14))
  const shaft = new LatheGeometry(profile, 12).rotateX(Math.PI / 2)
  return merged([shaft, new TorusGeometry(bead, 0.0006, 8, 20).rotateX(Math.PI / 2)])
}

/** A loop that is drawn through tissue. */
const loop = (): BufferGeometry =>
  merged([new TorusGeometry(0.003, 0.0006, 8, 24).rotateX(Math.PI / 2), handle(0.003, 0.13, 0.0024)])

const builders: Record<ToolId, () => BufferGeometry> = {
  forceps,
  scalpel,
  patch: forceps,
  suture: needleDriver,
  release: scissors,
  scissors,
  resect: loop,
  baffle: forceps,
  conduit: forceps,
  clamp: needleDriver,
  retractor: hook,
  stay: needleDriver,
  probe: () => rod(0.0012),
  measure: () => rod(0.001),
  section: () => rod(0.003),
  note: () => rod(0.0008),
  lesion: () => rod(0.003),
  markers: () => rod(0.002),
}

const built = new Map<ToolId, BufferGeometry>()

/** Shape of an instrument, made once: the tip at the origin, the hand towards +z. */
export function instrumentGeometry(tool: ToolId): BufferGeometry {
  const geometry = built.get(tool) ?? builders[tool]()
  geometry.name = `instrument:${tool}`
  built.set(tool, geometry)
  return geometry
}
