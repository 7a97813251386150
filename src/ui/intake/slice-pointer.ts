import { type PointerEvent, type RefObject, useEffect, useMemo, useRef, useState } from 'react'
import type { Vec3 } from '../../core/vec3'
import { placePicture, zoomAbout } from '../../session/intake/picture-zoom'
import { fromPicture, type PlaneName, planeNormal, sliceAt } from '../../session/intake/slice-plane'
import type { SliceEvent } from '../../session/intake/slice-tools/slice-tool'
import type { Workspace } from '../../session/intake/workspace'
import { useWorkspace } from './use-workspace'

type Point = readonly [number, number]

/** The two patient axes along each picture. */
const axesOf: Record<PlaneName, readonly [number, number]> = {
  axial: [0, 1],
  coronal: [0, 2],
  sagittal: [1, 2],
}
/** How near, in pixels, a press takes a handle: a fingertip's. */
const grasp = { mouse: 9, pen: 12, touch: 22 }

/** The place under a point of a frame, and everything a tool asks of an event there. */
function sliceEvent(
  workspace: Workspace,
  name: PlaneName,
  size: Point,
  point: Point,
  phase: SliceEvent['phase'],
  reach = 9,
): SliceEvent {
  const { planes, zoom, cursor } = workspace.state
  const plane = planes[name]
  const { left, top, pixels } = placePicture(plane, zoom[name], size)
  const place: Vec3 = fromPicture(
    plane,
    (point[0] - left) / pixels,
    (point[1] - top) / pixels,
    sliceAt(plane, cursor),
  )
  return {
    phase,
    plane: name,
    through: planeNormal(plane),
    axes: axesOf[name],
    place,
    screen: point,
    reach: reach / pixels,
  }
}

/** The tool that a button of the mouse borrows: the middle one moves the picture, the right one sets its window. */
const borrowed = (button: number, tool: string): string =>
  button === 1 ? 'pan' : button === 2 ? 'window' : tool

/** Mouse, pen and touch over a picture: presses go to the tool, the wheel scrolls, two fingers move and zoom. */
export function useSlicePointer(frame: RefObject<HTMLDivElement | null>, name: PlaneName, size: Point) {
  const workspace = useWorkspace()
  const [hover, setHover] = useState<Point | null>(null)
  const held = useRef<{ id: number; tool: string } | null>(null)
  const touches = useRef(new Map<number, Point>())
  useWheel(frame, name, size)

  const handlers = useMemo(() => {
    const at = (event: PointerEvent): Point => {
      const box = event.currentTarget.getBoundingClientRect()
      return [event.clientX - box.left, event.clientY - box.top]
    }
    const send = (event: PointerEvent, phase: SliceEvent['phase'], tool: string) => {
      const reach = grasp[event.pointerType as keyof typeof grasp] ?? 9
      workspace.handle(sliceEvent(workspace, name, size, at(event), phase, reach), tool)
    }
    const panned = (pixels: Point) => {
      const scale = placePicture(workspace.state.planes[name], workspace.state.zoom[name], size).pixels
      const zoom = workspace.state.zoom[name]
      const moved = { ...zoom, x: zoom.x + pixels[0] / scale, y: zoom.y + pixels[1] / scale }
      workspace.setZoom(name, moved)
    }
    /** Two fingers: the picture goes with their middle and grows with their distance. */
    const pinch = (id: number, to: Point) => {
      const [other] = [...touches.current].filter(([key]) => key !== id).map(([, p]) => p)
      const from = touches.current.get(id)
      touches.current.set(id, to)
      if (!other || !from) return
      const apart = (p: Point) => Math.max(10, Math.hypot(p[0] - other[0], p[1] - other[1]))
      const middle: Point = [(to[0] + other[0]) / 2, (to[1] + other[1]) / 2]
      panned([(to[0] - from[0]) / 2, (to[1] - from[1]) / 2])
      const zoom = workspace.state.zoom[name]
      const next = zoomAbout(workspace.state.planes[name], zoom, size, middle, apart(to) / apart(from))
      workspace.setZoom(name, next)
    }
    return {
      onPointerDown(event: PointerEvent) {
        event.currentTarget.setPointerCapture(event.pointerId)
        workspace.set({ active: name })
        workspace.onPan = (_, pixels) => panned(pixels)
        if (event.pointerType === 'touch') {
          touches.current.set(event.pointerId, at(event))
          if (touches.current.size > 1) {
            if (held.current) send(event, 'cancel', held.current.tool)
            held.current = null
            return
          }
        }
        held.current = { id: event.pointerId, tool: borrowed(event.button, workspace.state.tool) }
        send(event, 'down', held.current.tool)
      },
      onPointerMove(event: PointerEvent) {
        setHover(at(event))
        if (touches.current.size > 1) return pinch(event.pointerId, at(event))
        if (event.pointerType === 'touch') touches.current.set(event.pointerId, at(event))
        send(event, 'move', held.current?.tool ?? workspace.state.tool)
      },
      onPointerUp(event: PointerEvent) {
        touches.current.delete(event.pointerId)
        if (held.current?.id === event.pointerId) send(event, 'up', held.current.tool)
        held.current = null
      },
      onPointerCancel(event: PointerEvent) {
        touches.current.delete(event.pointerId)
        if (held.current) send(event, 'cancel', held.current.tool)
        held.current = null
      },
      onPointerLeave: () => setHover(null),
      onPointerEnter: () => workspace.set({ active: name }),
      onContextMenu: (event: { preventDefault(): void }) => event.preventDefault(),
    }
  }, [workspace, name, size])
  return { hover, handlers }
}

/** Pixels of a wheel or a touchpad that are one slice. */
const notch = 48

/** The wheel scrolls through the slices; with Ctrl, or pinched on a touchpad, it zooms about the pointer. */
function useWheel(frame: RefObject<HTMLDivElement | null>, name: PlaneName, size: Point): void {
  const workspace = useWorkspace()
  useEffect(() => {
    const element = frame.current
    if (!element) return
    let rest = 0
    const onWheel = (event: WheelEvent) => {
      event.preventDefault()
      const box = element.getBoundingClientRect()
      const { zoom, planes } = workspace.state
      if (event.ctrlKey || event.metaKey) {
        const point: Point = [event.clientX - box.left, event.clientY - box.top]
        const next = zoomAbout(planes[name], zoom[name], size, point, Math.exp(-event.deltaY / 240))
        workspace.setZoom(name, next)
        return
      }
      rest += event.deltaMode === 1 ? event.deltaY * notch : event.deltaY
      const steps = Math.trunc(rest / notch)
      rest -= steps * notch
      if (steps !== 0) workspace.scroll(name, name === 'axial' ? -steps : steps)
    }
    element.addEventListener('wheel', onWheel, { passive: false })
    return () => element.removeEventListener('wheel', onWheel)
  }, [frame, workspace, name, size])
}
