import { afterEach, describe, expect, it } from 'vitest'
import { twoChambers } from '../../geometry/resolve-anatomy.fixture'
import { editExamples } from '../../heart/edit-examples'
import type { Heart } from '../../heart/heart'
import { annotate, annotationStore, forgetWithHeart, openAnnotations } from '../annotations'
import { Session } from '../session'
import { forgetPlacesWithHeart, viewpointStore } from '../viewpoints'
import { RehearsalKeeper } from './keeper'
import { Disk } from './keeper.fixture'
import type { OpenedRehearsal } from './rehearsal-document'

const [first, second] = editExamples as [(typeof editExamples)[0], (typeof editExamples)[0]]
const heart = (name: string, source = 'a scan'): Heart => ({ ...twoChambers(6e-3), name, source })
const modelled = (name: string) => heart(name, 'Atrium parametric heart, Apache-2.0')
const stops: (() => void)[] = []

/** One page: a session of its own with what keeps it. The clock ticks once a write. */
let time = 0
function page(disk: Disk) {
  const session = new Session({ send: () => {}, onMessage: () => {}, close: () => {} })
  const keeper = new RehearsalKeeper(session, disk.page(), () => ++time)
  keeper.start()
  const close = [() => keeper.stop(), forgetWithHeart(session), forgetPlacesWithHeart(session)]
  stops.push(...close)
  const open = ({ heart: h, tree, recipe }: OpenedRehearsal) =>
    session.open(h, tree.strategies.find((s) => s.id === tree.current)?.edits, recipe, tree)
  const shut = () => {
    for (const stop of close) stop()
  }
  return { session, keeper, open, shut }
}
const names = (disk: Disk) => [...disk.kept.values()].map((k) => `${k.name} ${k.editCount}`)

afterEach(() => {
  for (const stop of stops.splice(0)) stop()
  openAnnotations([])
  viewpointStore.setState({ viewpoints: [] })
})

describe('kept rehearsals', () => {
  it('come back with heart, steps, strategies, notes and places after the page is gone', async () => {
    const disk = new Disk()
    const before = page(disk)
    before.session.open(heart('Anna'))
    before.session.apply(first)
    before.session.strategies.branch()
    before.session.apply(second)
    annotate({ kind: 'note', id: 'note-1', at_mm: [1, 2, 3], text: 'here' })
    await before.keeper.settled()
    before.shut()
    openAnnotations([])

    const after = page(disk)
    expect(await after.keeper.goOn(after.open)).toBe(true)
    expect(after.session.state.heart?.name).toBe('Anna')
    expect(after.session.state.edits).toEqual([first, second])
    expect(after.session.state.strategies.list).toHaveLength(2)
    expect(annotationStore.getState().annotations.map((a) => a.id)).toEqual(['note-1'])
  })

  it('are not lost when another heart is opened, nor mixed with its steps', async () => {
    const disk = new Disk()
    const { session, keeper, open } = page(disk)
    session.open(heart('Anna'))
    session.apply(first)
    await keeper.settled()
    session.open(heart('Ben'))
    session.apply(first)
    session.apply(second)
    await keeper.settled()
    expect(names(disk)).toEqual(['Anna 1', 'Ben 2'])
    const anna = keeper.kept.getState().list
    expect(anna.map((k) => k.name)).toEqual(['Anna'])
    expect(await keeper.goOn(open, anna[0]?.id)).toBe(true)
    expect([session.state.heart?.name, session.state.edits.length]).toEqual(['Anna', 1])
    session.apply(second)
    await keeper.settled()
    expect(names(disk)).toEqual(['Anna 2', 'Ben 2'])
  })

  it('stay apart in two pages; the one that is open elsewhere is not opened twice', async () => {
    const disk = new Disk()
    const [one, two] = [page(disk), page(disk)]
    one.session.open(heart('Anna'))
    await one.keeper.settled()
    expect(await two.keeper.goOn(two.open)).toBe(false)
    two.session.open(heart('Ben'))
    two.session.apply(first)
    one.session.apply(second)
    await Promise.all([one.keeper.settled(), two.keeper.settled()])
    expect(names(disk).sort()).toEqual(['Anna 1', 'Ben 1'])
  })

  it('leave a built-in heart out until something is done to it', async () => {
    const disk = new Disk()
    const { session, keeper } = page(disk)
    session.open(modelled('Glenn'))
    await keeper.settled()
    expect(names(disk)).toEqual([])
    session.apply(first)
    await keeper.settled()
    expect(names(disk)).toEqual(['Glenn 1'])
    session.undo()
    await keeper.settled()
    expect(names(disk)).toEqual(['Glenn 0'])
  })

  it('say that there is no room, go on, and are whole again once there is', async () => {
    const disk = new Disk()
    const { session, keeper } = page(disk)
    session.open(heart('Anna'))
    await keeper.settled()
    disk.full = true
    session.apply(first)
    await keeper.settled()
    expect(session.state.notice).toMatch(/no room to keep/)
    expect(names(disk)).toEqual(['Anna 0'])
    disk.full = false
    session.apply(second)
    await keeper.settled()
    expect(names(disk)).toEqual(['Anna 2'])
  })

  it('that cannot be read throw a fault that names them, and stay where they are', async () => {
    const disk = new Disk()
    const before = page(disk)
    before.session.open(heart('Anna'))
    await before.keeper.settled()
    before.shut()
    const [id] = [...disk.hearts.keys()] as [string]
    disk.hearts.set(id, disk.hearts.get(id)!.slice(0, 500))
    const { keeper, open } = page(disk)
    await expect(keeper.goOn(open)).rejects.toThrow(/Anna, kept by this browser/)
    expect(names(disk)).toEqual(['Anna 0'])
    expect(disk.held.size).toBe(0)
  })

  it('that were taken away can be brought back whole', async () => {
    const disk = new Disk()
    const { session, keeper, open } = page(disk)
    session.open(heart('Anna'))
    session.apply(first)
    await keeper.settled()
    session.open(heart('Ben'))
    await keeper.settled()
    const [anna] = keeper.kept.getState().list
    await keeper.remove(anna!.id)
    expect(names(disk)).toEqual(['Ben 0'])
    expect(disk.hearts.size).toBe(1)
    await keeper.bringBack()
    expect(keeper.kept.getState().list).toEqual([anna])
    expect(await keeper.goOn(open, anna!.id)).toBe(true)
    expect(session.state.edits).toEqual([first])
  })

  it('write the heart once, not at every step', async () => {
    const disk = new Disk()
    const { session, keeper } = page(disk)
    session.open(heart('Anna'))
    await keeper.settled()
    const bytes = [...disk.hearts.values()][0]
    session.apply(first)
    await keeper.settled()
    expect([...disk.hearts.values()][0]).toBe(bytes)
    session.revise({ ...session.state.heart!, name: 'Anna, with another gate' })
    await keeper.settled()
    expect([...disk.hearts.values()][0]).not.toBe(bytes)
  })
})
