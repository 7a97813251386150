import { expect, it } from 'vitest'
import { plotShape } from './plot-shape'

const axis = (values: number[]) => ({ label: '', unit: 'mm', values })

it('lays a curve out from left to right, its least place marked', () => {
  const shape = plotShape({
    title: '',
    x: axis([0, 10, 20]),
    y: axis([40, 10, 80]),
    marks: [{ label: 'valve', x: 10 }],
  })!
  const points = shape.curve.split(' ').map((p) => p.split(',').map(Number) as [number, number])
  expect(points.map((p) => p[0])).toEqual([4, 140, 276])
  expect(points[2]![1]).toBeLessThan(points[1]![1])
  expect(shape.least).toMatchObject({ x: 140, text: '10 mm' })
  expect(shape.marks[0]!.x).toBe(140)
  expect(plotShape({ title: '', x: axis([1]), y: axis([1]), marks: [] })).toBeNull()
})
