import { createReadStream, existsSync, statSync } from 'node:fs'
import { cp } from 'node:fs/promises'
import { extname, join, resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import type { Plugin } from 'vite'
import { defineConfig } from 'vitest/config'

const root = import.meta.dirname
const modules = join(root, 'node_modules')

/** Folders of packages that the page fetches at run time: served from here, never from a CDN. */
const servedFolders = {
  '/pipelines/image-io': join(modules, '@itk-wasm/image-io/dist/pipelines'),
  '/xr-profiles': join(modules, '@webxr-input-profiles/assets/dist/profiles'),
}
/** Of the decoders only those that `io` asks for; every headset's models. */
const isServed = (prefix: string, file: string) =>
  !prefix.startsWith('/pipelines') || !extname(file) || /(nrrd|nifti|meta|gdcm)-read-image\./.test(file)
const mimeTypes: Record<string, string> = {
  '.wasm': 'application/wasm',
  '.js': 'text/javascript',
  '.json': 'application/json',
}

function localAssets(): Plugin {
  return {
    name: 'atrium-local-assets',
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const path = decodeURIComponent((request.url ?? '').split('?')[0] ?? '')
        const prefix = Object.keys(servedFolders).find((p) => path.startsWith(`${p}/`)) as
          | keyof typeof servedFolders
          | undefined
        if (!prefix) return next()
        const file = resolve(join(servedFolders[prefix], path.slice(prefix.length)))
        if (!file.startsWith(servedFolders[prefix]) || !existsSync(file) || !statSync(file).isFile())
          return next()
        response.setHeader('content-type', mimeTypes[extname(file)] ?? 'application/octet-stream')
        createReadStream(file).pipe(response)
      })
    },
    async writeBundle(options) {
      if (!options.dir) return
      for (const [prefix, folder] of Object.entries(servedFolders))
        await cp(folder, join(options.dir, prefix), {
          recursive: true,
          filter: (file) => isServed(prefix, file),
        })
    },
  }
}

/**
 * The headset emulator that @pmndrs/xr would fetch for developers, 6 MB with its rooms: switched off in `view/xr/store`,
 * so it is not built into the page either.
 */
function withoutEmulator(): Plugin {
  const id = '\0atrium-no-emulator'
  return {
    name: 'atrium-without-emulator',
    apply: 'build',
    enforce: 'pre',
    resolveId: (source, importer) =>
      source === './emulate.js' && importer?.includes('@pmndrs/xr/') ? id : undefined,
    load: (asked) =>
      asked === id
        ? `export const emulate = () => { throw new Error('This page is built without the headset emulator') }`
        : undefined,
  }
}

/** Rooms that keep no state but caches that follow their key: their tests may share modules, half a second a file. */
const stateless = 'core|heart|geometry|io|gpu|tissue|blood|circulation|findings|procedures'
const pureTests = `src/@(${stateless})/**/*.test.ts`
const gpuTests = ['src/**/*.gpu.test.ts', 'tests/{verification,regression}/**/*.gpu.test.ts']

export default defineConfig({
  root: join(root, 'src'),
  publicDir: join(root, 'assets'),
  plugins: [react(), localAssets(), withoutEmulator()],
  worker: { format: 'es' },
  build: { outDir: join(root, 'dist'), emptyOutDir: true, target: 'es2023', chunkSizeWarningLimit: 4000 },
  server: { fs: { allow: [root] } },
  optimizeDeps: { exclude: ['webgpu'] },
  test: {
    root,
    projects: [
      {
        extends: true,
        test: {
          name: 'pure',
          root,
          maxWorkers: 2,
          isolate: false,
          include: [pureTests],
          exclude: [...gpuTests, '**/node_modules/**'],
          testTimeout: 240_000,
          hookTimeout: 240_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'unit',
          root,
          // Both of two cores at work.
          maxWorkers: 2,
          include: [
            'src/**/*.test.{ts,tsx}',
            'tests/{verification,regression,interaction}/**/*.test.{ts,tsx}',
            'tests/*.test.ts',
          ],
          exclude: [pureTests, ...gpuTests, '**/node_modules/**'],
          testTimeout: 240_000,
          hookTimeout: 240_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'gpu',
          root,
          include: gpuTests,
          pool: 'forks',
          // One at a time: the processor's WebGPU takes every core, and two beside each other take longer than in turn.
          fileParallelism: false,
          testTimeout: 180_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'app',
          root,
          include: ['tests/app/**/*.test.ts'],
          pool: 'forks',
          fileParallelism: false,
          // A browser that draws and computes on the processor may be slow; only a hang should end a test.
          testTimeout: 600_000,
          hookTimeout: 600_000,
          retry: 1,
        },
      },
    ],
  },
})
