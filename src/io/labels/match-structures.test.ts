import { expect, test } from 'vitest'
import type { LabelMap } from '../label-map'
import type { Segment } from '../nrrd-header'
import { matchStructures, matchWarnings } from './match-structures'

function map(
  segments: readonly Partial<Segment>[],
  values: ArrayLike<number> = [],
  size = [1, 1, 1],
): LabelMap {
  return {
    file: 'map.nrrd',
    size: size as [number, number, number],
    spacing: [1e-3, 1e-3, 1e-3],
    origin: [0, 0, 0],
    direction: [1, 0, 0, 0, 1, 0, 0, 0, 1],
    values,
    segments: segments.map((s, n) => ({ value: n + 1, layer: 0, name: '', ...s })),
  }
}
const roleOf = (s: Partial<Segment>) => {
  const m = matchStructures(map([s]))[0]
  return m?.kind === null ? 'nothing' : `${m?.gate ?? m?.part} ${m?.kind}`
}

// Names as they stand in the files of each program or data set, and what they are there.
test.each([
  // TotalSegmentator
  ['heart_atrium_left', 'LA blood'],
  ['heart_ventricle_right', 'RV blood'],
  ['heart_myocardium', 'LV wall'],
  ['pulmonary_artery', 'pulmonary-artery blood'],
  ['pulmonary_vein', 'pulmonary-vein blood'],
  ['superior_vena_cava', 'SVC blood'],
  ['inferior_vena_cava', 'IVC blood'],
  ['atrial_appendage_left', 'LA blood'],
  ['brachiocephalic_vein_left', 'nothing'],
  ['lung_upper_lobe_left', 'nothing'],
  ['portal_vein_and_splenic_vein', 'nothing'],
  // 3D Slicer, KIT, MM-WHS in words
  ['left ventricle of heart', 'LV blood'],
  ['LV wall', 'LV wall'],
  ['RA blood', 'RA blood'],
  ['pulmonary valve plane (tag34)', 'pulmonary valve'],
  ['aortic valve plane (tag35)', 'aortic valve'],
  ['vessel stubs (tag38)', 'none blood'],
  ['Left ventricular myocardium', 'LV wall'],
  ['left ventricle blood cavity', 'LV blood'],
  ['Myocardium of the left ventricle', 'LV wall'],
  ['ascending aorta', 'aorta blood'],
  ['Mitral valve annulus', 'mitral valve'],
  // camel case, abbreviations, other languages
  ['LeftAtrium', 'LA blood'],
  ['rightVentricleWall', 'RV wall'],
  ['LVMyo', 'LV wall'],
  ['RV_endo', 'RV blood'],
  ['AO', 'aorta blood'],
  ['MPA', 'pulmonary-artery blood'],
  ['RSPV', 'pulmonary-vein blood'],
  ['Linker Vorhof', 'LA blood'],
  ['Rechte Herzkammer', 'RV blood'],
  ['Obere Hohlvene', 'SVC blood'],
  ['Lungenarterie', 'pulmonary-artery blood'],
  ['ventrículo izquierdo', 'LV blood'],
  ['Aurícula derecha', 'RA blood'],
  ['vena cava inferior', 'IVC blood'],
  ['Trikuspidalklappe', 'tricuspid valve'],
  ['Segment_1', 'nothing'],
  ['left coronary artery', 'none wall'],
  ['Coronary sinus', 'RA blood'],
  ['Valve leaflets', 'none wall'],
  ['Extracardiac conduit', 'none blood'],
  ['Left lung', 'nothing'],
])('“%s” is %s', (name, role) => {
  expect(roleOf({ name })).toBe(role)
})

test('a terminology code speaks where the name does not, and the name tells wall from blood', () => {
  const code = (scheme: string, value: string, meaning = '') => ({ scheme, value, meaning })
  expect(roleOf({ name: 'Segment_4', code: code('SCT', '87878005') })).toBe('LV blood')
  expect(roleOf({ name: 'Segment_4', code: code('SRT', 'T-32200') })).toBe('RA blood')
  expect(roleOf({ name: 'x', code: code('FMA', 'FMA9291') })).toBe('RV blood')
  expect(roleOf({ name: 'x', code: code('RADLEX', 'RID1395') })).toBe('mitral valve')
  expect(roleOf({ name: 'LV wall', code: code('SCT', '87878005') })).toBe('LV wall')
  expect(roleOf({ name: 'x', code: code('99LOCAL', '1', 'Right atrium') })).toBe('RA blood')
})

test('the user’s table stands over everything, and what is not understood is listed with its volume', () => {
  const m = map([{ name: 'LV' }, { name: 'thing' }], [1, 2, 2, 0], [4, 1, 1])
  const matches = matchStructures(m, { '1': { name: 'Left atrium', kind: 'blood', part: 'LA' } })
  expect(matches[0]).toMatchObject({ part: 'LA', kind: 'blood', why: 'from the label table', cells: 1 })
  expect(matches[1]).toMatchObject({ kind: null, volume: 2e-9 })
  expect(matchWarnings(matches).join(' ')).toMatch(/“thing” \(label 2, 0\.0 mL\) was not recognised/)
})

/** Chambers as blocks in a row, as they touch in a heart: RA RV myocardium LV LA. */
function row(values: readonly number[]) {
  const size = [values.length * 3, 4, 4]
  const cells = new Uint8Array((size[0] as number) * 16)
  for (let o = 0; o < cells.length; o++)
    cells[o] = values[Math.floor((o % (size[0] as number)) / 3)] as number
  return { cells, size }
}
const bare = (fileValues: readonly number[]) =>
  fileValues.map((v, n) => ({ value: n + 1, fileValue: v, name: `Label ${v}` }))

test('numbers alone are recognised where a published table has them', () => {
  const { cells, size } = row([5, 6, 1, 3, 2, 0, 3, 7, 0, 6, 8, 0])
  const segments = bare([205, 420, 500, 550, 600, 820, 850])
  const order: Record<number, number> = { 1: 1, 2: 2, 3: 3, 5: 4, 6: 5, 7: 6, 8: 7 }
  const matches = matchStructures(
    map(
      segments,
      cells.map((v) => order[v] ?? 0),
      size,
    ),
  )
  expect(matches.map((m) => `${m.part} ${m.kind}`)).toEqual([
    'LV wall',
    'LA blood',
    'LV blood',
    'RA blood',
    'RV blood',
    'aorta blood',
    'pulmonary-artery blood',
  ])
  expect(matchWarnings(matches)[0]).toMatch(/numbers are those of MM-WHS/)
})

// ImageCHD and TotalSegmentator both number 1 to 7; only what touches what tells them apart.
test('two tables with the same numbers are told apart by what touches', () => {
  const segments = bare([1, 2, 3, 4, 5, 6, 7])
  const chd = row([4, 2, 5, 1, 3, 0, 1, 6, 0, 2, 7, 0])
  const total = row([4, 5, 1, 3, 2, 0, 3, 6, 0, 5, 7, 0])
  const lv = ({ cells, size }: ReturnType<typeof row>) =>
    matchStructures(map(segments, cells, size)).find((m) => m.part === 'LV' && m.kind === 'blood')?.value
  expect(lv(chd)).toBe(1)
  expect(lv(total)).toBe(3)
})

test('numbers that follow no table stay unknown', () => {
  const { cells, size } = row([1, 0, 2, 0, 3])
  expect(matchStructures(map(bare([1, 2, 9]), cells, size)).every((m) => m.kind === null)).toBe(true)
})
