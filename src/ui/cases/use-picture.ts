import { useEffect, useState } from 'react'
import { workerModeller } from '../../engine/modeller-port'
import type { Modeller, ModelPicture } from '../../engine/modeller-protocol'
import type { HeartCase } from '../../geometry/parametric/heart-case'

interface PictureState {
  readonly picture: ModelPicture | null
  readonly fault: string | null
  readonly busy: boolean
}

/** The newest coarse picture of a heart's numbers as they stand; the one before stays until it is there. */
export function usePicture(edited: HeartCase): PictureState {
  const [state, setState] = useState<PictureState>({ picture: null, fault: null, busy: true })
  const [modeller, setModeller] = useState<Modeller | null>(null)
  useEffect(() => {
    const made = workerModeller()
    setModeller(made)
    return () => made.close()
  }, [])
  useEffect(() => {
    if (!modeller) return
    let stale = false
    setState((s) => ({ ...s, busy: true }))
    modeller.picture(edited).then(
      (picture) => {
        if (!stale && picture) setState({ picture, fault: null, busy: false })
      },
      (error: Error) => {
        if (!stale) setState((s) => ({ ...s, fault: error.message, busy: false }))
      },
    )
    return () => {
      stale = true
    }
  }, [modeller, edited])
  return state
}
