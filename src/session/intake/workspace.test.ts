import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { SegmentationPreview } from '../../engine/intake-protocol'
import { ballsScan, memoryStore, ScriptedIntake, settle } from './intake.fixture'
import { addSeed } from './recipe-edit'
import { Workspace } from './workspace'
import { pressWorkspaceKey } from './workspace-keys'

const keys = (key: string, more: Partial<KeyboardEvent> = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...more,
})
const preview = (): SegmentationPreview => ({
  grid: ballsScan(),
  labels: new Uint8Array(0),
  structures: [],
  warnings: [],
})

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const open = (store = memoryStore()) => {
  const intake = new ScriptedIntake()
  return { intake, store, workspace: new Workspace(intake, ballsScan(), store) }
}

describe('the workspace of a scan', () => {
  it('proposes blood between muscle and contrast, and a crop round it', () => {
    const { workspace } = open()
    expect(workspace.recipe.blood.low).toBeGreaterThan(200)
    expect(workspace.recipe.blood.low).toBeLessThan(300)
    // Blood fills voxels 9–30, 11–19 and 6–14; four more on each side, and half a voxel to its edge.
    expect(workspace.recipe.crop).toEqual({ low: [-31, -17, 103], high: [29, 17, 137] })
  })

  it('segments once the recipe rests, and again when it changed meanwhile, never two at a time', async () => {
    const { workspace, intake } = open()
    workspace.change(addSeed(workspace.recipe, 'LV', [-14, 0, 120]))
    workspace.change(addSeed(workspace.recipe, 'RV', [12, 0, 120]))
    expect(intake.asked).toHaveLength(0)
    vi.advanceTimersByTime(500)
    expect(intake.asked).toHaveLength(1)
    workspace.change(addSeed(workspace.recipe, 'LA', [12, 4, 120]))
    vi.advanceTimersByTime(500)
    expect(intake.asked).toHaveLength(1)
    await intake.answer(preview())
    vi.advanceTimersByTime(500)
    expect(intake.asked).toHaveLength(2)
    await intake.answer(preview())
    vi.advanceTimersByTime(5000)
    expect(intake.asked).toHaveLength(2)
    expect(workspace.state.previewOf).toBe(workspace.recipe)
  })

  it('says why nothing was separated, and keeps the labels before', async () => {
    const { workspace, intake } = open()
    workspace.set({ preview: preview() })
    void workspace.segment()
    await intake.refuse(new Error('out of memory'))
    expect(workspace.state.fault).toContain('out of memory')
    expect(workspace.state.preview).not.toBeNull()
    expect(workspace.state.segmenting).toBe(false)
  })

  it('takes back and makes again by the keys', () => {
    const { workspace } = open()
    const before = workspace.recipe
    workspace.change(addSeed(before, 'LV', [0, 0, 120]))
    pressWorkspaceKey(keys('z', { ctrlKey: true }), workspace)
    expect(workspace.recipe).toBe(before)
    pressWorkspaceKey(keys('z', { ctrlKey: true, shiftKey: true }), workspace)
    expect(workspace.recipe.seeds).toHaveLength(1)
  })

  it('places a seed by keys alone: arrows, slices, space', () => {
    const { workspace } = open()
    pressWorkspaceKey(keys('4'), workspace)
    workspace.set({ part: 'RV', cursor: [0, 0, 120] })
    for (const key of ['ArrowRight', 'ArrowDown', 'PageUp', ' ']) pressWorkspaceKey(keys(key), workspace)
    expect(workspace.recipe.seeds).toEqual([{ part: 'RV', points: [[2, 2, 122]] }])
  })

  it('gives the work back to a new page that opens the same scan, and to no other', async () => {
    const { workspace, store } = open()
    workspace.change(addSeed(workspace.recipe, 'LV', [0, 0, 120]))
    vi.advanceTimersByTime(500)
    await settle()
    const again = new Workspace(new ScriptedIntake(), ballsScan(), store)
    await again.restore()
    expect(again.recipe.seeds).toEqual(workspace.recipe.seeds)
    expect(again.state.note).toContain('back')
    const other = new Workspace(new ScriptedIntake(), { ...ballsScan(), range: [0, 1] }, store)
    await other.restore()
    expect(other.recipe.seeds).toEqual([])
  })
})
