// Bundles the command line when a source is newer than the last bundle: plain JavaScript runs two to three times
// faster than TypeScript that is translated while it loads.
import { existsSync, readdirSync, statSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './setup.mjs'

const bundle = join(root, '.cache/cli/cli.mjs')

/** Time of the newest file under a path, ms. */
export function newest(path) {
  const info = statSync(path)
  if (!info.isDirectory()) return info.mtimeMs
  return Math.max(info.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))))
}

/** Path of the command line's bundle, made when need be. */
export async function cliBundle() {
  const sources = ['src', 'shaders', 'assets', 'package-lock.json'].map((path) => join(root, path))
  if (existsSync(bundle) && statSync(bundle).mtimeMs >= Math.max(...sources.map(newest))) return bundle
  const { build } = await import('vite')
  await build({
    configFile: false,
    root: join(root, 'src'),
    publicDir: false,
    logLevel: 'error',
    build: {
      ssr: join(root, 'src/cli.ts'),
      outDir: join(root, '.cache/cli'),
      emptyOutDir: true,
      target: 'node20',
      rollupOptions: { output: { entryFileNames: 'cli.mjs', chunkFileNames: '[name]-[hash].mjs' } },
    },
  })
  const now = new Date()
  utimesSync(bundle, now, now)
  return bundle
}
