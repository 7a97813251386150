import { Canvas } from '@react-three/fiber'
import { XR } from '@react-three/xr'
import { createRoot } from 'react-dom/client'
import { NeutralToneMapping } from 'three'
import { workerPort } from './engine/worker-port'
import { builtInCase, builtInNames } from './procedures/built-in-cases'
import { Session } from './session/session'
import { centreOn } from './view/heart-space'
import { Scene } from './view/scene'
import { xrStore } from './view/xr/store'

const session = new Session(workerPort())
Object.assign(window, { atrium: { session } })
function Page() {
  return (
    <Canvas
      shadows="percentage"
      dpr={[1, 2]}
      camera={{ fov: 32, near: 0.002, far: 40, position: [0, 0, 0.6] }}
      gl={{ antialias: true, toneMapping: NeutralToneMapping, toneMappingExposure: 1 }}
      style={{ position: 'fixed', inset: 0 }}
    >
      <XR store={xrStore}>
        <Scene session={session} />
      </XR>
    </Canvas>
  )
}
createRoot(document.getElementById('page')!).render(<Page />)
const heart = await builtInCase(builtInNames[0]!)
centreOn(heart)
session.open(heart)
