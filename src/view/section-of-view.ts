import { dot } from '../core/vec3'
import type { SectionOfView, SectionPlane } from '../tools/tool'
import { useHeartSpace } from './heart-space'
import { type Clip, setClip, useView } from './view-state'

/** The section of the view, as the section instrument moves it. */
export function sectionOfView(): SectionOfView {
  let before: Clip | null = null
  return {
    show(plane) {
      before ??= useView.getState().clip
      setClip(plane ? clipAt(plane) : { axis: 'none' })
    },
    keep() {
      before = null
    },
    putBack() {
      if (before) setClip(before)
      before = null
    },
  }
}

/** A plane as the view keeps it: its normal, and its place as a share of the heart's radius. */
function clipAt({ place, normal }: SectionPlane): Clip {
  const { centre, radius } = useHeartSpace.getState()
  const offset = (dot(place, normal) - dot(centre, normal)) / radius
  return { axis: 'view', offset: Math.min(Math.max(offset, -1), 1), normal }
}
