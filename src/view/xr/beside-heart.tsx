import { useFrame } from '@react-three/fiber'
import { useEffect, useMemo, useRef } from 'react'
import { type Camera, type Group, Vector3 } from 'three'
import { useStore } from 'zustand'
import { say } from '../../core/language'
import type { Vec3 } from '../../core/vec3'
import type { Session } from '../../session/session'
import type { Beside } from '../../session/strategies/beside'
import { useBeside } from '../../ui/strategies/use-beside'
import { useCompare, useCompared } from '../../ui/strategies/use-compare'
import { DrawnHeart } from '../compare/drawn-heart'
import { useHeartSpace } from '../heart-space'
import type { Shown } from '../shown'
import { CanvasPanel } from './canvas-panel'
import { useComfort } from './comfort'
import type { PanelRow } from './panel-drawing'

/** Between the middles of two hearts, as a share of the radius that holds one. */
const distance = 1.7
const nameWidth = 0.2

/** Another strategy as a second heart to the left of the one in hand: it turns, grows and beats with it. */
export function BesideHeart({ session }: { readonly session: Session }) {
  const beside = useBeside((s) => s.beside)
  const { name } = useCompared(session)
  useEffect(() => {
    moveViews(['beside', 'curtain'], 'room')
    return () => moveViews(['room'], 'beside')
  }, [])
  const inside = useComfort((s) => s.outside !== null)
  return beside && !inside ? <Standing key={name} beside={beside} name={name} /> : null
}

type Views = ReturnType<typeof useCompare.getState>['views']

/** Two strategies that were looked at on the page are in the headset, and the other way round. */
function moveViews(from: readonly Views[], to: Views): void {
  if (from.includes(useCompare.getState().views)) useCompare.setState({ views: to })
}

function Standing({ beside, name }: { readonly beside: Beside; readonly name: string }) {
  const group = useRef<Group>(null)
  const label = useRef<Group>(null)
  const aside = useMemo(() => new Vector3(), [])
  const { store, frame } = beside.session
  const shown = useMemo<Shown>(
    () => ({
      store,
      frame,
      aside,
      get state() {
        return store.getState()
      },
    }),
    [store, frame, aside],
  )
  const progress = useStore(store, (s) => s.progress)
  const left = useMemo(() => new LeftOfPerson(), [])
  useFrame(({ camera }) => {
    if (!group.current || !label.current) return
    const { position, radius, scale } = useHeartSpace.getState()
    aside.copy(left.of(position, camera)).multiplyScalar(distance * radius * scale)
    group.current.position.copy(aside)
    label.current.position.set(...position).add(aside)
    label.current.position.y += Math.min(0.8 * radius * scale, 0.3) + 0.02
    label.current.lookAt(camera.getWorldPosition(eye))
  }, -3)
  const rows: PanelRow[] = [{ text: name, tone: 'title' }]
  if (progress)
    rows.push({ text: `${say(progress.label)} ${Math.round(100 * progress.fraction)} %`, tone: 'faint' })
  return (
    <>
      <group ref={group} name="beside">
        <DrawnHeart shown={shown} />
      </group>
      <group ref={label}>
        <CanvasPanel rows={rows} width={nameWidth} />
      </group>
    </>
  )
}

const eye = new Vector3()

/** How far the heart is carried before it is set anew where the second one stands, metres. */
const carried = 0.4

/** Level and to the left of somebody who looks at the heart: as it was brought, it must not swing as the head moves. */
class LeftOfPerson {
  private readonly direction = new Vector3()
  private readonly from = new Vector3(Number.POSITIVE_INFINITY)

  of(position: Vec3, camera: Camera): Vector3 {
    if (this.from.distanceTo(place.set(...position)) < carried) return this.direction
    this.from.copy(place)
    const away = place.sub(camera.getWorldPosition(eye)).setY(0)
    if (away.lengthSq() < 1e-4) away.set(0, 0, -1)
    return this.direction.set(away.z, 0, -away.x).normalize()
  }
}

const place = new Vector3()
