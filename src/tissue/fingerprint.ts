import type { TissueTopology } from './topology'

/**
 * Sixteen hexadecimal digits of what surgery has made of a model and how it lies, bit by bit: equal edits on the same
 * machine give equal digits, in any process. FNV-1a, twice over 32 bits.
 * @param positions xyz of every node, metres; left out, the topology alone
 * @param sewn what patches and threads are made of and how they lie, as lists of numbers
 */
export function fingerprint(
  topology: TissueTopology,
  positions?: Float32Array,
  sewn: readonly (Float32Array | Uint32Array)[] = [],
): string {
  const { slotCount, nodeCount, slotNodes, slotTet, slotMask, slotVolume, virtualOrigin, severed } = topology
  const hash = new Hash()
  hash.add(Uint32Array.of(slotCount, nodeCount))
  for (const list of [slotNodes, slotTet, slotMask, slotVolume, virtualOrigin]) hash.add(list)
  const links = [...severed].sort(([a], [b]) => a - b)
  hash.add(Float64Array.from(links.flat()))
  if (positions) hash.add(positions)
  for (const list of sewn) hash.add(list)
  return hash.digits
}

class Hash {
  private low = 0x811c9dc5
  private high = 0x01000193

  get digits(): string {
    return [this.high, this.low].map((n) => (n >>> 0).toString(16).padStart(8, '0')).join('')
  }

  add({ buffer, byteOffset, byteLength }: ArrayBufferView): void {
    for (const byte of new Uint8Array(buffer, byteOffset, byteLength)) {
      this.low = Math.imul(this.low ^ byte, 0x01000193)
      this.high = Math.imul(this.high ^ byte ^ 0x5a, 0x01000193)
    }
  }
}
