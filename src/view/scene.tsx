import type { Session } from '../session/session'
import { Annotations } from './annotations'
import { Background } from './background'
import { Blood } from './blood'
import { Camera } from './camera'
import { Clamps } from './clamps'
import { ContactShadow } from './contact-shadow'
import { ExposureDrawing } from './exposure'
import { bendGrazingNormals } from './grazing-normals'
import { HeartGroup } from './heart-group'
import { LabelLayout } from './labels/label-layout'
import { Lights } from './lights'
import { Markers } from './markers'
import { MiniHeart } from './mini-heart'
import { PageFraming } from './page-framing'
import { PointedPlace } from './pointed'
import { Shells } from './shells'
import { Tissue } from './tissue'

bendGrazingNormals()

/** Everything that is drawn except instruments and the headset's own things. */
export function Scene({ session }: { session: Session }) {
  return (
    <>
      <Background />
      <Lights />
      <Camera session={session} />
      <PageFraming />
      <LabelLayout />
      <ContactShadow />
      <MiniHeart session={session} />
      <HeartGroup>
        <Tissue session={session} />
        <Shells session={session} />
        <Blood session={session} />
        <Clamps session={session} />
        <ExposureDrawing session={session} />
        <Markers session={session} />
        <PointedPlace session={session} />
        <Annotations session={session} />
      </HeartGroup>
    </>
  )
}
