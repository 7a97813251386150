import { expect, test } from 'vitest'
import type { Heart } from '../heart/heart'
import type { Viewpoint } from '../heart/viewpoint'
import { type EnginePort, Session } from './session'
import { forgetPlacesWithHeart, forgetViewpoint, keepViewpoint, viewpointStore } from './viewpoints'

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

const names = () => viewpointStore.getState().viewpoints.map((v) => v.name)
const heart = (): Heart => ({ name: 'heart', labels: new Uint8Array(1) }) as Heart

test('viewpoints stay with the heart and go with another one', () => {
  const session = new Session(silent)
  session.open(heart())
  const stop = forgetPlacesWithHeart(session)
  keepViewpoint(place)
  keepViewpoint(place)
  keepViewpoint(place)
  expect(names()).toEqual(['Place 1', 'Place 2', 'Place 3'])
  forgetViewpoint('Place 2')
  keepViewpoint(place)
  expect(names()).toEqual(['Place 1', 'Place 3', 'Place 2'])
  session.revise({ ...session.state.heart!, name: 'with another gate' })
  expect(names()).toHaveLength(3)
  session.open(heart())
  expect(names()).toEqual([])
  stop()
})
