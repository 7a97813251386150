// `npm start [-- --lan] [-- --port N]`: builds the page when a source is newer than the build, and serves it.
import { spawnSync } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import { newest } from './bundle.mjs'
import { prepare, root, sayGpu } from './setup.mjs'

const options = process.argv.slice(2)
const unknown = options.find((o, i) => !['--lan', '--port'].includes(o) && options[i - 1] !== '--port')
const lan = options.includes('--lan')
const port = options.includes('--port') ? Number(options[options.indexOf('--port') + 1]) : lan ? 8443 : 5173
if (unknown || !Number.isInteger(port) || port < 1 || port > 65535) {
  process.stderr.write('Usage: npm start [-- --lan] [-- --port NUMBER]\n')
  process.exit(2)
}

prepare({ system: true })
sayGpu()

const built = join(root, 'dist/index.html')
const sources = ['src', 'shaders', 'assets', 'vite.config.ts', 'package-lock.json'].map((p) => join(root, p))
if (!existsSync(built) || statSync(built).mtimeMs < Math.max(...sources.map(newest))) {
  process.stderr.write('Building the page …\n')
  const { status } = spawnSync(join(root, 'node_modules/.bin/vite'), ['build', '--logLevel', 'warn'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  })
  if (status !== 0) process.exit(1)
}

const lanAddress = () =>
  Object.values(networkInterfaces())
    .flat()
    .find((i) => i && i.family === 'IPv4' && !i.internal)?.address

async function certificate(address) {
  const { generate } = await import('selfsigned')
  const { private: key, cert } = await generate([{ name: 'commonName', value: address }], {
    days: 365,
    keySize: 2048,
    extensions: [
      {
        name: 'subjectAltName',
        altNames: [
          { type: 7, ip: address },
          { type: 2, value: 'localhost' },
        ],
      },
    ],
  })
  return { key, cert }
}

const { preview } = await import('vite')
const address = lan ? lanAddress() : 'localhost'
if (!address) {
  process.stderr.write(
    'No address on the local network was found. Connect this machine to the network of the headset.\n',
  )
  process.exit(1)
}
const server = await preview({
  root: join(root, 'src'),
  configFile: join(root, 'vite.config.ts'),
  logLevel: 'error',
  preview: {
    port,
    strictPort: true,
    host: lan ? '0.0.0.0' : 'localhost',
    ...(lan && { https: await certificate(address) }),
  },
}).catch((error) => {
  process.stderr.write(
    `${error.message}\nAnother program may use port ${port}: choose one with npm start -- --port NUMBER\n`,
  )
  process.exit(1)
})
const url = `${lan ? 'https' : 'http'}://${address}:${port}/`
process.stdout.write(`Atrium is at ${url}\n`)
if (lan) {
  const { default: qrcode } = await import('qrcode')
  process.stdout.write(`${await qrcode.toString(url, { type: 'terminal', small: true })}\n`)
  process.stdout.write(
    'Open it in the headset’s browser, accept the certificate of this machine, then press Enter VR.\n',
  )
}
for (const signal of ['SIGINT', 'SIGTERM'])
  process.on(signal, () => server.httpServer.close(() => process.exit(0)))
