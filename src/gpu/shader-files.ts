type Read = (path: string) => string | undefined

/** In the page the bundler has packed every shader; the command line reads the folder. */
async function findReader(): Promise<Read> {
  try {
    // The bundler replaces this call; elsewhere it does not exist and throws.
    const packed = import.meta.glob('/../shaders/**/*.wgsl', {
      query: '?raw',
      import: 'default',
      eager: true,
    }) as Record<string, string>
    const byPath = new Map(
      Object.entries(packed).map(([key, text]) => [key.replace(/^.*\/shaders\//, ''), text]),
    )
    if (byPath.size > 0) return (path) => byPath.get(path)
  } catch {}
  const { readFileSync, existsSync } = await import(/* @vite-ignore */ 'node:fs')
  const folder = new URL('../../shaders/', import.meta.url)
  return (path) => {
    const file = new URL(path, folder)
    return existsSync(file) ? readFileSync(file, 'utf8') : undefined
  }
}

let reader: Promise<Read> | undefined

/** Reader of files under `shaders/`, by their path relative to it. */
export function shaderReader(): Promise<Read> {
  reader ??= findReader()
  return reader
}
