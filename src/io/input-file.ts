/** A file as it came in: its name as the user knows it and its bytes. */
export interface InputFile {
  readonly name: string
  readonly bytes: Uint8Array
}
