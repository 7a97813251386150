import { readdir, readFile, rename, stat, writeFile } from 'node:fs/promises'
import { basename, join, relative, resolve } from 'node:path'
import { Fault } from '../core/fault'

/** The bytes of a file, or a Fault that says why not. */
export async function readBytes(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path)
  } catch (error) {
    const reason =
      (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'there is no such file' : 'it cannot be read'
    throw new Fault(path, reason, 'Check the name and the permissions')
  }
}

/** A file as text. */
export const readText = async (path: string) => new TextDecoder().decode(await readBytes(path))

/** A file as JSON; a Fault where it is none. */
export async function readJson(path: string): Promise<unknown> {
  const text = await readText(path)
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new Fault(path, `is no JSON (${(error as Error).message})`, 'Correct the file')
  }
}

/** Files as they are given; a folder stands for all files in it and in its folders, named by their way from it. */
export async function readInputs(paths: readonly string[]) {
  const files: { name: string; bytes: Uint8Array }[] = []
  for (const path of paths) {
    const folder = (await stat(path).catch(() => null))?.isDirectory()
    if (!folder) files.push({ name: basename(path), bytes: await readBytes(path) })
    const entries = folder ? await readdir(path, { recursive: true, withFileTypes: true }) : []
    const names = entries.filter((e) => e.isFile()).map((e) => join(e.parentPath, e.name))
    for (const name of names.sort())
      files.push({ name: join(basename(resolve(path)), relative(path, name)), bytes: await readBytes(name) })
  }
  return files
}

/** Beside the file first, so that one that was there stays whole until the new one is. */
export async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  await writeFile(`${path}.part`, bytes)
  await rename(`${path}.part`, path)
}
