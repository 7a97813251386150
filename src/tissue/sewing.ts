import type { ShellMesh, StitchLine } from '../engine/protocol'
import type { Shell } from './shell'
import { type Bite, type Stitch, threadTie } from './stitch'
import type { Tie } from './ties'

/** Seconds in which a thread is drawn tight. */
const drawTime = 0.4

interface Thread {
  readonly stitch: Stitch
  readonly startLength: number
  age: number
}

/** The patches and threads in a heart: what the solver adds to the tissue, and what is drawn. */
export class Sewing {
  private readonly shells: Shell[] = []
  private readonly threads: Thread[] = []

  get shellNodeCount(): number {
    return this.shells.reduce((sum, shell) => sum + shell.mass.length, 0)
  }

  /** True while threads are still being drawn tight. */
  get isDrawing(): boolean {
    return this.threads.some((t) => t.age < drawTime && t.startLength > 0)
  }

  addShell(shell: Shell): void {
    this.shells.push(shell)
  }

  /** Adds threads; `place` tells where a bite is now. */
  addStitches(stitches: readonly Stitch[], place: (bite: Bite) => readonly number[]): void {
    for (const stitch of stitches) {
      const [p, q] = [place(stitch.from), place(stitch.to)]
      const startLength = Math.hypot(p[0]! - q[0]!, p[1]! - q[1]!, p[2]! - q[2]!)
      this.threads.push({ stitch, startLength, age: 0 })
    }
  }

  /** Threads grow shorter with time until they are tight. */
  draw(seconds: number): void {
    for (const thread of this.threads) thread.age += seconds
  }

  get ties(): Tie[] {
    return [...this.shells.flatMap((shell) => shell.ties), ...this.threadTies]
  }

  get threadTies(): Tie[] {
    return this.threads.map(({ stitch, startLength, age }) =>
      threadTie(stitch, startLength * Math.max(0, 1 - age / drawTime)),
    )
  }

  /** All shells' nodes one after the other, as the solver takes them. */
  get nodes(): { positions: Float32Array; mass: Float32Array; colour: Uint8Array } {
    return {
      positions: Float32Array.from(this.shells.flatMap((s) => Array.from(s.positions))),
      mass: Float32Array.from(this.shells.flatMap((s) => Array.from(s.mass))),
      colour: Uint8Array.from(this.shells.flatMap((s) => Array.from(s.colour))),
    }
  }

  /** Meshes to draw; `shellNodes` holds xyz of all shells' nodes now. */
  meshes(shellNodes: Float32Array): ShellMesh[] {
    let first = 0
    return this.shells.map((shell) => {
      const positions = shellNodes.slice(first, first + shell.positions.length)
      first += shell.positions.length
      return { edit: shell.edit, material: shell.material, positions, triangles: shell.triangles }
    })
  }

  /** Threads to draw, by edit. */
  lines(place: (bite: Bite) => readonly number[]): StitchLine[] {
    const byEdit = new Map<string, number[]>()
    for (const { stitch } of this.threads) {
      const list = byEdit.get(stitch.edit) ?? []
      list.push(...place(stitch.from), ...place(stitch.to))
      byEdit.set(stitch.edit, list)
    }
    return [...byEdit].map(([edit, positions]) => ({ edit, positions: Float32Array.from(positions) }))
  }
}
