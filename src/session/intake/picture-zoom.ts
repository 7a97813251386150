import type { Recipe } from '../../geometry/segmentation/recipe'
import { type SlicePlane, toPicture } from './slice-plane'
import type { PictureZoom } from './workspace-state'

/** Where a picture lies on the screen: its upper left corner in pixels of the frame, and pixels a millimetre. */
export interface PicturePlace {
  readonly left: number
  readonly top: number
  readonly pixels: number
}

export function placePicture(
  { extent }: SlicePlane,
  zoom: PictureZoom,
  [width, height]: readonly [number, number],
): PicturePlace {
  const pixels = Math.min(width / extent[0], height / extent[1]) * zoom.scale
  return {
    left: width / 2 + (zoom.x - extent[0] / 2) * pixels,
    top: height / 2 + (zoom.y - extent[1] / 2) * pixels,
    pixels,
  }
}

/** The zoom by a factor that keeps the point of the frame under the pointer where it is. */
export function zoomAbout(
  plane: SlicePlane,
  zoom: PictureZoom,
  size: readonly [number, number],
  point: readonly [number, number],
  factor: number,
): PictureZoom {
  const scale = Math.max(0.5, Math.min(20, zoom.scale * factor))
  const before = placePicture(plane, zoom, size).pixels
  const after = placePicture(plane, { ...zoom, scale }, size).pixels
  const shift = 1 / after - 1 / before
  return {
    scale,
    x: zoom.x + (point[0] - size[0] / 2) * shift,
    y: zoom.y + (point[1] - size[1] / 2) * shift,
  }
}

/** The zoom at which a box of the recipe fills the frame. */
export function zoomToCrop(plane: SlicePlane, crop: Recipe['crop']): PictureZoom {
  if (!crop) return { scale: 1, x: 0, y: 0 }
  const [a, b] = [toPicture(plane, crop.low), toPicture(plane, crop.high)]
  const [width, height] = [Math.abs(a[0] - b[0]), Math.abs(a[1] - b[1])]
  const scale = 0.96 * Math.min(plane.extent[0] / width, plane.extent[1] / height)
  return {
    scale: Math.max(1, scale),
    x: plane.extent[0] / 2 - (a[0] + b[0]) / 2,
    y: plane.extent[1] / 2 - (a[1] + b[1]) / 2,
  }
}
