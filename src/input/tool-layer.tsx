import { type RootState, useThree } from '@react-three/fiber'
import { useEffect } from 'react'
import { toolById } from '../tools'
import type { ToolRunner } from '../tools/tool-runner'
import { toolStore } from '../tools/tool-store'
import { pointerPose } from './pointer-pose'

/** What orbits the camera; it rests while an instrument works. */
interface Orbit {
  enabled: boolean
}

/**
 * Mouse, pen and touch for the instruments, inside the canvas. A press on tissue, or on what the instrument in hand
 * has left in the field, goes to that instrument; a press beside it, with another button or with a second finger
 * moves the camera.
 */
export function ToolLayer({ runner }: { readonly runner: ToolRunner }) {
  const canvas = useThree((s) => s.gl.domElement)
  const get = useThree((s) => s.get)
  useEffect(() => listen(canvas, runner, get), [canvas, runner, get])
  return null
}

function listen(canvas: HTMLElement, runner: ToolRunner, get: () => RootState): () => void {
  let working: number | null = null
  const orbit = () => get().controls as unknown as Orbit | null
  const pose = (event: PointerEvent, phase: 'down' | 'move' | 'up') =>
    pointerPose(event, canvas, get().camera, phase)
  const rest = (enabled: boolean) => {
    const controls = orbit()
    if (controls) controls.enabled = enabled
  }
  const finish = (end: () => void) => {
    working = null
    rest(true)
    end()
  }
  const down = (event: PointerEvent) => {
    if (working !== null) return finish(() => runner.command('mouse', 'cancel'))
    if (event.target !== canvas || event.button !== 0 || !toolStore.getState().active.mouse) return
    const pressed = pose(event, 'down')
    if (!runner.reaches(pressed)) return
    working = event.pointerId
    rest(false)
    canvas.setPointerCapture(event.pointerId)
    runner.handle(pressed)
  }
  const move = (event: PointerEvent) => {
    if (get().gl.xr.isPresenting || !toolStore.getState().active.mouse) return
    const hovers = event.buttons === 0 && event.target === canvas
    if (event.pointerId === working) for (const one of inBetween(event)) runner.handle(pose(one, 'move'))
    else if (working === null && hovers) runner.handle(pose(event, 'move'))
    else runner.leave('mouse')
    showCursor(canvas, runner)
  }
  const up = (event: PointerEvent) => {
    if (event.pointerId === working) finish(() => runner.handle(pose(event, 'up')))
  }
  const cancel = (event: PointerEvent) => {
    if (event.pointerId === working) finish(() => runner.command('mouse', 'cancel'))
  }
  return on(canvas.ownerDocument, {
    pointerdown: down,
    pointermove: move,
    pointerup: up,
    pointercancel: cancel,
  })
}

/** Where the pointer was since the last frame: a stroke keeps its way however slowly the page draws. */
function inBetween(event: PointerEvent): readonly PointerEvent[] {
  const all = event.getCoalescedEvents?.() ?? []
  return all.length > 0 ? all : [event]
}

/** The instrument's own cursor over tissue, the plain one beside it. */
function showCursor(canvas: HTMLElement, runner: ToolRunner): void {
  const tool = toolStore.getState().active.mouse
  canvas.style.cursor = tool && runner.touched('mouse') ? toolById(tool).cursor : ''
}

/** In the capture phase, so that an instrument gets a press before the camera's controls do. */
function on(target: Document, handlers: Record<string, (event: PointerEvent) => void>): () => void {
  for (const [name, handler] of Object.entries(handlers))
    target.addEventListener(name, handler as EventListener, { capture: true })
  return () => {
    for (const [name, handler] of Object.entries(handlers))
      target.removeEventListener(name, handler as EventListener, { capture: true })
  }
}
