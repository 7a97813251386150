import { useStore } from 'zustand'
import { say } from '../../../core/language'
import { conductionLandmarks } from '../../../findings'
import { judgedRisks, riskRows } from '../../../ui/risk-rows'
import { lookAt, pointAt, showConduction, usePointed } from '../../pointed-state'
import type { PaletteContext, PaletteEntry, PalettePage } from './palette-page'

/** As many as can be pressed without a second page. */
const most = 8

/** What is risky, each to be looked at where it happens; where the conduction axis may be. */
export const findingsPage: PalettePage = {
  id: 'findings',
  label: () => say('Risks'),
  icon: 'warning',
  useEntries: useFindings,
}

function useFindings({ session }: PaletteContext): PaletteEntry[] {
  const heart = useStore(session.store, (s) => s.heart)
  const edits = useStore(session.store, (s) => s.edits)
  const torn = useStore(session.store, (s) => s.torn)
  const answers = useStore(session.store, (s) => s.answers)
  const { pointed, conduction } = usePointed()
  const hasAxis = heart !== null && conductionLandmarks(heart.landmarks).length > 0
  return [
    ...(hasAxis
      ? [
          {
            key: 'conduction',
            label: say('Conduction axis'),
            active: conduction,
            onPress: () => showConduction(!conduction),
          },
        ]
      : []),
    ...riskRows(judgedRisks(answers), edits, torn)
      .slice(0, most)
      .map((row) => ({
        key: row.key,
        label: row.label,
        icon: 'warning',
        active: pointed?.id === row.key,
        onPress: () => {
          if (!row.pointed) return
          if (pointed?.id === row.key) pointAt(row.pointed)
          else lookAt(row.pointed, row.label)
        },
      })),
  ]
}
