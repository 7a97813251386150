import { expect, test } from 'vitest'
import { narrowingAccuracy } from './narrowing-accuracy'

test('says nothing where the throat has twelve cells', () => expect(narrowingAccuracy(12)).toBeNull())

test('tells on six what was measured beside Young and Tsai: 9.91 mmHg where they give 8.16', () => {
  expect(narrowingAccuracy(6)).toContain(`${Math.round(100 * (9.91 / 8.16 - 1))} %`)
})

test('gives fewer no figure', () => expect(narrowingAccuracy(3)).toContain('too rough for a figure'))
