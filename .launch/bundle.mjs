// Bundles the command line when a source is newer than the last bundle: plain JavaScript runs two to three times
// faster than TypeScript that is translated while it loads.
import { existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './setup.mjs'

const bundles = join(root, '.cache/cli')
/** Milliseconds that a bundle of older sources is kept. */
const keptFor = 3_600_000

/** Time of the newest file under a path, ms. */
export function newest(path) {
  const info = statSync(path)
  if (!info.isDirectory()) return info.mtimeMs
  return Math.max(info.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))))
}

/**
 * Path of the command line's bundle, made when need be. Each state of the sources has a folder of its own, which appears
 * whole: a command that runs while another bundles never finds half of it.
 */
export async function cliBundle() {
  const sources = ['src', 'shaders', 'assets', 'package-lock.json'].map((path) => join(root, path))
  const folder = join(bundles, String(Math.floor(Math.max(...sources.map(newest)))))
  if (!existsSync(folder)) await bundleInto(folder)
  return join(folder, 'cli.mjs')
}

async function bundleInto(folder) {
  const { build } = await import('vite')
  const draft = `${folder}.${process.pid}`
  await build({
    configFile: false,
    root: join(root, 'src'),
    publicDir: false,
    logLevel: 'error',
    build: {
      ssr: join(root, 'src/cli.ts'),
      outDir: draft,
      emptyOutDir: true,
      target: 'node20',
      rollupOptions: { output: { entryFileNames: 'cli.mjs', chunkFileNames: '[name]-[hash].mjs' } },
    },
  })
  try {
    renameSync(draft, folder)
  } catch (error) {
    // Another command was first with the same bundle.
    if (!existsSync(folder)) throw error
    rmSync(draft, { recursive: true, force: true })
  }
  removeOld(folder)
}

/** Bundles of older sources that no running command can still be reading. */
function removeOld(current) {
  for (const name of readdirSync(bundles)) {
    const path = join(bundles, name)
    if (path !== current && statSync(path).mtimeMs < Date.now() - keptFor)
      rmSync(path, { recursive: true, force: true })
  }
}
