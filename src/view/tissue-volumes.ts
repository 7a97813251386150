import {
  Data3DTexture,
  DataUtils,
  HalfFloatType,
  LinearFilter,
  Matrix4,
  RedFormat,
  RGBAFormat,
  UnsignedByteType,
} from 'three'
import type { Heart } from '../heart/heart'
import { type TissueZones, tissueZones } from './tissue-zones'

/** What the tissue's material reads by place at rest. */
export interface TissueVolumes {
  /** Signed distance to the surface of the wall, mm, negative inside. */
  readonly distance: Data3DTexture
  /** Shares of arterial, pulmonary-arterial, venous and leaflet wall. */
  readonly kinds: Data3DTexture
  /** Shares of atrium, fat as it is seen from outside, coronary artery and modelled fat. */
  readonly zones: Data3DTexture
  /** Metres of patient space to texture coordinates; the three textures share the frame. */
  readonly patientToVolume: Matrix4
  readonly zoneData: TissueZones
  dispose(): void
}

export function tissueVolumes(heart: Heart): TissueVolumes {
  const [nx, ny, nz] = heart.frame.size
  const halves = new Uint16Array(heart.tissue.length)
  for (let n = 0; n < halves.length; n++)
    halves[n] = DataUtils.toHalfFloat(Math.min(Math.max(heart.tissue[n]! * 1e3, -100), 100))
  const distance = new Data3DTexture(halves, nx, ny, nz)
  distance.type = HalfFloatType
  distance.format = RedFormat
  const zoneData = tissueZones(heart)
  const kinds = byteVolume(zoneData.kinds, zoneData.size)
  const zones = byteVolume(zoneData.zones, zoneData.size)
  for (const texture of [distance, kinds, zones]) smooth(texture)
  const dispose = () => {
    for (const texture of [distance, kinds, zones]) texture.dispose()
  }
  return { distance, kinds, zones, patientToVolume: patientToVolume(heart), zoneData, dispose }
}

function byteVolume(data: Uint8Array, size: readonly [number, number, number]): Data3DTexture {
  const texture = new Data3DTexture(data as Uint8Array<ArrayBuffer>, size[0], size[1], size[2])
  texture.type = UnsignedByteType
  texture.format = RGBAFormat
  return texture
}

function smooth(texture: Data3DTexture): void {
  texture.minFilter = LinearFilter
  texture.magFilter = LinearFilter
  texture.unpackAlignment = 1
  texture.needsUpdate = true
}

/** Cell centres of the heart's frame lie half a texel in. */
function patientToVolume(heart: Heart): Matrix4 {
  const { size, spacing, origin } = heart.frame
  const toTexture = new Matrix4().makeScale(
    1 / (spacing * size[0]),
    1 / (spacing * size[1]),
    1 / (spacing * size[2]),
  )
  const half = spacing / 2
  return toTexture.multiply(
    new Matrix4().makeTranslation(half - origin[0], half - origin[1], half - origin[2]),
  )
}
