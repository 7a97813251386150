import { DataTexture, LinearFilter, RGBAFormat, SRGBColorSpace } from 'three'
import type { WallQuantity } from './blood-view-state'
import type { TracerColour } from './view-state'

/** A colour map with the range it stands for; the range never follows the data, so that two pictures compare. */
export interface ColourMap {
  readonly label: string
  readonly unit: string
  /** Values at the two ends, in `unit`. */
  readonly range: readonly [number, number]
  /** One `unit` in SI. */
  readonly si: number
  /** From low to high, evenly spaced, sRGB. */
  readonly stops: readonly string[]
}

/**
 * Every map differs in lightness from end to end, so that it is read without hue, and is lighter than the dark room at
 * every value. Speed is viridis, pressure and OSI cividis, shear inferno, each without its darkest fifth; age goes from
 * fresh and light to dull.
 */
export const colourMaps: Record<TracerColour | WallQuantity, ColourMap> = {
  oxygen: {
    label: 'Oxygen saturation',
    unit: '%',
    range: [50, 100],
    si: 0.01,
    stops: ['#2f4b8c', '#4f5596', '#755a95', '#98567f', '#b44760', '#c4262e'],
  },
  speed: {
    label: 'Speed of the blood',
    unit: 'm/s',
    range: [0, 3],
    si: 1,
    stops: ['#3e4989', '#31688e', '#26828e', '#1f9e89', '#35b779', '#6ece58', '#b5de2b', '#fde725'],
  },
  pressure: {
    label: 'Pressure',
    unit: 'mmHg',
    range: [0, 120],
    si: 133.322387415,
    stops: ['#3b496c', '#575d6d', '#707173', '#8a8678', '#a59c74', '#c3b369', '#e1cc55', '#fee838'],
  },
  age: {
    label: 'Age of the blood',
    unit: 's',
    range: [0, 2],
    si: 1,
    stops: ['#fff6d6', '#f0cf8e', '#d39a5f', '#a8704f', '#7b5248', '#544046'],
  },
  shear: {
    label: 'Wall shear, mean',
    unit: 'Pa',
    range: [0, 5],
    si: 1,
    stops: ['#641f7a', '#8f2469', '#bf3952', '#e35932', '#f98c0a', '#f9c932', '#fcffa4'],
  },
  osi: {
    label: 'Oscillation of shear',
    unit: '',
    range: [0, 0.5],
    si: 1,
    stops: ['#3b496c', '#575d6d', '#707173', '#8a8678', '#a59c74', '#c3b369', '#e1cc55', '#fee838'],
  },
}

/** The range in SI. */
export const rangeOf = (map: ColourMap): [number, number] => [map.range[0] * map.si, map.range[1] * map.si]

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
