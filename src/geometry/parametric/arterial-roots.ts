import { add, cross, dot, normalize, scale, subtract, type Vec3 } from '../../core/vec3'
import type { GateName } from '../../heart/heart'
import { type Anatomy, withGate, withLumen, withVessel } from './anatomy'
import { rootOf } from './great-vessels'
import { type Body, type GatePlan, type Piece, whole } from './plans'
import { sleeve } from './skeleton'
import { ring, type Station } from './solids'

/** Where a great artery arises; drawn millimetres. */
export interface Root {
  readonly from: Body
  readonly centre: Vec3
  /** Unit vector of forward flow. */
  readonly normal: Vec3
  /** Of the annulus. */
  readonly radius: number
}

/**
 * The heart with its aorta planted elsewhere: gate, sleeves, sinuses and coronary ostia move with the root.
 * @param facing towards the pulmonary root: the sinuses that give off the coronaries stand on both sides of it
 * @param ascending stations between the root and the arch (station 5 of the normal aorta)
 */
export function plantAorta(shape: Anatomy, root: Root, facing: Vec3, ascending: readonly Station[]): Anatomy {
  const { centre, normal, radius, from } = root
  const gate: GatePlan = { id: 'aortic', to: 'aorta', ...root }
  const along = (t: number) => add(centre, scale(normal, t))
  const { pieces, ostia } = rootOf(gate, rightOf(normal, facing))
  const moved = withVessel(
    withoutSleeves(
      withGate(shape, 'aortic', () => gate),
      'aortic',
    ),
    aortaId,
    (v) => ({
      ...v,
      after: { point: centre, normal, spans: 3 },
      stations: [
        [along(-3), radius + 0.1],
        [along(5), radius * 1.06],
        [along(12), radius * 1.07],
        ...ascending,
        ...v.stations.slice(5),
      ],
    }),
  )
  const opened = withLumen(moved, from, (old) => [...old, sleeve(gate, -1, from === 'LV' ? 5 : 3)])
  return { ...withLumen(opened, 'aorta', () => pieces), coronaryOstia: ostia }
}

const aortaId = 'descending-aorta'

/** The heart with its pulmonary root moved and sized; trunk and outflow follow, `fork` and branches stay. */
export function plantPulmonary(
  shape: Anatomy,
  root: Root,
  outflow: readonly Station[],
  trunk: readonly Station[],
): Anatomy {
  const { centre, normal, radius, from } = root
  const gate: GatePlan = { id: 'pulmonary', to: 'PA', ...root }
  const along = (t: number) => add(centre, scale(normal, t))
  const gated = withoutSleeves(
    withGate(shape, 'pulmonary', () => gate),
    'pulmonary',
  )
  const led = withVessel(gated, 'right-outflow', (v) => ({
    ...v,
    after: { point: centre, normal: scale(normal, -1), spans: outflow.length + 1 },
    stations: [...outflow, [along(-3), radius + 0.1], [along(4), radius]],
  }))
  const moved = withVessel(led, 'pulmonary-trunk', (v) => ({
    ...v,
    after: { point: centre, normal, spans: 2 },
    stations: [[along(-3), radius], [along(5), radius * 1.05], ...trunk],
  }))
  const opened = withLumen(moved, from, (old) => [...old, sleeve(gate, -1, 3)])
  return withLumen(opened, 'PA', (old) => [...old, sleeve(gate, 1, 3)])
}

/** A ring of muscle round the mouth of the infundibulum, out to `reach`, that leaves a round way of `radius`. */
export function outflowBand(mouth: Vec3, normal: Vec3, radius: number, reach: number): Piece[] {
  const thick = (reach - radius) / 2
  return thick < 0.8 ? [] : [whole(1.5, [ring(mouth, normal, radius + thick, thick)])]
}

/** Takes the sleeves of a gate out of every body. */
function withoutSleeves(shape: Anatomy, gate: GateName): Anatomy {
  const kept = Object.entries(shape.lumen).map(([body, pieces]) => [
    body,
    pieces.filter((p) => p.id !== `${gate}-sleeve`),
  ])
  return { ...shape, lumen: Object.fromEntries(kept) }
}

/** The right coronary sinus: a sixth of a turn to the right of the way to the pulmonary root, seen from the heart. */
function rightOf(normal: Vec3, facing: Vec3): Vec3 {
  const flat = normalize(subtract(facing, scale(normal, dot(facing, normal))))
  const across = cross(normal, flat)
  return add(scale(flat, Math.cos(Math.PI / 3)), scale(across, -Math.sin(Math.PI / 3)))
}
