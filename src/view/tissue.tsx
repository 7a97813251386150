import { useFrame, useThree } from '@react-three/fiber'
import { useEffect, useMemo } from 'react'
import { BufferAttribute, BufferGeometry } from 'three'
import { useStore } from 'zustand'
import { bandWidth, conductionLandmarks } from '../findings'
import type { EmbeddedSurface } from '../geometry/surface'
import type { Heart } from '../heart/heart'
import { useCalm } from '../ui/audience/use-audience'
import { useThinned } from './governor/use-thinned'
import { useHeartSpace } from './heart-space'
import { usePointed } from './pointed-state'
import type { Shown } from './shown'
import { SurfaceSkin } from './surface-skin'
import { TissueMaterial } from './tissue-material'
import { tissueVolumes } from './tissue-volumes'
import { clipPlane, useView } from './view-state'

/** The heart's wall. In the group that maps patient space. */
export function Tissue({ session }: { session: Shown }) {
  const heart = useStore(session.store, (s) => s.heart)
  const surface = useStore(session.store, (s) => s.surface)
  const gl = useThree((s) => s.gl)
  const glass = useView((v) => v.tissue === 'glass')
  const material = useMemo(() => new TissueMaterial(), [])
  useEffect(() => () => material.dispose(), [material])
  const volumes = useMemo(() => (heart ? tissueVolumes(heart) : null), [heart])
  useEffect(() => () => volumes?.dispose(), [volumes])

  const drawn = useMemo(() => {
    if (!surface || !volumes) return null
    const nodeCount = (session.frame.nodePositions?.length ?? 0) / 3
    const skin = new SurfaceSkin(surface, nodeCount)
    skin.bake(gl, volumes.distance, volumes.patientToVolume)
    material.place(volumes)
    material.draw(skin)
    return { skin, geometry: restGeometry(surface) }
  }, [surface, volumes, gl, material, session])
  useEffect(
    () => () => {
      drawn?.skin.dispose()
      drawn?.geometry.dispose()
    },
    [drawn],
  )

  useFrame(() => {
    const { nodePositions } = session.frame
    if (drawn && nodePositions) drawn.skin.update(gl, nodePositions)
    material.clip(clipPlane(useView.getState().clip, useHeartSpace.getState()))
  }, -1)

  useThinned(drawn?.geometry ?? null, surface)
  useConductionBand(material, heart)
  const calm = useCalm()
  useEffect(() => material.glass(glass), [material, glass])
  useEffect(() => material.calm(calm), [material, calm])
  if (!drawn) return null
  return (
    <mesh
      geometry={drawn.geometry}
      material={material.surface}
      customDepthMaterial={material.shadow}
      frustumCulled={false}
      castShadow={!glass}
      receiveShadow
    />
  )
}

/** The band of the conduction axis, on request. */
function useConductionBand(material: TissueMaterial, heart: Heart | null): void {
  const shown = usePointed((s) => s.conduction)
  useEffect(() => {
    const axes = shown && heart ? conductionLandmarks(heart.landmarks) : []
    material.conduction(
      axes.map((l) => l.points),
      bandWidth,
    )
  }, [material, heart, shown])
}

/** Rest shape; the vertex shader reads where each vertex is now. */
function restGeometry(surface: EmbeddedSurface): BufferGeometry {
  const geometry = new BufferGeometry()
  geometry.setAttribute('position', new BufferAttribute(surface.rest, 3))
  geometry.setAttribute('normal', new BufferAttribute(surface.normals, 3))
  geometry.setAttribute('side', new BufferAttribute(Float32Array.from(surface.side), 1))
  geometry.setIndex(new BufferAttribute(surface.triangles, 1))
  return geometry
}
