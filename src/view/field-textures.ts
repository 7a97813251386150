import {
  Data3DTexture,
  DataTexture,
  FloatType,
  NearestFilter,
  RedIntegerFormat,
  RGBAFormat,
  UnsignedIntType,
} from 'three'
import { type BloodField, type FieldLattice, floatsPerCell } from '../geometry/blood-field'

const width = 1024
const texelsPerCell = floatsPerCell / 4

/** A field of blood as a shader reads it: which entry a cell has, once an anatomy, and what entries hold. */
export class FieldTextures {
  entries: Data3DTexture | null = null
  values: DataTexture | null = null
  shown: BloodField | null = null
  private lattice: FieldLattice | null = null

  show(field: BloodField): void {
    this.shown = field
    if (field.lattice !== this.lattice) this.place(field)
    ;(this.values!.image.data as Float32Array).set(field.values)
    this.values!.needsUpdate = true
  }

  dispose(): void {
    this.entries?.dispose()
    this.values?.dispose()
  }

  private place({ lattice, values }: BloodField): void {
    this.dispose()
    this.lattice = lattice
    const { size } = lattice.frame
    // Ghosts outside of the ports are no blood.
    const most = values.length / floatsPerCell
    const entries = lattice.entryOf.map((e) => (e < most ? e : 0))
    this.entries = new Data3DTexture(entries, ...size)
    this.entries.format = RedIntegerFormat
    this.entries.type = UnsignedIntType
    this.entries.internalFormat = 'R32UI'
    this.entries.unpackAlignment = 4
    this.entries.needsUpdate = true
    const rows = Math.max(1, Math.ceil((most * texelsPerCell) / width))
    this.values = new DataTexture(new Float32Array(4 * width * rows), width, rows, RGBAFormat, FloatType)
    for (const texture of [this.entries, this.values]) {
      texture.minFilter = NearestFilter
      texture.magFilter = NearestFilter
    }
  }
}
