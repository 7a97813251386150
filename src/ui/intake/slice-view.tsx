import { useEffect, useRef, useState } from 'react'
import { say } from '../../core/language'
import { placePicture } from '../../session/intake/picture-zoom'
import { type PlaneName, sliceAt } from '../../session/intake/slice-plane'
import { sliceTool } from '../../session/intake/slice-tools'
import { Icon } from '../icons'
import { drawSlice } from './draw-slice'
import { SliceOverlay } from './slice-overlay'
import { useSlicePointer } from './slice-pointer'
import { useWork, useWorkspace } from './use-workspace'
import './slice-view.css'

const titles: Record<PlaneName, string> = { axial: 'Axial', coronal: 'Coronal', sagittal: 'Sagittal' }

/** One slice through the scan with what is drawn over it. */
export function SliceView({ name }: { name: PlaneName }) {
  const workspace = useWorkspace()
  const frame = useRef<HTMLDivElement>(null)
  const size = useSize(frame)
  const plane = useWork((s) => s.planes[name])
  const zoom = useWork((s) => s.zoom[name])
  const cursor = useWork((s) => s.cursor)
  const tool = useWork((s) => s.tool)
  const active = useWork((s) => s.active === name)
  const only = useWork((s) => s.only === name)
  const slice = sliceAt(plane, cursor)
  const place = placePicture(plane, zoom, size)
  const pointer = useSlicePointer(frame, name, size)
  return (
    <section
      className={`slice-view${active ? ' active' : ''}`}
      aria-label={say('{view} slice {count} of {all}', {
        view: say(titles[name]),
        count: slice + 1,
        all: plane.w.count,
      })}
    >
      <div
        ref={frame}
        className="slice-frame"
        data-plane={name}
        style={{ cursor: sliceTool(tool).pointer }}
        {...pointer.handlers}
      >
        <SliceCanvas name={name} size={size} />
        <SliceOverlay plane={plane} slice={slice} place={place} size={size} hover={pointer.hover} />
      </div>
      <header>
        <span>{say(titles[name])}</span>
        <output>
          {slice + 1}
          <small> / {plane.w.count}</small>
        </output>
      </header>
      <button
        type="button"
        className="plain fill"
        aria-pressed={only}
        aria-label={only ? say('Show all views') : say('Fill the page: {view}', { view: say(titles[name]) })}
        title={say('Fill the page (F)')}
        onClick={() => workspace.set({ only: only ? null : name, active: name })}
      >
        <Icon name="fill" size={18} />
      </button>
      <input
        type="range"
        className="slice-slider"
        aria-label={say('{view} slice', { view: say(titles[name]) })}
        min={0}
        max={plane.w.count - 1}
        value={plane.w.sign > 0 ? slice : plane.w.count - 1 - slice}
        onChange={(e) => {
          const wanted = e.target.valueAsNumber
          workspace.scroll(name, wanted - (plane.w.sign > 0 ? slice : plane.w.count - 1 - slice))
        }}
      />
    </section>
  )
}

/** The voxels; drawn outside of React, once a frame at most. */
function SliceCanvas({ name, size }: { name: PlaneName; size: readonly [number, number] }) {
  const workspace = useWorkspace()
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    let asked = 0
    const draw = drawSlice(name)
    const paint = () => {
      asked = 0
      if (canvas.current) draw(canvas.current, size, workspace.state)
    }
    const ask = () => {
      asked ||= requestAnimationFrame(paint)
    }
    ask()
    const stop = workspace.store.subscribe(ask)
    return () => {
      stop()
      cancelAnimationFrame(asked)
    }
  }, [workspace, name, size])
  return <canvas ref={canvas} />
}

/** Size of an element in CSS pixels, followed as it changes. */
function useSize(element: { readonly current: HTMLElement | null }): readonly [number, number] {
  const [size, setSize] = useState<readonly [number, number]>([1, 1])
  useEffect(() => {
    if (!element.current) return
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setSize([Math.max(1, entry.contentRect.width), Math.max(1, entry.contentRect.height)])
    })
    observer.observe(element.current)
    return () => observer.disconnect()
  }, [element])
  return size
}
