import { type ThreeEvent, useFrame } from '@react-three/fiber'
import { useEffect, useMemo, useRef } from 'react'
import { type Group, Plane, Vector3 } from 'three'
import type { Vec3 } from '../core/vec3'
import { Instrument } from './instrument'
import { type Holder, TrayHands } from './tray-hands'
import { type TrayItem, trayItems } from './tray-items'
import { tray } from './tray-world'

interface TrayProps {
  /** Middle of the tray's face, room metres, and how it is turned about the vertical, radians. */
  readonly position: Vec3
  readonly yaw: number
  /** Gives the tray to whoever drives the hands, and null when it goes. */
  readonly onReady?: (tray: TrayHands | null) => void
}

/** The instrument tray: things that are picked up by a pinch, a trigger or the mouse, and that fall and rest. */
export function Tray({ position, yaw, onReady }: TrayProps) {
  const hands = useMemo(() => new TrayHands(trayItems), [])
  const group = useRef<Group>(null)
  useEffect(() => {
    onReady?.(hands)
    return () => onReady?.(null)
  }, [hands, onReady])
  useFrame((_, seconds) => {
    if (!group.current) return
    group.current.updateWorldMatrix(true, false)
    hands.toRoom.copy(group.current.matrixWorld)
    hands.advance(seconds)
  }, -2)
  return (
    <group ref={group} position={[...position]} rotation={[0, yaw, 0]} name="tray">
      <Plate />
      {trayItems.map((item) => (
        <Thing key={item.id} item={item} hands={hands} />
      ))}
    </group>
  )
}

/** A shallow steel tray under a green cloth. */
function Plate() {
  const { width, depth, rim, thickness } = tray
  const steel = <meshStandardMaterial color="#9aa1a8" metalness={0.8} roughness={0.38} />
  const [x, z] = [width / 2 + thickness / 2, depth / 2 + thickness / 2]
  return (
    <group>
      <mesh position={[0, -0.0015, 0]} receiveShadow>
        <boxGeometry args={[width, 0.003, depth]} />
        <meshStandardMaterial color="#2f5a55" roughness={0.95} />
      </mesh>
      {[x, -x].map((at) => (
        <mesh key={at} position={[at, rim / 2 - 0.003, 0]}>
          <boxGeometry args={[thickness, rim, depth + 2 * thickness]} />
          {steel}
        </mesh>
      ))}
      {[z, -z].map((at) => (
        <mesh key={at} position={[0, rim / 2 - 0.003, at]}>
          <boxGeometry args={[width, rim, thickness]} />
          {steel}
        </mesh>
      ))}
    </group>
  )
}

const cloth: Record<NonNullable<TrayItem['material']>, string> = {
  pericardium: '#ddd3bf',
  ePTFE: '#f4f5f6',
  dacron: '#e9e7df',
}

function Thing({ item, hands }: { readonly item: TrayItem; readonly hands: TrayHands }) {
  const group = useRef<Group>(null)
  const drag = useDrag(item, hands)
  useFrame(() => {
    if (!group.current) return
    hands.world.place(item.id, group.current)
    group.current.visible = !hands.isHeld(item.id) || drag.dragging.current
  })
  return (
    <group ref={group} name={`tray:${item.id}`} {...drag.events}>
      {item.material ? (
        <mesh castShadow receiveShadow>
          <boxGeometry args={[2 * item.halfSize[0], 0.001, 2 * item.halfSize[2]]} />
          <meshStandardMaterial color={cloth[item.material]} roughness={0.9} />
        </mesh>
      ) : (
        <group position={[0, 0, -item.halfSize[2]]}>
          <Instrument tool={item.tool} />
        </group>
      )}
    </group>
  )
}

/** Mouse: a drag carries a thing in the plane that faces the eye and lets it fall; a click takes its instrument. */
function useDrag(item: TrayItem, hands: TrayHands) {
  const dragging = useRef(false)
  const plane = useRef(new Plane())
  const holder = (event: ThreeEvent<PointerEvent>): Holder => {
    const place = event.ray.intersectPlane(plane.current, new Vector3()) ?? event.point
    return { side: 'mouse', grip: place.toArray(), turn: [0, 0, 0, 1], forward: [0, 0, -1] }
  }
  const events = {
    onPointerDown(event: ThreeEvent<PointerEvent>) {
      event.stopPropagation()
      ;(event.target as Element).setPointerCapture(event.pointerId)
      plane.current.setFromNormalAndCoplanarPoint(event.ray.direction, event.point)
      dragging.current = true
      hands.takeItem(holder(event), item)
    },
    onPointerMove(event: ThreeEvent<PointerEvent>) {
      if (dragging.current) hands.carry(holder(event))
    },
    onPointerUp(event: ThreeEvent<PointerEvent>) {
      if (!dragging.current) return
      dragging.current = false
      ;(event.target as Element).releasePointerCapture(event.pointerId)
      hands.layDown(holder(event))
    },
  }
  return { dragging, events }
}
