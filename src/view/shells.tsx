import { useFrame } from '@react-three/fiber'
import { useEffect, useMemo } from 'react'
import { Group } from 'three'
import type { Session } from '../session/session'
import { ShellDrawing } from './shell-drawing'
import { StitchDrawing } from './stitch-drawing'

/** Patches and stitches as the engine last reported them. In the group that maps patient space. */
export function Shells({ session }: { session: Session }) {
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
  useFrame(() => {
    shown.shells.show(session.frame.shells)
    shown.stitches.show(session.frame.stitches)
  })
  return <primitive object={shown.group} />
}
