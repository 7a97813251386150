/** A label that looks for room beside its anchor. Lengths in one unit of the picture, y downward. */
export interface Label {
  anchorX: number
  anchorY: number
  width: number
  height: number
  /** Who has more chooses first. */
  priority: number
  /** False: its anchor is out of sight; it takes no room. */
  inSight: boolean
  /** Upper left corner, and whether there was room. Written by `declutter`. */
  x: number
  y: number
  shown: boolean
  /** Where it stood last, so that it stays there while it can. */
  slot: number
}

/** The picture's edges, and how far a label stands from its anchor. */
export interface Room {
  left: number
  top: number
  right: number
  bottom: number
  gap: number
}

export const newLabel = (priority: number): Label => ({
  anchorX: 0,
  anchorY: 0,
  width: 0,
  height: 0,
  priority,
  inSight: false,
  x: 0,
  y: 0,
  shown: false,
  slot: 0,
})

/** Sides of the anchor at which a label may stand, the best first: right above, then round. */
const sides = [
  [1, -1],
  [1, 1],
  [-1, -1],
  [-1, 1],
  [0, -1],
  [0, 1],
  [1, 0],
  [-1, 0],
] as const
/** Gaps from the anchor, near ones first. */
const rings = [1, 2.5, 5, 8.5] as const
const slots = sides.length * rings.length

/** Labels in the order in which they choose; kept, so that nothing is made in a frame. */
const order: Label[] = []

/**
 * Gives each label a place beside its anchor where it covers no label that chose before it and no anchor, in the order of
 * their priority; where a label stood last it stays while it can. A label that finds no place is not shown. Makes no new
 * objects: it is called in every frame.
 */
export function declutter(labels: readonly Label[], room: Room): void {
  order.length = 0
  for (const label of labels) {
    label.shown = false
    if (label.inSight) order.push(label)
  }
  sortByPriority()
  for (let n = 0; n < order.length; n++) choose(n, room)
}

/** By insertion: few labels, nearly sorted, and those of equal priority keep their order. */
function sortByPriority(): void {
  for (let n = 1; n < order.length; n++) {
    const label = order[n]!
    let m = n
    while (m > 0 && order[m - 1]!.priority < label.priority) {
      order[m] = order[m - 1]!
      m--
    }
    order[m] = label
  }
}

function choose(n: number, room: Room): void {
  const label = order[n]!
  stand(label, label.slot, room)
  if (isFree(n, room)) {
    label.shown = true
    return
  }
  for (let slot = 0; slot < slots; slot++) {
    stand(label, slot, room)
    if (!isFree(n, room)) continue
    label.slot = slot
    label.shown = true
    return
  }
}

function stand(label: Label, slot: number, { gap }: Room): void {
  const [dx, dy] = sides[slot % sides.length]!
  const off = gap * rings[Math.floor(slot / sides.length)]!
  const aside = dx !== 0 && dy !== 0 ? Math.SQRT1_2 : 1
  label.x = label.anchorX + dx * off * aside + (dx > 0 ? 0 : dx < 0 ? -label.width : -label.width / 2)
  label.y = label.anchorY + dy * off * aside + (dy > 0 ? 0 : dy < 0 ? -label.height : -label.height / 2)
}

function isFree(n: number, room: Room): boolean {
  const label = order[n]!
  if (label.x < room.left || label.y < room.top) return false
  if (label.x + label.width > room.right || label.y + label.height > room.bottom) return false
  const air = room.gap / 3
  for (let m = 0; m < order.length; m++) {
    const other = order[m]!
    if (m !== n && covers(label, other.anchorX, other.anchorY)) return false
    if (m < n && other.shown && overlap(label, other, air)) return false
  }
  return true
}

const covers = (label: Label, x: number, y: number): boolean =>
  x > label.x && x < label.x + label.width && y > label.y && y < label.y + label.height

const overlap = (a: Label, b: Label, air: number): boolean =>
  a.x < b.x + b.width + air &&
  b.x < a.x + a.width + air &&
  a.y < b.y + b.height + air &&
  b.y < a.y + a.height + air
