/** A shader put together from files, and the way back from its lines to theirs. */
export interface ComposedShader {
  readonly code: string
  /** File and line (from 1) of a line (from 1) of `code`. */
  locate(line: number): { readonly file: string; readonly line: number }
}

const importLine = /^\s*\/\/\s*#import\s+(\S+)\s*$/

/**
 * Resolves `// #import lib/name.wgsl`: each file once, in the order first met, before the file that asks for it.
 * @param path file to start from, relative to `shaders/`
 * @param read text of a file, or undefined where there is none
 * @throws Error naming the file on a missing import or a cycle
 */
export function composeShader(path: string, read: (path: string) => string | undefined): ComposedShader {
  const lines: string[] = []
  const origins: { file: string; line: number }[] = []
  const done = new Set<string>()
  const include = (file: string, trail: readonly string[]) => {
    if (trail.includes(file)) throw new Error(`shader imports form a cycle: ${[...trail, file].join(' > ')}`)
    if (done.has(file)) return
    const text = read(file)
    if (text === undefined)
      throw new Error(`shader file not found: ${file}${trail.length ? `, imported by ${trail.at(-1)}` : ''}`)
    const own = text.split('\n')
    for (const line of own) {
      const target = importLine.exec(line)?.[1]
      if (target) include(target, [...trail, file])
    }
    own.forEach((line, i) => {
      lines.push(importLine.test(line) ? '' : line)
      origins.push({ file, line: i + 1 })
    })
    done.add(file)
  }
  include(path, [])
  return {
    code: lines.join('\n'),
    locate: (line) => origins[line - 1] ?? { file: path, line },
  }
}
