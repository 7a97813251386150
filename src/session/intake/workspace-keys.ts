import { patientToGrid } from '../../core/grid'

import { fromPicture, metres, planeNormal, sliceAt, toPicture } from './slice-plane'
import { sliceTools } from './slice-tools'
import type { Workspace } from './workspace'
import { workspaceSteps } from './workspace-state'

type Keys = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>

/** Every key of the workspace, as its sheet lists them. */
export const workspaceKeyList: readonly (readonly [string, string])[] = [
  ['1 – 7', 'the steps'],
  ...sliceTools.map((t) => [t.key.toUpperCase(), t.label.toLowerCase()] as const),
  ['Arrow keys', 'move the crosshair in the view under the pointer'],
  ['Page Up, Page Down', 'next slice; the wheel does the same'],
  ['Space', 'use the tool at the crosshair'],
  ['+ −', 'come nearer, go away'],
  ['0', 'whole slices, or the cropped part'],
  ['[ ]', 'smaller or larger brush'],
  ['L', 'labels on and off'],
  ['F', 'fill the page with a view'],
  ['Ctrl Z, Ctrl Shift Z', 'undo, redo'],
  ['?', 'this sheet'],
  ['Esc', 'drop the gesture; lay the tool down'],
]

const ways: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

/** Does what a key means in the workspace; gives true where it meant something. */
export function pressWorkspaceKey(keys: Keys, workspace: Workspace): boolean {
  if (keys.altKey) return false
  if (keys.ctrlKey || keys.metaKey) return history(keys, workspace)
  return moveKey(keys, workspace) || toolKey(keys.key, workspace) || viewKey(keys.key, workspace)
}

function history({ key, shiftKey }: Keys, workspace: Workspace): boolean {
  const letter = key.toLowerCase()
  if (letter !== 'z' && letter !== 'y') return false
  if (letter === 'y' || shiftKey) workspace.redo()
  else workspace.undo()
  return true
}

function moveKey({ key, shiftKey }: Keys, workspace: Workspace): boolean {
  const { planes, active, cursor } = workspace.state
  const plane = planes[active]
  const many = shiftKey ? 5 : 1
  const way = ways[key]
  if (way) {
    const [x, y] = toPicture(plane, cursor)
    const to = [x + way[0] * plane.u.step * many, y + way[1] * plane.v.step * many] as const
    const depth = patientToGrid(plane.grid, metres(cursor))[plane.w.axis]
    workspace.goTo(fromPicture(plane, to[0], to[1], depth))
    return true
  }
  if (key !== 'PageUp' && key !== 'PageDown') return false
  const up = key === 'PageUp' ? many : -many
  workspace.scroll(active, active === 'axial' ? up : -up)
  return true
}

function toolKey(key: string, workspace: Workspace): boolean {
  const tool = sliceTools.find((t) => t.key === key.toLowerCase())
  if (tool) workspace.takeTool(tool.id)
  else if (key === 'Escape') {
    if (!workspace.cancelGesture()) workspace.takeTool('look')
  } else if (key === ' ') pressAtCrosshair(workspace)
  else if (key === '[' || key === ']') {
    const brush = workspace.state.brush + (key === '[' ? -0.5 : 0.5)
    workspace.set({ brush: Math.max(1, Math.min(20, brush)) })
  } else return false
  return true
}

function viewKey(key: string, workspace: Workspace): boolean {
  const { active, only, opacity, zoom } = workspace.state
  const step = workspaceSteps[Number(key) - 1]
  const zoomTo = (scale: number) => workspace.setZoom(active, { ...zoom[active], scale })
  if (step) workspace.goToStep(step)
  else if (key === '+' || key === '=') zoomTo(Math.min(20, zoom[active].scale * 1.2))
  else if (key === '-') zoomTo(Math.max(0.5, zoom[active].scale / 1.2))
  else if (key === '0') workspace.fit(zoom[active].scale !== 1)
  else if (key.toLowerCase() === 'l') workspace.set({ opacity: opacity > 0 ? 0 : 0.42 })
  else if (key.toLowerCase() === 'f') workspace.set({ only: only ? null : active })
  else if (key === '?') workspace.set({ keysShown: !workspace.state.keysShown })
  else return false
  return true
}

/** A press and a release of the tool where the crosshair is, so that nothing needs a pointer. */
function pressAtCrosshair(workspace: Workspace): void {
  const { planes, active, cursor } = workspace.state
  const plane = planes[active]
  const through = planeNormal(plane)
  const [x, y] = toPicture(plane, cursor)
  const place = fromPicture(plane, x, y, sliceAt(plane, cursor))
  const axes = ({ axial: [0, 1], coronal: [0, 2], sagittal: [1, 2] } as const)[active]
  for (const phase of ['down', 'up'] as const)
    workspace.handle({ phase, plane: active, through, axes, place, screen: [0, 0], reach: 1 })
}
