import { expect, test } from 'vitest'
import { type ToolId, tools } from '../tools'
import { defaultSettings, type ToolSettings } from '../tools/settings'
import { nextOf, settingRows } from './tool-setting-rows'

/** Every label of one row that pressing again and again shows, until the first comes back. */
function labels(tool: ToolId, key: string): string[] {
  let settings: ToolSettings = defaultSettings
  const seen: string[] = []
  for (let n = 0; n < 20; n++) {
    const row = settingRows(tool, settings).find((r) => r.key === key)!
    const { label, next } = nextOf(row)
    if (label === seen[0]) return seen
    seen.push(label)
    settings = { ...settings, ...next }
  }
  throw new Error(`The choices of ${key} never come round`)
}

test('in the headset one button goes through every choice of a setting and back to the first', () => {
  expect(labels('suture', 'technique')).toEqual(['Running', 'Interrupted'])
  expect(labels('patch', 'patchMaterial')).toEqual(['Pericardium', 'ePTFE', 'Dacron'])
  expect(labels('measure', 'measure')).toEqual(['Length', 'Angle', 'Area', 'Volume'])
  expect(labels('retractor', 'retractorWidth_mm')).toHaveLength(5)
  expect(labels('scalpel', 'bladeDepth_mm')).toEqual(['Through the wall', 'Set'])
})

test('a size that the page has set to something between goes to the next step', () => {
  const rows = settingRows('conduit', { ...defaultSettings, conduitDiameter_mm: 13 })
  expect(nextOf(rows[0]!)).toMatchObject({ label: 'Diameter 13 mm', next: { conduitDiameter_mm: 14 } })
})

test('each row of an instrument has its own place, and no more than one choice is held', () => {
  for (const { id } of tools)
    for (const row of settingRows(id, defaultSettings))
      if (row.kind === 'choice') expect(row.options.filter((o) => o.held)).toHaveLength(1)
})
