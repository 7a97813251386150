import { add, distance, scale, type Vec3 } from '../core/vec3'
import type { Instrument } from '../engine/protocol'
import type { ToolId } from '.'
import type { PoseEvent } from './pose-event'
import type { ToolHit } from './tool'
import { onPlane } from './wall'

type Body = Omit<Instrument, 'id'>

/**
 * Radius of the working end at life size, metres. What is not here goes through tissue unfelt: the probe reads blood
 * behind it, the others mark places or push with a body of their own.
 */
const radii: Partial<Record<ToolId, number>> = {
  forceps: 1.2e-3,
  scalpel: 0.6e-3,
  scissors: 0.8e-3,
  suture: 0.8e-3,
  resect: 1.5e-3,
  clamp: 1.5e-3,
}
/** How deep the mouse, which cannot feel, presses what it hovers over, metres. */
const dent = 0.6e-3
const shaft = 20e-3
/** The mouse measures its dent from where the tissue lay before it came this near, metres. */
const sameDent = 5e-3
/** A body is told anew once it has moved this far, metres, and not more often than this, ms. */
const step = 0.15e-3
const interval = 30

/**
 * The end of an instrument that touches tissue and has not begun to work: the tissue gives under it. Once it works
 * (cuts, holds, sews) it is in the tissue, and there is no such body.
 */
export class TipBody {
  private dented: ToolHit | null = null
  private told: { readonly body: Body; readonly time: number } | null = null

  /**
   * @param hit the tissue that the instrument touches; null: none
   * @returns the body to tell the engine of, null to take it away, undefined where nothing worth telling has changed
   */
  update(tool: ToolId | null, event: PoseEvent, hit: ToolHit | null): Body | null | undefined {
    const radius = tool ? radii[tool] : undefined
    if (!radius || !hit) return this.leave()
    if (this.told && Math.abs(event.time - this.told.time) < interval) return undefined
    const body = event.tip ? held(event, event.tip, radius) : this.hovering(event, hit, radius)
    if (this.told && moved(this.told.body, body) < step) return undefined
    this.told = { body, time: event.time }
    return body
  }

  leave(): null | undefined {
    this.dented = null
    const known = this.told
    this.told = null
    return known ? null : undefined
  }

  /** Measured from the tissue as it lay when the pointer came: else each move would press the last dent deeper. */
  private hovering({ origin, direction }: PoseEvent, hit: ToolHit, radius: number): Body {
    if (!this.dented || distance(this.dented.rest, hit.rest) > sameDent) this.dented = hit
    const { position, normal } = this.dented
    const touched = onPlane(origin, direction, position, normal)
    const from = add(touched, scale(normal, radius - dent))
    return { from, to: add(from, scale(direction, -shaft)), radius }
  }
}

/** A hand's instrument is as large in the heart as the heart is enlarged: its reach tells by how much. */
function held({ origin, reach }: PoseEvent, tip: Vec3, radius: number): Body {
  return { from: tip, to: origin, radius: Math.min(radius, radius * (reach / lifeSizeReach)) }
}

/** Reach of a hand's tip where the heart is as large as life; see `input/hand-driver`. */
const lifeSizeReach = 8e-3

const moved = (a: Body, b: Body): number => Math.max(distance(a.from, b.from), distance(a.to, b.to))
