/** Sides whose primary press is on, by the events of a session, which come between its frames. */
export class Selecting {
  private readonly held = new Set<XRHandedness>()
  /** Begun since the frame before: seen pressed in one frame though it may have ended. */
  private readonly begun = new Set<XRHandedness>()
  private readonly seen = new Set<XRHandedness>()

  start(side: XRHandedness): void {
    this.held.add(side)
    this.begun.add(side)
  }

  end(side: XRHandedness): void {
    this.held.delete(side)
  }

  /** Those pressed in this frame; the same set each time. A press shorter than the way to this frame counts once. */
  inFrame(): ReadonlySet<XRHandedness> {
    this.seen.clear()
    for (const side of this.held) this.seen.add(side)
    for (const side of this.begun) this.seen.add(side)
    this.begun.clear()
    return this.seen
  }
}
