import { create } from 'zustand'
import type { HeartCase } from '../../geometry/parametric/heart-case'
import { withParameter } from '../../geometry/parametric/parameter-rows'
import { builtInParameters } from '../../procedures/built-in-cases'

interface GalleryState {
  readonly open: boolean
  /** Built-in case that is looked at, and its numbers as they have been set; null: the cards. */
  readonly chosen: string | null
  readonly edited: HeartCase | null
}

/** What the dialog of built-in hearts shows. */
export const useGallery = create<GalleryState>(() => ({ open: false, chosen: null, edited: null }))

export const openGallery = (): void => useGallery.setState({ open: true, chosen: null, edited: null })
export const closeGallery = (): void => useGallery.setState({ open: false })

export const chooseCase = (name: string | null): void =>
  useGallery.setState({ chosen: name, edited: name ? builtInParameters(name) : null })

export const setNumber = (id: string, value: number): void =>
  useGallery.setState(({ edited }) => ({ edited: edited && withParameter(edited, id, value) }))
