import { expect, test } from 'vitest'
import { useHeartSpace } from './heart-space'
import { sectionOfView } from './section-of-view'
import { clipPlane, setClip, useView } from './view-state'

test('a plane that is shown goes through its place; put back, the section is what it was', () => {
  useHeartSpace.setState({ centre: [0.01, 0, 0], radius: 0.05 })
  setClip({ axis: 'axial', offset: 0.2 })
  const before = useView.getState().clip
  const section = sectionOfView()
  section.show({ place: [0, 0.02, 0.01], normal: [0, 1, 0] })
  const [a, b, c, d] = clipPlane(useView.getState().clip, useHeartSpace.getState())!
  expect(a * 0 + b * 0.02 + c * 0.01 + d).toBeCloseTo(0, 9)
  section.show({ place: [0, 0.03, 0], normal: [0, 1, 0] })
  section.putBack()
  expect(useView.getState().clip).toEqual(before)
  section.show(null)
  section.keep()
  section.putBack()
  expect(useView.getState().clip.axis).toBe('none')
})
