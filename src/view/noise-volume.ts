import { Data3DTexture, LinearFilter, RepeatWrapping, RGBAFormat, UnsignedByteType } from 'three'
import { seededRandom } from '../core/random'

const size = 64
const features = 16

/**
 * A block of smooth noise that repeats: value in alpha, its gradient in rgb (0.5 is none), so that one look-up gives
 * colour and relief. Sixteen features across the block.
 */
export function noiseVolume(): Data3DTexture {
  const value = smoothNoise()
  const data = new Uint8Array(size ** 3 * 4)
  const at = (i: number, j: number, k: number) => value[wrap(i) + size * (wrap(j) + size * wrap(k))]!
  let n = 0
  for (let k = 0; k < size; k++)
    for (let j = 0; j < size; j++)
      for (let i = 0; i < size; i++) {
        data[n++] = byte(0.5 + 2 * (at(i + 1, j, k) - at(i - 1, j, k)))
        data[n++] = byte(0.5 + 2 * (at(i, j + 1, k) - at(i, j - 1, k)))
        data[n++] = byte(0.5 + 2 * (at(i, j, k + 1) - at(i, j, k - 1)))
        data[n++] = byte(at(i, j, k))
      }
  const texture = new Data3DTexture(data, size, size, size)
  texture.format = RGBAFormat
  texture.type = UnsignedByteType
  texture.minFilter = LinearFilter
  texture.magFilter = LinearFilter
  texture.wrapS = RepeatWrapping
  texture.wrapT = RepeatWrapping
  texture.wrapR = RepeatWrapping
  texture.needsUpdate = true
  return texture
}

const wrap = (i: number): number => (i + size) % size
const byte = (v: number): number => Math.round(255 * Math.min(Math.max(v, 0), 1))

/** Random values on a coarse lattice, cubic between them. */
function smoothNoise(): Float32Array {
  const random = seededRandom(7)
  const coarse = Float32Array.from({ length: features ** 3 }, random)
  const weights = Array.from({ length: size / features }, (_, n) => splineWeights((n * features) / size))
  const index = (i: number, j: number, k: number) => {
    const w = (v: number) => (v + features) % features
    return w(i) + features * (w(j) + features * w(k))
  }
  const out = new Float32Array(size ** 3)
  const step = size / features
  let n = 0
  for (let k = 0; k < size; k++)
    for (let j = 0; j < size; j++)
      for (let i = 0; i < size; i++) {
        let sum = 0
        for (let c = 0; c < 4; c++)
          for (let b = 0; b < 4; b++)
            for (let a = 0; a < 4; a++)
              sum +=
                weights[i % step]![a]! *
                weights[j % step]![b]! *
                weights[k % step]![c]! *
                coarse[
                  index(
                    Math.floor(i / step) + a - 1,
                    Math.floor(j / step) + b - 1,
                    Math.floor(k / step) + c - 1,
                  )
                ]!
        out[n++] = (sum - 0.5) * 1.9 + 0.5
      }
  return out
}

/** Uniform cubic B-spline. */
function splineWeights(t: number): [number, number, number, number] {
  const t2 = t * t
  const t3 = t2 * t
  return [(1 - 3 * t + 3 * t2 - t3) / 6, (4 - 6 * t2 + 3 * t3) / 6, (1 + 3 * t + 3 * t2 - 3 * t3) / 6, t3 / 6]
}
