import { expect, it } from 'vitest'
import { settingsIn, settingsText } from './kept-settings'

it('gives back what was kept', () => {
  const chosen = { audience: 'trainee', quality: 'low', sound: false, pace: 0.25 } as const
  expect(settingsIn(settingsText(chosen))).toEqual(chosen)
})

it('leaves out what it does not know and keeps the rest', () => {
  const text = '{"version":1,"audience":"nurse","sound":false,"pace":7,"bloodColour":"speed","later":true}'
  const { audience, sound, pace, bloodColour } = settingsIn(text)
  expect([audience, sound, pace, bloodColour]).toEqual([undefined, false, undefined, 'speed'])
})

it('begins anew where the text is missing, torn or of another version', () => {
  for (const text of [null, '', '{"version":1,', '[]', '7', 'null', '{"version":2,"sound":false}'])
    expect(settingsIn(text), String(text)).toEqual({})
})
