import { cellCentre } from '../core/lattice'
import { mL, mm, mm2 } from '../core/units'
import { dot, subtract, type Vec3 } from '../core/vec3'
import type { Heart, Port } from '../heart/heart'

const inMm = (p: Vec3) => p.map((x) => Number((x / mm).toFixed(3)))
const unit = (p: Vec3) => p.map((x) => Number(x.toFixed(4)))
const rounded = (x: number, digits = 2) => Number(x.toFixed(digits))

/**
 * What a heart holds, as plain data for people and scripts: frame in mm, volumes in mL (cells of the label times the
 * cell's volume; a vessel ends at its port), ports and gates with centre in mm and area in mm².
 */
export function inspectHeart(heart: Heart) {
  const counts = cellsOfStructures(heart)
  const cell = heart.frame.spacing ** 3
  const nameOf = (id: number) => heart.structures.find((s) => s.id === id)?.name ?? String(id)
  return {
    name: heart.name,
    kind: heart.kind,
    source: heart.source,
    frame: {
      size: [...heart.frame.size],
      spacing_mm: rounded(heart.frame.spacing / mm, 4),
      origin_mm: inMm(heart.frame.origin),
      axes: 'LPS',
    },
    structures: heart.structures.map((s) => ({
      id: s.id,
      name: s.name,
      kind: s.kind,
      part: s.part,
      volume_mL: rounded(((counts[s.id] as number) * cell) / mL),
      ...(s.code ? { code: s.code } : {}),
    })),
    ports: heart.ports.map((p) => ({
      id: p.id,
      name: p.name,
      structure: nameOf(p.structure),
      part: p.part,
      centre_mm: inMm(p.centre),
      normal: unit(p.normal),
      radius_mm: rounded(p.radius / mm),
      area_mm2: rounded(p.area / mm2),
    })),
    gates: heart.gates.map((g) => ({
      id: g.id,
      from: nameOf(g.from),
      to: nameOf(g.to),
      centre_mm: inMm(g.centre),
      normal: unit(g.normal),
      radius_mm: rounded(g.radius / mm),
      area_mm2: rounded(g.area / mm2),
    })),
    landmarks: heart.landmarks.map((l) => ({ id: l.id, name: l.name, points_mm: l.points.map(inMm) })),
    physiology: heart.physiology,
    warnings: [...heart.warnings],
  }
}

/** Cells of each label; a vessel's cells past the disc of its port are not counted. */
function cellsOfStructures({ frame, labels, ports }: Heart): Uint32Array {
  const counts = new Uint32Array(256)
  const [nx, ny] = frame.size
  labels.forEach((label, o) => {
    if (label === 0) return
    const own = ports.filter((p) => p.structure === label)
    if (own.length > 0) {
      const at = cellCentre(frame, o % nx, Math.floor(o / nx) % ny, Math.floor(o / (nx * ny)))
      if (own.some((p) => isPast(at, p, frame.spacing))) return
    }
    counts[label] = (counts[label] as number) + 1
  })
  return counts
}

function isPast(p: Vec3, port: Port, spacing: number): boolean {
  const d = subtract(p, port.centre)
  const height = dot(d, port.normal)
  return height > 0 && height < 4 * spacing && dot(d, d) - height * height < (port.radius + spacing) ** 2
}
