import { expect, test } from 'vitest'
import type { ToolId } from '../../tools'
import { defaultSettings, type ToolSettings } from '../../tools/settings'
import { settingButton } from './setting-button'

/** Every label that pressing again and again shows, until the first comes back. */
function labels(tool: ToolId | null): string[] {
  let settings: ToolSettings = defaultSettings
  const seen: string[] = []
  for (let n = 0; n < 20; n++) {
    const { label, next } = settingButton(tool, settings)
    if (label === seen[0]) return seen
    seen.push(label)
    settings = { ...settings, ...next }
  }
  throw new Error(`The choices of ${tool} never come round`)
}

test('pressing again and again goes through every choice of the instrument in hand and back to the first', () => {
  expect(labels('suture')).toEqual(['Running', 'Interrupted'])
  expect(labels('scalpel')).toEqual(['Through wall', ...[1, 2, 3, 4, 6, 8, 10].map((d) => `Depth ${d} mm`)])
  expect(labels('retractor')).toHaveLength(5)
  expect(labels(null)).toEqual(labels('patch'))
  expect(labels('patch')).toHaveLength(3)
})

test('a depth set on the page to something else leads back to the whole wall', () => {
  const { label, next } = settingButton('scalpel', { ...defaultSettings, bladeDepth_mm: 2.5 })
  expect(label).toBe('Depth 2.5 mm')
  expect(next).toEqual({ bladeDepth_mm: null })
})
