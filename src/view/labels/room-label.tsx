import { useFrame } from '@react-three/fiber'
import { useEffect, useMemo, useRef } from 'react'
import {
  BufferAttribute,
  BufferGeometry,
  type Camera,
  type Group,
  Line,
  LineBasicMaterial,
  Vector3,
} from 'three'
import { useHeartSpace } from '../heart-space'
import { CanvasPanel } from '../xr/canvas-panel'
import { panelHeight, panelWidth } from '../xr/panel-drawing'
import { type LabelProps, usePlacedLabel } from './page-label'
import { enlargedAt, type PlacedLabel } from './placed-labels'

/** A small panel of the headset where the layout found room, turned to the person, with a line to what it speaks of. */
export function RoomLabel({ place, lines, priority }: LabelProps) {
  const label = usePlacedLabel(place, priority)
  const rows = lines.map((text) => ({ text }))
  label.ownWidth = panelWidth(lines)
  label.ownHeight = panelHeight(rows)
  const group = useRef<Group>(null)
  const leader = useMemo(leaderLine, [])
  useEffect(
    () => () => {
      leader.geometry.dispose()
      ;(leader.material as LineBasicMaterial).dispose()
    },
    [leader],
  )
  useFrame(({ camera }) => {
    if (!group.current) return
    group.current.visible = leader.visible = label.shown
    if (label.shown) stand(group.current, leader, label, camera)
  })
  return (
    <>
      <primitive object={leader} />
      <group ref={group} visible={false}>
        <CanvasPanel rows={rows} width={label.ownWidth} inFront />
      </group>
    </>
  )
}

function leaderLine(): Line {
  const geometry = new BufferGeometry()
  geometry.setAttribute('position', new BufferAttribute(new Float32Array(6), 3))
  const material = new LineBasicMaterial({
    color: '#f3f1ec',
    transparent: true,
    opacity: 0.7,
    depthTest: false,
  })
  const line = new Line(geometry, material)
  line.frustumCulled = false
  line.renderOrder = 19
  return line
}

const middle = new Vector3()
const head = new Vector3()

/** As far from the eye as its anchor; the line goes to the nearest place of the panel's edge. */
function stand(panel: Group, leader: Line, label: PlacedLabel, camera: Camera): void {
  fromHead(label.x + label.width / 2, label.y + label.height / 2, label.depth, camera, middle)
  panel.parent?.worldToLocal(middle)
  panel.position.copy(middle)
  panel.lookAt(camera.getWorldPosition(head))
  // Its parent enlarges the heart; letters stay as large as they are, or as the eye needs them.
  panel.scale.setScalar(enlargedAt(label.depth) / useHeartSpace.getState().scale)
  const end = leader.geometry.getAttribute('position') as BufferAttribute
  end.setXYZ(0, label.place[0], label.place[1], label.place[2])
  const x = Math.min(Math.max(label.anchorX, label.x), label.x + label.width)
  const y = Math.min(Math.max(label.anchorY, label.y), label.y + label.height)
  fromHead(x, y, label.depth, camera, middle)
  panel.parent?.worldToLocal(middle)
  end.setXYZ(1, middle.x, middle.y, middle.z)
  end.needsUpdate = true
}

/** The place of the room in this direction of the head, so deep. */
const fromHead = (x: number, y: number, depth: number, camera: Camera, out: Vector3): Vector3 =>
  out.set(x * depth, -y * depth, -depth).applyMatrix4(camera.matrixWorld)
