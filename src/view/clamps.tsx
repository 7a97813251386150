import { useMemo } from 'react'
import { CatmullRomCurve3, Vector3 } from 'three'
import { useStore } from 'zustand'
import { releasesOf } from '../geometry/release'
import type { Edit, EditOf } from '../heart/edit'
import { clampShape, clampThickness } from '../tools/clamp/clamp-shape'
import type { Shown } from './shown'
import { steel } from './steel'

/** Clamps that stand on vessels. In the group that maps patient space. */
export function Clamps({ session }: { readonly session: Shown }) {
  const edits = useStore(session.store, (s) => s.edits)
  return standing(edits).map((clamp) => <Clamp key={clamp.id} session={session} clamp={clamp} />)
}

const standing = (edits: readonly Edit[]): EditOf<'clamp'>[] =>
  edits.filter((e): e is EditOf<'clamp'> => e.kind === 'clamp' && releasesOf(e.id, edits).length === 0)

function Clamp({ session, clamp }: { readonly session: Shown; readonly clamp: EditOf<'clamp'> }) {
  const heart = useStore(session.store, (s) => s.heart)
  const halves = useMemo(
    () =>
      (heart ? clampShape(clamp, heart) : []).map(
        (line) => new CatmullRomCurve3(line.map((p) => new Vector3(...p))),
      ),
    [clamp, heart],
  )
  return halves.map((curve, n) => (
    <mesh key={n} castShadow receiveShadow>
      <tubeGeometry args={[curve, 40, clampThickness, 10]} />
      <meshStandardMaterial {...steel} />
    </mesh>
  ))
}
