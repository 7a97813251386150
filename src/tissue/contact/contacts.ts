import type { Vec3 } from '../../core/vec3'
import type { Grasp, Instrument, Touch } from '../../engine/protocol'
import type { Shell } from '../shell'
import { tieNumbers } from '../ties'
import type { TissueTopology } from '../topology'
import { type FeltCapsule, feel, findCapsule, placeOf } from './capsules'
import { findLips, type Lips, sampleLips } from './lips'
import { type Colliders, OverlapSearch } from './overlap'
import { PushList } from './push-list'
import { shellPoints } from './shell-points'
import { buildSkin, type Skin } from './skin'
import { SlipMemory } from './slip'

/** Way to go in a frame before two things touch at which their contact is taken up, in lattice edges. */
const margin = 0.25

/**
 * Finds what touches what, once a frame from the newest positions, and hands the solver the pushes between them. Holds
 * the samples of the present topology, and what friction remembers.
 */
export class Contacts {
  private last: PushList
  private now: PushList
  private readonly slip = new SlipMemory()
  private samples: Samples | null = null
  private shells: readonly Colliders[] = []
  private instruments: readonly Instrument[] = []
  private felt: readonly FeltCapsule[] = []
  private grasps: readonly Grasp[] = []
  private touching: readonly Touch[] = []

  /** @param room most contacts of a frame */
  constructor(
    private topology: TissueTopology,
    room: number,
  ) {
    this.last = new PushList(room)
    this.now = new PushList(room)
  }

  /** What the instruments felt in the last frame; none where nothing was touched. */
  get touches(): readonly Touch[] {
    return this.touching
  }

  /** True while an instrument is on its way to where it is held. */
  get isFollowing(): boolean {
    return this.instruments.some((instrument, n) => {
      const felt = this.felt[n]
      return !felt || !same(felt.from, instrument.from) || !same(felt.to, instrument.to)
    })
  }

  /** The tissue was cut, carved or put back: samples are taken anew when they are next needed. */
  setTopology(topology: TissueTopology): void {
    this.topology = topology
    this.samples = null
    this.slip.clear()
  }

  /** One more shell; they stay through cuts. */
  addShell(shell: Shell): void {
    this.shells = [...this.shells, shellPoints(shell)]
  }

  setInstruments(instruments: readonly Instrument[]): void {
    this.instruments = instruments
  }

  setGrasps(grasps: readonly Grasp[]): void {
    this.grasps = grasps
  }

  /** @param positions xyzw of every node now, shells included */
  find(positions: Float32Array): PushList {
    const list = this.last
    this.last = this.now
    this.now = list
    list.begin(positions)
    const { edge } = this.topology.model.lattice
    this.samples ??= sample(this.topology, list.room)
    const { lips, overlap, tissue } = this.samples
    findLips(lips, positions, edge, margin * edge, list)
    this.findInstruments(this.samples, list, positions)
    overlap.find([...this.shells, ...tissue], positions, margin * edge, this.slip, list)
    this.slip.carry(list, positions)
    return list
  }

  private findInstruments(
    { skin, lips, headPlaces }: Samples,
    list: PushList,
    positions: Float32Array,
  ): void {
    const known = new Map(this.felt.map((capsule) => [capsule.id, capsule]))
    this.felt = this.instruments.map((instrument) => feel(instrument, known.get(instrument.id)))
    this.touching = []
    if (this.felt.length === 0) return
    const touching: Touch[] = []
    for (let g = 0; g < skin.heads.count; g++) placeOf(skin.heads, g, positions, headPlaces, 3 * g)
    const { slip, grasps } = this
    const { edge } = this.topology.model.lattice
    for (const [n, capsule] of this.felt.entries()) {
      const first = list.count
      const search = { positions, margin: margin * edge, edge, headPlaces, list, slip, grasps }
      findCapsule(capsule, n, skin, skin.groups, search)
      for (const side of [lips.before, lips.behind]) findCapsule(capsule, n, side, null, search)
      const force = forceOf(list, first)
      if (force) touching.push({ instrument: capsule.id, force })
    }
    this.touching = touching
  }
}

/** What is sampled of a topology. */
interface Samples {
  readonly lips: Lips
  readonly skin: Skin
  /** xyz of the skin's groups' heads, of the last frame with instruments. */
  readonly headPlaces: Float32Array
  readonly tissue: readonly Colliders[]
  readonly overlap: OverlapSearch
}

function sample(topology: TissueTopology, room: number): Samples {
  const lips = sampleLips(topology)
  const skin = buildSkin(topology)
  const points = [skin.heads, lips.before, lips.behind]
  const tissue = points.map((points) => ({ points, clearance: 0, isTissue: true }))
  const headPlaces = new Float32Array(3 * skin.heads.count)
  return { lips, skin, headPlaces, tissue, overlap: new OverlapSearch(topology, lips, room) }
}

const same = (a: Vec3, b: Vec3): boolean => a[0] === b[0] && a[1] === b[1] && a[2] === b[2]

/** What the contacts from `first` on push back with by their overlap now, friction left out. */
function forceOf({ data, count }: PushList, first: number): Vec3 | null {
  const force: [number, number, number] = [0, 0, 0]
  let touching = false
  for (let n = first; n < count; n++) {
    const o = tieNumbers * n
    if (data[o + 12]! <= 0) continue
    touching = true
    for (let d = 0; d < 3; d++) force[d]! -= data[o + 11]! * data[o + 12]! * data[o + 16 + d]!
  }
  return touching ? force : null
}
