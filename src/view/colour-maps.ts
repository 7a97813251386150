import { DataTexture, LinearFilter, RGBAFormat, SRGBColorSpace } from 'three'
import type { TracerColour } from './view-state'

/** A colour map with the range it stands for; the range never follows the data, so that two pictures compare. */
export interface ColourMap {
  readonly label: string
  readonly unit: string
  /** Values at the two ends, in `unit`. */
  readonly range: readonly [number, number]
  /** From low to high, evenly spaced, sRGB. */
  readonly stops: readonly string[]
}

/** Oxygen differs in lightness as well as hue. Speed is viridis, perceptually uniform. */
export const colourMaps: Record<TracerColour, ColourMap> = {
  oxygen: {
    label: 'Oxygen saturation',
    unit: '%',
    range: [50, 100],
    stops: ['#2f4b8c', '#4f5596', '#755a95', '#98567f', '#b44760', '#c4262e'],
  },
  speed: {
    label: 'Speed of the blood',
    unit: 'm/s',
    range: [0, 2],
    stops: ['#440154', '#46327e', '#365c8d', '#277f8e', '#1fa187', '#4ac16d', '#a0da39', '#fde725'],
  },
}

export const cssGradient = (map: ColourMap): string => `linear-gradient(to right, ${map.stops.join(', ')})`

/** The map as a row of texels for a shader. */
export function colourTexture(map: ColourMap): DataTexture {
  const data = new Uint8Array(map.stops.flatMap((stop) => [...rgb(stop), 255]))
  const texture = new DataTexture(data, map.stops.length, 1, RGBAFormat)
  texture.colorSpace = SRGBColorSpace
  texture.minFilter = LinearFilter
  texture.magFilter = LinearFilter
  texture.needsUpdate = true
  return texture
}

const rgb = (hex: string): number[] => [1, 3, 5].map((i) => Number.parseInt(hex.slice(i, i + 2), 16))
