import { DrawnBlood } from '../blood'
import { Clamps } from '../clamps'
import { HeartGroup } from '../heart-group'
import { Shells } from '../shells'
import type { Shown } from '../shown'
import { Tissue } from '../tissue'

/** A heart beside the one in hand: what it is made of, without what only hands at work need. */
export function DrawnHeart({ shown }: { readonly shown: Shown }) {
  return (
    <HeartGroup>
      <Tissue session={shown} />
      <Shells session={shown} />
      <DrawnBlood session={shown} />
      <Clamps session={shown} />
    </HeartGroup>
  )
}
