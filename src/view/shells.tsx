import { useFrame } from '@react-three/fiber'
import { useEffect, useMemo } from 'react'
import { Group, Matrix4, Plane } from 'three'
import type { Edit } from '../heart/edit'
import { patientToWorld, useHeartSpace } from './heart-space'
import { laidShells } from './laid-shells'
import { sewnThread } from './sewn-thread'
import { ShellDrawing } from './shell-drawing'
import type { Shown } from './shown'
import { StitchDrawing } from './stitch-drawing'
import { clipPlane, useView } from './view-state'

/** Patches and stitches as the engine last reported them. In the group that maps patient space. */
export function Shells({ session }: { session: Shown }) {
  const shown = useMemo(
    () => ({ group: new Group(), shells: new ShellDrawing(), stitches: new StitchDrawing() }),
    [],
  )
  useEffect(() => {
    shown.group.add(shown.shells.group, shown.stitches.mesh)
    return () => {
      shown.shells.dispose()
      shown.stitches.dispose()
    }
  }, [shown])
  const reported = useMemo(drawn, [])
  useFrame(({ gl }) => {
    gl.localClippingEnabled = true
    const planes = sectionInRoom(session)
    shown.shells.clip(planes)
    shown.stitches.clip(planes)
    const { shells, stitches } = reported(session)
    shown.shells.show(shells)
    shown.stitches.show(stitches)
  })
  return <primitive object={shown.group} />
}

/** Shells and stitches to be drawn of what the engine reports; the same arrays for as long as it reports no others. */
function drawn(): (session: Shown) => Pick<Shown['frame'], 'shells' | 'stitches'> {
  let of: (Pick<Shown['frame'], 'shells' | 'stitches'> & { readonly edits: readonly Edit[] }) | null = null
  let made: Pick<Shown['frame'], 'shells' | 'stitches'> = { shells: [], stitches: [] }
  return ({ frame: { shells, stitches }, state: { edits } }) => {
    if (of?.shells === shells && of.stitches === stitches && of.edits === edits) return made
    of = { shells, stitches, edits }
    made = {
      shells: laidShells(shells, edits),
      stitches: stitches.map((s) => sewnThread(s, shells, edits)),
    }
    return made
  }
}

const plane = new Plane()
const planes = [plane]
const toWorld = new Matrix4()

/** The section as three's own clipping knows it; the same array each time, so that nothing is compiled anew. */
function sectionInRoom({ aside }: Shown): Plane[] | null {
  const space = useHeartSpace.getState()
  const cut = clipPlane(useView.getState().clip, space)
  if (!cut) return null
  plane.normal.set(cut[0], cut[1], cut[2])
  plane.constant = cut[3]
  plane.applyMatrix4(patientToWorld(space, toWorld))
  if (aside) plane.translate(aside)
  return planes
}
