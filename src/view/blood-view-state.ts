import { create } from 'zustand'
import type { BloodShow } from '../engine/protocol'
import { setClip, type TracerColour, tracerColours, useView } from './view-state'

export const wallQuantities = ['shear', 'osi'] as const
export type WallQuantity = (typeof wallQuantities)[number]

/** Most times as fast as real time that the blood is shown. */
export const bloodPaces = [1, 0.5, 0.25, 0.1] as const

/** A step of the blood that stands still, as a share of the beat. */
export const stepBeats = 1 / 50

interface BloodView {
  readonly show: BloodShow
  readonly wallQuantity: WallQuantity
  readonly pace: (typeof bloodPaces)[number]
}

/** How the blood is shown; its colour and whether it is shown at all are the view's. */
export const useBloodView = create<BloodView>(() => ({ show: 'tracers', wallQuantity: 'shear', pace: 1 }))

/**
 * Shows the blood another way, and where nothing of it could be seen opens the view: a slice lies in a section, lines and
 * the inner wall are seen through glass.
 */
export function showBloodAs(show: BloodShow): void {
  useBloodView.setState({ show })
  const { clip, tissue } = useView.getState()
  useView.setState({ tracersShown: true })
  if (show === 'slice' && clip.axis === 'none') setClip({ axis: 'coronal', offset: 0 })
  if (
    (show === 'streamlines' || show === 'wall' || showsSurface(show)) &&
    clip.axis === 'none' &&
    tissue === 'solid'
  )
    useView.setState({ tissue: 'glass' })
}

/** Whether it is drawn as the hull of what is fast or turns. */
export const showsSurface = (show: BloodShow): show is 'jet' | 'vortex' => show === 'jet' || show === 'vortex'

export type BloodQuantity = TracerColour | WallQuantity

/** What may colour the blood as it is shown, and what does. */
export const quantitiesOf = (show: BloodShow): readonly BloodQuantity[] =>
  show === 'wall' ? wallQuantities : tracerColours

/** What the colours stand for now. */
export const quantityNow = (show: BloodShow, colour: TracerColour, wall: WallQuantity): BloodQuantity =>
  show === 'wall' ? wall : colour

export function colourBy(quantity: BloodQuantity): void {
  if (quantity === 'shear' || quantity === 'osi') useBloodView.setState({ wallQuantity: quantity })
  else useView.setState({ tracerColour: quantity })
}
