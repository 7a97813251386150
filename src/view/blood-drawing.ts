import { type PerspectiveCamera, type Texture, Vector2, Vector4 } from 'three'
import { type BloodQuantity, quantityNow, useBloodView } from './blood-view-state'
import { colourMaps, colourTexture, rangeOf } from './colour-maps'
import { useHeartSpace } from './heart-space'
import { clipPlane, useView } from './view-state'

/** Numbers of the quantities in the shaders. */
const numbers: Record<BloodQuantity, number> = { oxygen: 0, speed: 1, pressure: 2, age: 3, shear: 1, osi: 2 }

/** What every drawing of the blood tells its shader: the value shown, its range and colours, and the section. */
export interface BloodUniforms {
  readonly range: { value: Vector2 }
  readonly quantity: { value: number }
  readonly colours: { value: Texture | null }
  readonly clipPlane: { value: Vector4 }
  [name: string]: { value: unknown }
}

export const bloodUniforms = (): BloodUniforms => ({
  range: { value: new Vector2(0, 1) },
  quantity: { value: 0 },
  colours: { value: null },
  clipPlane: { value: new Vector4(0, 0, 0, 1) },
})

const textures = new Map<BloodQuantity, Texture>()

/** Made once a page: a few texels each. */
function textureOf(quantity: BloodQuantity): Texture {
  const known = textures.get(quantity) ?? colourTexture(colourMaps[quantity])
  textures.set(quantity, known)
  return known
}

/** What colours the blood now. */
export function quantityShown(): BloodQuantity {
  const { show, wallQuantity } = useBloodView.getState()
  return quantityNow(show, useView.getState().tracerColour, wallQuantity)
}

/** Brings the uniforms up to what the view asks for. */
export function updateUniforms(uniforms: BloodUniforms): BloodQuantity {
  const quantity = quantityShown()
  uniforms.range.value.set(...rangeOf(colourMaps[quantity]))
  uniforms.quantity.value = numbers[quantity]
  uniforms.colours.value = textureOf(quantity)
  const [x, y, z, d] = clipPlane(useView.getState().clip, useHeartSpace.getState()) ?? noPlane
  uniforms.clipPlane.value.set(x, y, z, d)
  return quantity
}

const noPlane = [0, 0, 0, 1] as const

/** Height of a pixel at unit distance from the eye. */
export const pixelHeight = (camera: PerspectiveCamera, heightPixels: number): number =>
  2 / (camera.projectionMatrix.elements[5]! * heightPixels)
