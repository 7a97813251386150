import type { ToolId } from '../tools'
import { instrumentGeometry } from './instrument-geometry'

/** Polished surgical steel, its tip at the origin and the hand towards +z; its look comes from the scene's light. */
export function Instrument({ tool }: { readonly tool: ToolId }) {
  return (
    <mesh geometry={instrumentGeometry(tool)} castShadow>
      <meshStandardMaterial color="#dde1e6" metalness={0.5} roughness={0.3} />
      {tool === 'patch' && <HeldPatch />}
    </mesh>
  )
}

/** A square of patch between the tips, not yet laid. */
function HeldPatch() {
  return (
    <mesh position={[0, -0.004, 0]}>
      <boxGeometry args={[0.012, 0.008, 0.0005]} />
      <meshStandardMaterial color="#ece6d8" roughness={0.9} />
    </mesh>
  )
}
