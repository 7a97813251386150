/** One array of a VTK XML file; its length is components times the number of points or cells. */
export interface VtkArray {
  readonly name: string
  readonly components: number
  readonly data: Float32Array | Int32Array
}

const plain = (text: string): string => text.replace(/[<>&"]/g, '_')

/** An array in VTK's inline binary form: base64 of its length in bytes (UInt32) and its little-endian numbers. */
export function vtkDataArray({ name, components, data }: VtkArray): string {
  const type = data instanceof Float32Array ? 'Float32' : 'Int32'
  const bytes = new Uint8Array(4 + data.byteLength)
  new DataView(bytes.buffer).setUint32(0, data.byteLength, true)
  bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), 4)
  return `<DataArray type="${type}" Name="${plain(name)}" NumberOfComponents="${components}" format="binary">${base64(bytes)}</DataArray>`
}

/** Words of a VTK file, as numbers of their characters, each closed by 0. */
export function vtkStrings(name: string, words: readonly string[]): string {
  const codes = words.flatMap((word) => [...new TextEncoder().encode(word), 0])
  return `<Array type="String" Name="${plain(name)}" NumberOfTuples="${words.length}" format="ascii">${codes.join(' ')}</Array>`
}

/** A VTK XML file of the given type round its body. */
export const vtkFile = (type: 'ImageData' | 'PolyData', body: string): Uint8Array =>
  new TextEncoder().encode(`<?xml version="1.0"?>
<VTKFile type="${type}" version="1.0" byte_order="LittleEndian" header_type="UInt32">
${body}
</VTKFile>
`)

function base64(bytes: Uint8Array): string {
  const parts: string[] = []
  // Small pieces, as a call takes only so many arguments; multiples of three, so that they join.
  const piece = 3 * 4096
  for (let at = 0; at < bytes.length; at += piece)
    parts.push(btoa(String.fromCharCode(...bytes.subarray(at, at + piece))))
  return parts.join('')
}
