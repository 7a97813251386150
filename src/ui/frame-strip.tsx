import { useEffect, useRef, useState } from 'react'
import { say } from '../core/language'
import { drawStrip, stripSize } from '../view/governor/draw-strip'
import { frameTimes } from '../view/governor/frame-times'
import { steps } from '../view/governor/governor'
import { useLoad } from '../view/governor/load'
import './frame-strip.css'

/** How the frames come, on request: their times as bars, and what the governor has taken back. */
export function FrameStrip() {
  const shown = useLoad((s) => s.stripShown)
  return shown ? <Strip /> : null
}

/** Looked at anew so often, milliseconds. */
const refresh = 250

function Strip() {
  const canvas = useRef<HTMLCanvasElement>(null)
  const load = useLoad((s) => s.load)
  const [words, setWords] = useState('')
  useEffect(() => {
    const timer = window.setInterval(() => {
      const pen = canvas.current?.getContext('2d')
      if (pen) drawStrip(pen, frameTimes)
      setWords(stripWords())
    }, refresh)
    return () => window.clearInterval(timer)
  }, [])
  return (
    <section className="panel frame-strip" aria-label={say('Frame times')}>
      <canvas ref={canvas} {...stripSize} aria-hidden />
      <p>{words}</p>
      <p>
        {say('Step {n} of {most}: tracers {tracers} %, simulation {share} %', {
          n: steps.indexOf(load),
          most: steps.length - 1,
          tracers: Math.round(load.tracers * 100),
          share: Math.round(load.simulation * 100),
        })}
      </p>
    </section>
  )
}

/** Frames a second, the page's work in each, and how many came late. */
function stripWords(): string {
  const { work, rate, late } = frameTimes.summary(1e3 / 72)
  return say('{rate} a second, page {work} ms, {late} % late', {
    rate: rate.toFixed(0),
    work: work.toFixed(1),
    late: Math.round(late * 100),
  })
}
