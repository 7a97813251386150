import { expect, test } from 'vitest'
import type { Heart } from '../heart/heart'
import type { Viewpoint } from '../heart/viewpoint'
import { type EnginePort, Session } from './session'
import {
  followViewpoints,
  forgetViewpoint,
  keepViewpoint,
  restoreViewpoints,
  viewpointStore,
} from './viewpoints'

const place: Omit<Viewpoint, 'name'> = {
  eye_mm: [0, -200, 0],
  target_mm: [0, 0, 0],
  up: [0, 0, 1],
  fieldOfView_deg: 32,
  scale: null,
  section: null,
  glass: false,
}
const silent: EnginePort = { send: () => {}, onMessage: () => {}, close: () => {} }

function drawer(): Pick<Storage, 'getItem' | 'setItem'> {
  const kept = new Map<string, string>()
  return { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => void kept.set(key, value) }
}
const names = () => viewpointStore.getState().viewpoints.map((v) => v.name)
const heart = (): Heart => ({ name: 'heart', labels: new Uint8Array(1) }) as Heart

test('viewpoints are kept with the rehearsal, are there at the next visit and go with another heart', () => {
  const session = new Session(silent)
  const store = drawer()
  session.open(heart())
  const stop = followViewpoints(session, store)
  keepViewpoint(place)
  keepViewpoint(place)
  keepViewpoint(place)
  expect(names()).toEqual(['Place 1', 'Place 2', 'Place 3'])
  forgetViewpoint('Place 2')
  keepViewpoint(place)
  expect(names()).toEqual(['Place 1', 'Place 3', 'Place 2'])
  session.revise({ ...session.state.heart!, name: 'with another gate' })
  expect(names()).toHaveLength(3)
  expect(restoreViewpoints(store).map((v) => v.name)).toEqual(names())
  session.open(heart())
  expect(names()).toEqual([])
  stop()
})

test('viewpoints that cannot be read are none', () => {
  const store = drawer()
  store.setItem('atrium.viewpoints', '[{"name":"x"}]')
  expect(restoreViewpoints(store)).toEqual([])
})
