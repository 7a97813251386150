import { importFiles } from '../../io/import-files'
import type { InputFile } from '../../io/input-file'
import { surfaceThumbnail } from '../../io/surface-thumbnail'
import { readSurfaceFile } from '../../io/surfaces'
import type { NamedSurface } from '../../io/surfaces/named-surface'
import { importWithInflow } from '../import-with-inflow'
import { folderOf, plainName, refusal } from './names'
import type { Found, Refused, Say, Source } from './source'

/** The surfaces of each folder as one offer, with the flow curve that lies beside them where there is just one. */
export async function surfaceSources(
  files: readonly InputFile[],
  curves: readonly InputFile[],
  say: Say,
): Promise<Found> {
  const refused: Refused[] = []
  const folders = new Map<string, { files: InputFile[]; surfaces: NamedSurface[] }>()
  for (const [n, file] of files.entries()) {
    say(`Looking at ${file.name}`, n / files.length)
    try {
      const surfaces = await readSurfaceFile(file)
      const folder = folders.get(folderOf(file.name)) ?? { files: [], surfaces: [] }
      folder.files.push(file)
      folder.surfaces.push(...surfaces)
      folders.set(folderOf(file.name), folder)
    } catch (problem) {
      refused.push(refusal(file.name, problem))
    }
  }
  const sources = [...folders].map(([folder, given]) => {
    const beside = curves.filter((c) => folderOf(c.name) === folder)
    return surfaceSource(folder, given.files, given.surfaces, beside.length === 1 ? beside : [])
  })
  const taken = new Set(sources.flatMap((s) => s.offer.files))
  for (const curve of curves)
    if (!taken.has(curve.name))
      refused.push({
        file: curve.name,
        fault: 'it is a table. Give it with the surfaces of a vessel, alone, if it is the flow into it.',
      })
  return { sources, refused }
}

function surfaceSource(
  folder: string,
  files: readonly InputFile[],
  surfaces: readonly NamedSurface[],
  curve: readonly InputFile[],
): Source {
  const names = surfaces.map((s) => s.name)
  const triangles = surfaces.reduce((sum, s) => sum + s.triangles.length / 3, 0)
  const size = extentOf(surfaces)
  return {
    offer: {
      kind: 'surfaces',
      name: files.length === 1 ? plainName(files[0]?.name ?? '') : folder || 'Surfaces',
      detail: `Surfaces: ${names.slice(0, 6).join(', ')}${names.length > 6 ? ` and ${names.length - 6} more` : ''}; ${triangles} triangles${curve.length > 0 ? '; with a flow curve' : ''}`,
      files: [...files, ...curve].map((f) => f.name),
      thumbnail: surfaceThumbnail(surfaces),
      warnings: [...new Set(surfaces.flatMap((s) => s.notes))],
      ...(surfaces.every((s) => s.unit === undefined) && { extent: { units: guessUnit(size), size } }),
      score: 0.6,
    },
    open: async (options, say) => {
      const given = [...files, ...curve]
      const heart = await (curve.length > 0 ? importWithInflow : importFiles)(given, {
        ...options,
        onProgress: say,
      })
      return { kind: 'heart', heart, plans: [] }
    },
  }
}

/** Longest side of the box round all surfaces, in the files’ own numbers. */
function extentOf(surfaces: readonly NamedSurface[]): number {
  const low = [Infinity, Infinity, Infinity]
  const high = [-Infinity, -Infinity, -Infinity]
  for (const { positions } of surfaces)
    for (let n = 0; n < positions.length; n++) {
      const x = positions[n] as number
      const a = n % 3
      if (x < (low[a] as number)) low[a] = x
      if (x > (high[a] as number)) high[a] = x
    }
  return Math.max(...high.map((h, a) => h - (low[a] as number)))
}

/** Hearts and vessels are 15 mm to 500 mm long, which tells the units apart. */
const guessUnit = (size: number): 'mm' | 'cm' | 'm' => (size >= 10 ? 'mm' : size >= 1 ? 'cm' : 'm')
