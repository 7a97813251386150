import { afterEach, describe, expect, it } from 'vitest'
import { createStore } from 'zustand/vanilla'
import type { KeptState } from '../../session/kept/keeper'
import { Session } from '../../session/session'
import { tools } from '../../tools'
import { takeTool } from '../../tools/tool-store'
import { useAudience } from '../audience/use-audience'
import type { PageActions } from '../page-actions'
import { audiences } from '../settings/kept-settings'
import { useUi } from '../ui-state'
import { allActions } from './all-actions'

const page: PageActions = {
  cases: ['normal', 'double-outlet'],
  openModel: () => undefined,
  openFiles: () => undefined,
  save: () => undefined,
  kept: {
    store: createStore(() => ({ rehearsals: [], removed: null }) as unknown as KeptState),
    goOn: () => undefined,
    remove: () => undefined,
    bringBack: () => undefined,
  },
  besidePort: () => ({ send: () => undefined, onMessage: () => undefined, close: () => undefined }),
  print: () => undefined,
  enterVr: () => undefined,
  enterAr: () => undefined,
  viewNormal: () => [0, 1, 0],
}
const quiet = { send: () => undefined, onMessage: () => undefined, close: () => undefined }
const actionsNow = () => allActions({ session: new Session(quiet), page })

afterEach(() => {
  useAudience.setState({ audience: 'surgeon' })
  takeTool('mouse', null)
})

describe.each(audiences)('the actions for a %s', (audience) => {
  it('have keys and names of their own', () => {
    useAudience.setState({ audience })
    for (const tool of [null, ...tools.map((t) => t.id)]) {
      takeTool('mouse', tool)
      const all = actionsNow()
      const keys = all.flatMap((a) => (a.keys ? [a.keys.toLowerCase()] : []))
      expect(keys.filter((k, n) => keys.indexOf(k) !== n)).toEqual([])
      const ids = all.map((a) => a.id)
      expect(ids.filter((id, n) => ids.indexOf(id) !== n)).toEqual([])
    }
  })
})

it('offers every sheet, each instrument, what is set on the one in hand, and the built-in hearts', () => {
  takeTool('mouse', 'patch')
  const ids = actionsNow().map((a) => a.id)
  for (const id of ['compare', 'report', 'settings', 'help', 'hearts', 'patient', 'heart-double-outlet'])
    expect(ids).toContain(id)
  expect(tools.filter((t) => !ids.includes(`tool-${t.id}`))).toEqual([])
  expect(ids.filter((id) => id.startsWith('set-choice-patchMaterial')).length).toBe(3)
})

it('keeps instruments from a family', () => {
  useAudience.setState({ audience: 'family' })
  expect(actionsNow().filter((a) => /instruments|operation|strategies/.test(a.group))).toEqual([])
})

it('opens what it says', () => {
  actionsNow()
    .find((a) => a.id === 'settings')
    ?.run()
  expect(useUi.getState().settings).toBe(true)
})
