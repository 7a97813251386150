/**
 * Working arrays as long as a lattice, lent again and again: fresh ones cost a millisecond each, which an answer at once
 * has not got. What is lent as clean is all zeros and has to come back so.
 */
class Scratch {
  private readonly clean: Int32Array[] = []
  private readonly used: Int32Array[] = []

  /** All zeros. */
  takeClean(length: number): Int32Array {
    return takeFrom(this.clean, length)
  }

  /** With anything in it. */
  take(length: number): Int32Array {
    return takeFrom(this.used, length)
  }

  /** @param places where it may differ from zero, as far as `count` */
  giveClean(array: Int32Array, places: ArrayLike<number>, count = places.length): void {
    for (let n = 0; n < count; n++) array[places[n] as number] = 0
    keep(this.clean, array)
  }

  give(array: Int32Array): void {
    keep(this.used, array)
  }
}

/** More are never in use at once. */
const most = 3

function takeFrom(kept: Int32Array[], length: number): Int32Array {
  const at = kept.findIndex((a) => a.length === length)
  return at < 0 ? new Int32Array(length) : (kept.splice(at, 1)[0] as Int32Array)
}

function keep(kept: Int32Array[], array: Int32Array): void {
  kept.unshift(array)
  kept.length = Math.min(kept.length, most)
}

/** Of this thread. */
export const latticeScratch = new Scratch()
