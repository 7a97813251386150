import type { Vec3 } from '../../core/vec3'
import { tieNumbers } from '../ties'
import type { PushList } from './push-list'

/**
 * Friction remembers: a contact that was there in the frame before keeps its anchor while it sticks, and drags it along
 * where it slides: the tangential way from the anchor is never longer than mu N / k, at which the spring of
 * `push_response` (`lib/tie.wgsl`) reaches Coulomb's limit (Cundall & Strack 1979). New contacts start without.
 * The way is kept as a vector of the room: a body that turns under a resting contact turns it a frame late.
 */
export class SlipMemory {
  private readonly indexOf = new Map<number, number>()
  private remembered: PushList | null = null

  /** Forgets all contacts: nodes have changed. */
  clear(): void {
    this.indexOf.clear()
  }

  /** The normal that a contact had in the frame before; null where it was not. */
  normalOf(key: number): Vec3 | null {
    const n = this.indexOf.get(key)
    if (n === undefined || !this.remembered) return null
    const { data } = this.remembered
    const o = tieNumbers * n + 16
    return [data[o]!, data[o + 1]!, data[o + 2]!]
  }

  /** By how much a contact overlapped in the frame before, metres; 0 where it was not. */
  overlapOf(key: number): number {
    const n = this.indexOf.get(key)
    return n === undefined || !this.remembered ? 0 : this.remembered.data[tieNumbers * n + 12]!
  }

  /**
   * Carries the slips of the last frame's contacts over to this frame's, by key, then remembers these: the list must
   * stay as it is until the next call.
   * @param positions xyzw of every node now
   */
  carry(now: PushList, positions: ArrayLike<number>): void {
    const last = this.remembered
    for (let n = 0; n < now.count; n++) {
      const before = this.indexOf.get(now.keys[n]!)
      if (before !== undefined && last) carryOne(last, before, now, n, positions)
    }
    this.indexOf.clear()
    for (let n = 0; n < now.count; n++) this.indexOf.set(now.keys[n]!, n)
    this.remembered = now
  }
}

function carryOne(
  last: PushList,
  before: number,
  now: PushList,
  n: number,
  positions: ArrayLike<number>,
): void {
  const d = tieNumbers * n
  const overlap = now.data[d + 12]!
  if (overlap <= 0 || last.data[tieNumbers * before + 12]! <= 0) return
  const [nx, ny, nz] = [now.data[d + 16]!, now.data[d + 17]!, now.data[d + 18]!]
  const x = last.slipOf(before, 0, positions) - now.movedOf(n, 0)
  const y = last.slipOf(before, 1, positions) - now.movedOf(n, 1)
  const z = last.slipOf(before, 2, positions) - now.movedOf(n, 2)
  const along = x * nx + y * ny + z * nz
  const [u, v, w] = [x - along * nx, y - along * ny, z - along * nz]
  const length = Math.hypot(u, v, w)
  const share = Math.min(1, (now.data[d + 19]! * overlap) / (length || 1))
  now.setSlip(n, share * u, share * v, share * w)
}
