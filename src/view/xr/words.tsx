import { Html } from '@react-three/drei'
import { useThree } from '@react-three/fiber'
import { retell } from '../../core/language'
import type { Vec3 } from '../../core/vec3'
import { CanvasPanel } from './canvas-panel'
import { panelWidth } from './panel-drawing'

/** Words at a place of patient space: in the headset a small panel above it, on the page text beside it. */
export function Words({ position, lines }: { readonly position: Vec3; readonly lines: readonly string[] }) {
  const presenting = useThree((s) => s.gl.xr.isPresenting)
  const told = lines.map(retell)
  if (presenting)
    return (
      <CanvasPanel
        patientPosition={position}
        width={panelWidth(told)}
        rows={told.map((text) => ({ text }))}
      />
    )
  return (
    <Html position={[...position]} style={{ pointerEvents: 'none' }} zIndexRange={[0, 0]}>
      <output className="probe-reading">
        {told.map((line) => (
          <div key={line}>{line}</div>
        ))}
      </output>
    </Html>
  )
}
