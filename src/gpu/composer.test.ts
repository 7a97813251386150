import { describe, expect, it } from 'vitest'
import { composeShader } from './composer'

const files: Record<string, string> = {
  'a.wgsl': '// #import lib/b.wgsl\n// #import lib/c.wgsl\nfn a() {}',
  'lib/b.wgsl': '// #import lib/c.wgsl\nfn b() {}',
  'lib/c.wgsl': 'fn c() {}',
  'loop.wgsl': '// #import lib/loop.wgsl',
  'lib/loop.wgsl': '// #import loop.wgsl',
  'lost.wgsl': '// #import lib/nowhere.wgsl',
}
const compose = (path: string) => composeShader(path, (p) => files[p])

describe('composer', () => {
  it('includes each file once, before the file that needs it', () => {
    const { code } = compose('a.wgsl')
    expect(code.match(/fn \w/g)).toEqual(['fn c', 'fn b', 'fn a'])
  })
  it('leads a line back to its file', () => {
    const { code, locate } = compose('a.wgsl')
    const line = code.split('\n').indexOf('fn b() {}') + 1
    expect(locate(line)).toEqual({ file: 'lib/b.wgsl', line: 2 })
  })
  it('fails on a cycle and on a missing file, naming them', () => {
    expect(() => compose('loop.wgsl')).toThrow(/cycle.*lib\/loop\.wgsl/)
    expect(() => compose('lost.wgsl')).toThrow(/lib\/nowhere\.wgsl, imported by lost\.wgsl/)
  })
})
