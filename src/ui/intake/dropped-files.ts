import type { GivenFile } from '../../session/intake/intake-flow'

/** Files that systems leave behind in folders and that are nobody’s scan. */
const clutter = /(^|\/)(\.|__MACOSX\/|Thumbs\.db$|desktop\.ini$)/i

const given = (file: File, name: string): GivenFile => ({
  name,
  size: file.size,
  read: async () => new Uint8Array(await file.arrayBuffer()),
})

const worthReading = (files: readonly GivenFile[]): GivenFile[] => files.filter((f) => !clutter.test(f.name))

/** Files as a person chose them, from a folder too. */
export const chosenFiles = (files: Iterable<File>): GivenFile[] =>
  worthReading([...files].map((f) => given(f, f.webkitRelativePath || f.name)))

/**
 * Everything that was dropped, folders with all that lies in them. Must be called while the drop is being handled: the
 * browser forgets the entries afterwards.
 */
export async function droppedFiles(data: DataTransfer): Promise<GivenFile[]> {
  const entries = [...data.items]
    .filter((item) => item.kind === 'file')
    .map((item) => item.webkitGetAsEntry() ?? item.getAsFile())
  const files: GivenFile[] = []
  for (const entry of entries) {
    if (entry instanceof File) files.push(given(entry, entry.name))
    else if (entry) await walk(entry, files)
  }
  return worthReading(files)
}

async function walk(entry: FileSystemEntry, files: GivenFile[]): Promise<void> {
  const name = entry.fullPath.replace(/^\//, '')
  if (entry.isFile) {
    const file = await new Promise<File>((done, fail) => (entry as FileSystemFileEntry).file(done, fail))
    files.push(given(file, name))
    return
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader()
  // A reader gives at most a hundred entries at a time, and none at the end.
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((done, fail) => reader.readEntries(done, fail))
    if (some.length === 0) return
    for (const inner of some) await walk(inner, files)
  }
}
