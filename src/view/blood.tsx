import { useEffect } from 'react'
import type { Session } from '../session/session'
import { BloodSlice } from './blood-slice'
import { BloodSurface } from './blood-surface'
import { useBloodView } from './blood-view-state'
import type { Shown } from './shown'
import { Streamlines } from './streamlines'
import { Tracers } from './tracers'
import { WallShear } from './wall-shear'

/** The blood, drawn the way that was chosen; the engine works out only what that way needs. */
export function Blood({ session }: { session: Session }) {
  const bloodShow = useBloodView((v) => v.show)
  const bloodPace = useBloodView((v) => v.pace)
  useEffect(() => session.setControl({ bloodShow, bloodPace }), [session, bloodShow, bloodPace])
  return <DrawnBlood session={session} />
}

/** The same for blood that is driven elsewhere. */
export function DrawnBlood({ session }: { session: Shown }) {
  return (
    <>
      <Tracers session={session} />
      <Streamlines session={session} />
      <BloodSlice session={session} />
      <BloodSurface session={session} />
      <WallShear session={session} />
    </>
  )
}
