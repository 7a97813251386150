import { existsSync, mkdirSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import { build, type PreviewServer, preview } from 'vite'

const root = join(import.meta.dirname, '../..')
/** Pictures of the app tests: to be looked at, never compared. */
const screens = join(root, '.cache/screens')
const outDir = join(root, '.cache/app')

/** The GPU without a GPU: WebGL and WebGPU both by SwiftShader, in the page and in its worker. */
const flags = [
  '--headless=new',
  '--no-sandbox',
  '--enable-unsafe-webgpu',
  '--use-webgpu-adapter=swiftshader',
  '--use-angle=swiftshader',
  '--enable-features=Vulkan',
  '--use-vulkan=swiftshader',
  '--enable-unsafe-swiftshader',
  '--ignore-gpu-blocklist',
  '--enable-dawn-features=disable_robustness',
]

/** What the built page is made of. */
const sources = ['src', 'shaders', 'assets', 'vite.config.ts', 'package-lock.json'].map((p) => join(root, p))

/** Time of the newest file among these and in these folders; 0 where there is none. */
function newest(paths: readonly string[]): number {
  const times = paths.map((path) => {
    if (!existsSync(path)) return 0
    const { mtimeMs } = statSync(path)
    return statSync(path).isDirectory() ? newest(readdirSync(path).map((f) => join(path, f))) : mtimeMs
  })
  return Math.max(0, ...times)
}

/** A Chromium or Chrome to test in; throws with what to do where there is none. */
function findBrowser(): string {
  const places = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/google-chrome']
  const found = places.find((path) => path && existsSync(path))
  if (!found) throw new Error('No Chromium found: install it (Debian: chromium) or set CHROMIUM to its path')
  return found
}

/** A page of the built app, and everything that it should not have done. */
export interface AppPage {
  readonly page: Page
  /** Errors and warnings-as-errors of the console, and uncaught exceptions. */
  readonly errors: readonly string[]
  /** Requests to any other host than the one that serves the page. */
  readonly foreign: readonly string[]
  screenshot(name: string): Promise<Buffer>
  close(): Promise<void>
}

/** Builds and serves the app once, and opens pages of it in one browser. */
export class App {
  private constructor(
    private readonly server: PreviewServer,
    private readonly browser: Browser,
    readonly address: string,
  ) {}

  static async start(): Promise<App> {
    const config = join(root, 'vite.config.ts')
    const mode = 'production'
    // The test runner says `test` here, which would build React for development.
    process.env.NODE_ENV = mode
    if (newest(sources) > newest([join(outDir, 'index.html')]))
      await build({ configFile: config, mode, logLevel: 'error', build: { outDir, emptyOutDir: true } })
    const server = await preview({ configFile: config, mode, build: { outDir }, preview: { port: 0 } })
    const { port } = server.httpServer.address() as { port: number }
    const browser = await chromium.launch({ executablePath: findBrowser(), args: flags, headless: true })
    mkdirSync(screens, { recursive: true })
    return new App(server, browser, `http://localhost:${port}`)
  }

  /**
   * @param query of the address, e.g. `case=vsd-perimembranous&quality=low`
   * @param before runs in the page before any of its scripts
   */
  async open(query: string, before?: (page: Page) => Promise<void>): Promise<AppPage> {
    const context = await this.browser.newContext({ viewport: { width: 960, height: 600 } })
    const page = await context.newPage()
    page.setDefaultTimeout(120_000)
    const errors: string[] = []
    const foreign: string[] = []
    page.on('console', (m) => {
      if (m.type() === 'error') errors.push(m.text())
    })
    page.on('pageerror', (e) => errors.push(`${e.message}\n${e.stack ?? ''}`))
    page.on('request', (r) => {
      const url = new URL(r.url())
      if (/^(http|ws)/.test(url.protocol) && url.origin !== this.address) foreign.push(r.url())
    })
    await before?.(page)
    await page.goto(`${this.address}/?${query}`)
    return {
      page,
      errors,
      foreign,
      screenshot: (name) => page.screenshot({ path: join(screens, `${name}.png`) }),
      close: () => context.close(),
    }
  }

  async stop(): Promise<void> {
    await this.browser.close()
    await this.server.close()
  }
}
