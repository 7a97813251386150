import { cropVoxels } from '../../session/intake/crop-box'
import { paintSlice, type SliceLook } from '../../session/intake/paint-slice'
import { placePicture } from '../../session/intake/picture-zoom'
import { type PlaneName, sliceAt } from '../../session/intake/slice-plane'
import type { WorkspaceState } from '../../session/intake/workspace-state'
import { labelWords } from './part-colours'

/** Steps in which the threshold's mask lies over the slices while there are no labels to show. */
const masked = ['blood', 'crop']

function lookOf(state: WorkspaceState): SliceLook {
  const { scan, window, step, history, preview, opacity } = state
  const { blood, crop } = history.present
  const showMask = masked.includes(step)
  return {
    window,
    mask: showMask
      ? { low: blood.low, high: blood.high ?? Number.POSITIVE_INFINITY, box: cropVoxels(scan, crop) }
      : null,
    labels:
      preview && !showMask
        ? { grid: preview.grid, labels: preview.labels, colours: labelWords, opacity }
        : null,
  }
}

/** A painter of one plane: voxels into an image of their own size, which the browser then scales onto the canvas. */
export function drawSlice(name: PlaneName) {
  const voxels = document.createElement('canvas')
  let image: ImageData | null = null
  let painted: readonly unknown[] = []
  return (canvas: HTMLCanvasElement, size: readonly [number, number], state: WorkspaceState) => {
    const plane = state.planes[name]
    const slice = sliceAt(plane, state.cursor)
    const wanted = [
      state.scan,
      slice,
      state.window,
      state.step,
      state.history.present.blood,
      state.history.present.crop,
      state.preview,
      state.opacity,
    ]
    if (!image || image.width !== plane.u.count || image.height !== plane.v.count) {
      image = new ImageData(plane.u.count, plane.v.count)
      voxels.width = image.width
      voxels.height = image.height
      painted = []
    }
    if (wanted.some((v, n) => v !== painted[n])) {
      paintSlice(state.scan, plane, slice, lookOf(state), new Uint32Array(image.data.buffer))
      voxels.getContext('2d')!.putImageData(image, 0, 0)
      painted = wanted
    }
    const dense = Math.min(2, devicePixelRatio)
    const [width, height] = size.map((v) => Math.max(1, Math.round(v * dense))) as [number, number]
    if (canvas.width !== width || canvas.height !== height) {
      canvas.width = width
      canvas.height = height
    }
    const { left, top, pixels } = placePicture(plane, state.zoom[name], size)
    const context = canvas.getContext('2d')!
    context.setTransform(1, 0, 0, 1, 0, 0)
    context.fillStyle = '#000'
    context.fillRect(0, 0, width, height)
    context.setTransform(dense, 0, 0, dense, 0, 0)
    // Far in, the voxels themselves are to be seen.
    context.imageSmoothingEnabled = pixels * plane.u.step < 14
    context.imageSmoothingQuality = 'medium'
    context.drawImage(voxels, left, top, plane.extent[0] * pixels, plane.extent[1] * pixels)
  }
}
