import { existsSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { type DataFile, filesUnder, glance, whatBecomesOf } from '../support/data-table'
import { sharedFolder } from '../support/shared-data'

/**
 * Every file of the shared data becomes a scan or a heart or gives an error in words, and so does every truncation of
 * it: never a crash, never a result that differs from the whole file’s without saying that something is missing.
 * `npm run validate` runs the long form (ATRIUM_LONG=1: every file opened, many lengths) and prints the table.
 */
const present = existsSync(sharedFolder)
if (!present) console.warn(`Skipped: ${sharedFolder} is not there, so its files are not read.`)
const long = process.env['ATRIUM_LONG'] === '1'
const all = present ? filesUnder(sharedFolder) : []
const under = (folder: string) => all.filter((f) => f.name.startsWith(`${folder}/`))

/** Files that are one thing together, as a person drops them. */
const together = [
  'atlas-heart',
  'cardiac-ct',
  'cardiac-ct/dicom-series',
  'coarctation',
  'dicom-odd',
  'dicom-seg',
  'orientations',
  'slicer-seg',
  'svzerod',
  'whole-heart-labels',
]

/** What is missing is said in one of these words. */
const owned = /cut short|may be missing|incomplete|gap/i

/** Lengths to cut a file to: in its header, along it, and just before its end. */
function lengths(size: number): number[] {
  const along = long ? 40 : 2
  const header = long ? [1, 4, 16, 64, 128, 132, 200, 348, 352, 400, 1000, 3000] : [3, 340]
  const even = Array.from({ length: along }, (_, n) => Math.floor((size * (n + 0.618)) / along))
  return [...new Set([...header, ...even, size - 1])].filter((n) => n > 0 && n < size)
}

async function checkCuts(
  file: DataFile,
  others: readonly DataFile[] = [],
  cuts = lengths(file.bytes.length),
): Promise<void> {
  const whole = await glance([file, ...others])
  for (const n of cuts) {
    const cut = await glance([{ name: file.name, bytes: file.bytes.slice(0, n) }, ...others])
    const same = cut === null || cut.mark === whole?.mark || owned.test(cut.warnings)
    if (!same) expect.fail(`${file.name} cut to ${n} of ${file.bytes.length} bytes became ${cut.mark}`)
  }
}

describe.runIf(present)('the shared data', { timeout: long ? 3_600_000 : 240_000 }, () => {
  /** The fast form leaves out what only repeats: seven orientations, masks, and DICOM slices beside each other. */
  const sample = all.filter(
    (f) =>
      long ||
      (f.bytes.length < 1.2e6 &&
        !/orientations\/[A-Z]{3}\.|dicom-series\/.*(?<!592)$|svzerod\/results|cavity_[^L]|outlet[^1]|labels\.nii/.test(
          f.name,
        ) &&
        !/cardiac-ct\/(annulus|aorta_true|brachio|sino|pulmonary)/.test(f.name)),
  )
  test('gives the whole file’s result, an owned gap, or an error, wherever a file is cut short', async () => {
    for (const file of sample) await checkCuts(file)
  })

  test('says so where one slice of a series is cut short', async () => {
    const series = under('cardiac-ct/dicom-series')
    const [first, ...others] = series.slice(0, long ? 8 : 4) as [DataFile, ...DataFile[]]
    await checkCuts(first, others, long ? [1, 132, 400, 2000, 100_000, first.bytes.length - 1] : [100_000])
  })

  test('becomes scans and hearts or errors in words', async () => {
    const rows: string[] = []
    const row = async (name: string, files: readonly DataFile[]) => {
      const start = performance.now()
      const { kind, words, warnings } = await whatBecomesOf(files)
      expect(words.length).toBeGreaterThan(10)
      const seconds = ((performance.now() - start) / 1000).toFixed(1)
      rows.push(
        `| ${name} | ${kind === 'error' ? '–' : kind} | ${words} | ${warnings.length} | ${seconds} s |`,
      )
    }
    if (!long) return row('slicer-seg', under('slicer-seg'))
    for (const folder of together) await row(`${folder}/ (all together)`, under(folder))
    for (const file of all) await row(file.name, [file])
    console.log(
      ['| file | became | what, or the error | notes | time |', '|---|---|---|---|---|', ...rows].join('\n'),
    )
  })
})
