import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { Fault } from '../../src/core/fault'
import { voxelCount } from '../../src/core/grid'
import { mL, mm } from '../../src/core/units'
import { createIntake } from '../../src/engine/intake'
import type { Offer, Opened } from '../../src/engine/intake-protocol'
import type { Heart } from '../../src/heart/heart'
import { inspectHeart } from '../../src/io/inspect-heart'
import type { Scan } from '../../src/io/scan'

export interface DataFile {
  readonly name: string
  readonly bytes: Uint8Array
}

/** Every file under a folder, by its path in it, in a fixed order. */
export function filesUnder(folder: string, path = ''): DataFile[] {
  return readdirSync(join(folder, path))
    .sort()
    .flatMap((entry) => {
      const name = path ? `${path}/${entry}` : entry
      if (statSync(join(folder, name)).isDirectory()) return filesUnder(folder, name)
      return [{ name, bytes: new Uint8Array(readFileSync(join(folder, name))) }]
    })
}

/** What files became: one line for the best offer, or the error. */
export interface Became {
  readonly kind: 'scan' | 'heart' | 'error'
  readonly words: string
  /** Tells results apart without keeping them: equal for the same voxels at the same place, or the same heart. */
  readonly mark: string
  readonly warnings: readonly string[]
}

/**
 * What files become when they are dropped and the best offer is opened. Nothing but a `Fault` may be thrown on the way.
 * @param choose another offer than the best
 * @throws Error for anything that is not a `Fault`
 */
export async function whatBecomesOf(
  files: readonly DataFile[],
  choose: (offers: readonly Offer[]) => Offer | undefined = (offers) => offers[0],
): Promise<Became> {
  const intake = createIntake()
  const { offers, refused } = await intake.survey(files)
  const offer = choose(offers)
  const sides = refused.map((r) => `${r.file}: ${r.fault}`)
  if (!offer)
    return { kind: 'error', words: refused[0]?.fault ?? 'nothing was found', mark: '', warnings: sides }
  try {
    return { ...said(offer, await intake.open(offer.id)), warnings: [...offer.warnings, ...sides] }
  } catch (problem) {
    if (!(problem instanceof Fault)) throw problem
    return {
      kind: 'error',
      words: `${offer.detail} → ${problem.wrong}. ${problem.remedy}.`,
      mark: '',
      warnings: sides,
    }
  }
}

/**
 * The same without building hearts: a mark of what the best offer holds, with what is said of it; null where there is
 * none. A scan is decoded, labels are counted, surfaces are measured.
 */
export async function glance(files: readonly DataFile[]): Promise<{ mark: string; warnings: string } | null> {
  const intake = createIntake()
  const { offers, refused } = await intake.survey(files)
  const [offer] = offers
  if (!offer) return null
  const warnings = [...offer.warnings, ...refused.map((r) => r.fault)]
  try {
    if (offer.kind === 'labels') {
      const found = (await intake.structures?.(offer.id)) ?? []
      return {
        mark: JSON.stringify(found.map((f) => [f.value, f.name, f.volume])),
        warnings: warnings.join(' '),
      }
    }
    if (offer.kind === 'surfaces')
      return { mark: `${offer.detail} ${offer.extent?.size}`, warnings: warnings.join(' ') }
    const opened = await intake.open(offer.id)
    if (opened.kind === 'heart') return { mark: heartMark(opened.heart), warnings: warnings.join(' ') }
    return { mark: scanMark(opened.scan), warnings: [...warnings, ...opened.scan.warnings].join(' ') }
  } catch (problem) {
    if (problem instanceof Fault) return null
    throw problem
  }
}

const said = (offer: Offer, opened: Opened): Omit<Became, 'warnings'> =>
  opened.kind === 'scan'
    ? { kind: 'scan', words: scanWords(opened.scan), mark: scanMark(opened.scan) }
    : { kind: 'heart', words: `${offer.detail} → ${heartWords(opened.heart)}`, mark: heartMark(opened.heart) }

const scanWords = (scan: Scan) =>
  `scan (${scan.modality}), ${scan.size.join(' × ')}, ${scan.spacing.map((s) => (s / mm).toFixed(2)).join(' × ')} mm, ${scan.range.map((v) => Number(v.toPrecision(4))).join(' to ')}`

function heartWords(heart: Heart): string {
  const { structures, ports } = inspectHeart(heart)
  const blood = structures
    .filter((s) => s.kind === 'blood')
    .map((s) => `${s.name} ${s.volume_mL.toFixed(1)} mL`)
  return `${heart.kind === 'vessel' ? 'vessel' : 'heart'}: ${blood.slice(0, 8).join(', ')}${blood.length > 8 ? ', …' : ''}; ${ports.length} ports, ${heart.gates.length} valves, ${heart.warnings.length} warnings`
}

function scanMark(scan: Scan): string {
  const { buffer, byteOffset, byteLength } = scan.values
  return `${voxelCount(scan)} ${scan.origin} ${scan.direction} ${hash(new Uint8Array(buffer, byteOffset, byteLength))}`
}

const heartMark = (heart: Heart): string =>
  `${heart.frame.size} ${heart.frame.origin} ${hash(heart.labels)} ${inspectHeart(heart).structures.map((s) => `${s.name} ${(s.volume_mL * mL).toExponential(6)}`)}`

/** FNV-1a over 32 bits. */
function hash(bytes: Uint8Array): number {
  let h = 0x811c9dc5
  for (let n = 0; n < bytes.length; n++) h = Math.imul(h ^ (bytes[n] as number), 0x01000193)
  return h >>> 0
}
