import type { Vec3 } from '../../core/vec3'
import { add, scale, subtract } from '../../core/vec3'
import { lumenName } from '../../geometry/segmentation/parts'
import type { Recipe } from '../../geometry/segmentation/recipe'
import type { PicturePlace } from '../../session/intake/picture-zoom'
import { discCut, discLine, type RecipeDisc } from '../../session/intake/recipe-edit'
import { fromPicture, planeNormal, type SlicePlane, toPicture } from '../../session/intake/slice-plane'
import { handleDepth } from '../../session/intake/slice-tools/disc'
import { partColour } from './part-colours'
import { useRecipe, useWork } from './use-workspace'

interface OverlayProps {
  readonly plane: SlicePlane
  readonly slice: number
  readonly place: PicturePlace
  readonly size: readonly [number, number]
  readonly hover: readonly [number, number] | null
}

/** Where things of the recipe lie on one picture. */
interface Drawing extends OverlayProps {
  /** Pixels of a place, and how many millimetres it lies off the slice. */
  readonly at: (p: Vec3) => readonly [x: number, y: number, off: number]
}

/** Everything drawn over the voxels: crosshair, crop box, clicks, discs, strokes, letters, and the tool’s preview. */
export function SliceOverlay(props: OverlayProps) {
  const { plane, slice, place, size } = props
  const at = (p: Vec3): readonly [number, number, number] => {
    const [x, y, depth] = toPicture(plane, p, slice)
    return [place.left + x * place.pixels, place.top + y * place.pixels, depth * plane.w.step]
  }
  const drawing = { ...props, at }
  return (
    <svg className="slice-overlay" width={size[0]} height={size[1]} aria-hidden="true">
      <CropBox {...drawing} />
      <Crosshair {...drawing} />
      <Strokes {...drawing} />
      <Discs {...drawing} />
      <Seeds {...drawing} />
      <Gesture {...drawing} />
      <Letters {...drawing} />
    </svg>
  )
}

function Crosshair({ at, size }: Drawing) {
  const [x, y] = at(useWork((s) => s.cursor))
  const gap = 9
  return (
    <g className="crosshair">
      <path
        d={`M0 ${y}H${x - gap}M${x + gap} ${y}H${size[0]}M${x} 0V${y - gap}M${x} ${y + gap}V${size[1]}`}
      />
    </g>
  )
}

function CropBox({ at, size }: Drawing) {
  const crop = useRecipe().crop
  const whole = useWork((s) => s.whole)
  const editing = useWork((s) => s.tool === 'crop')
  if (!crop && !editing) return null
  const box = crop ?? whole
  const [a, b] = [at(box.low), at(box.high)]
  const [left, right] = [Math.min(a[0], b[0]), Math.max(a[0], b[0])]
  const [top, bottom] = [Math.min(a[1], b[1]), Math.max(a[1], b[1])]
  const middle = [(left + right) / 2, (top + bottom) / 2] as const
  const handles = [
    [left, top],
    [middle[0], top],
    [right, top],
    [right, middle[1]],
    [right, bottom],
    [middle[0], bottom],
    [left, bottom],
    [left, middle[1]],
  ] as const
  return (
    <g className={editing ? 'crop editing' : 'crop'}>
      <path
        className="shade"
        fillRule="evenodd"
        d={`M0 0H${size[0]}V${size[1]}H0ZM${left} ${top}H${right}V${bottom}H${left}Z`}
      />
      <rect x={left} y={top} width={right - left} height={bottom - top} />
      {editing && handles.map(([x, y], n) => <circle key={n} cx={x} cy={y} r={5} />)}
    </g>
  )
}

/** How far off the slice [mm] a click is still hinted at. */
const seen = 12

function Seeds({ at, plane }: Drawing) {
  const { seeds } = useRecipe()
  return (
    <g className="seeds">
      {seeds.flatMap(({ part, points }) =>
        points.map((p, n) => {
          const [x, y, off] = at(p)
          const away = Math.abs(off)
          if (away > seen) return null
          const here = away <= plane.w.step
          return (
            <circle
              key={`${part}${n}`}
              cx={x}
              cy={y}
              r={here ? 6 : 4}
              fill={here ? partColour(part) : 'none'}
              stroke={here ? '#fff' : partColour(part)}
              opacity={here ? 1 : 0.85 * (1 - away / (seen * 1.3))}
            />
          )
        }),
      )}
    </g>
  )
}

const discLists = ['valves', 'ends', 'barriers'] as const

function discName(recipe: Recipe, list: (typeof discLists)[number], index: number): string {
  if (list === 'valves') return recipe.valves[index]!.gate
  return list === 'ends' ? lumenName[recipe.ends[index]!.part].toLowerCase() : 'barrier'
}

function Discs(drawing: Drawing) {
  const recipe = useRecipe()
  const editing = useWork((s) => s.tool === 'disc')
  return (
    <g className="discs">
      {discLists.flatMap((list) =>
        (recipe[list] as readonly RecipeDisc[]).map((disc, index) => (
          <Disc
            key={`${list}${index}`}
            {...drawing}
            disc={disc}
            kind={list}
            name={discName(recipe, list, index)}
            editing={editing}
          />
        )),
      )}
    </g>
  )
}

interface DiscProps extends Drawing {
  readonly disc: RecipeDisc
  readonly kind: (typeof discLists)[number]
  readonly name: string
  readonly editing: boolean
}

function Disc({ disc, kind, name, editing, plane, slice, at }: DiscProps) {
  const through = planeNormal(plane)
  const cut = discCut(disc, fromPicture(plane, 0, 0, slice), through)
  if (!cut) return null
  const [a, b, c] = [at(cut[0]), at(cut[1]), at(disc.centre)]
  const tip = at(add(disc.centre, scale(disc.normal, 7)))
  const foot = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2] as const
  const way = [tip[0] - c[0], tip[1] - c[1]] as const
  const here = Math.abs(c[2]) <= handleDepth
  const handles = here && editing ? [...discLine(disc, through), disc.centre].map(at) : []
  return (
    <g className={`disc ${kind}`} opacity={here ? 1 : 0.55}>
      <path className="under" d={`M${a[0]} ${a[1]}L${b[0]} ${b[1]}`} />
      <path d={`M${a[0]} ${a[1]}L${b[0]} ${b[1]}`} />
      {kind !== 'barriers' && Math.hypot(...way) > 6 && <Arrow from={foot} way={way} />}
      {handles.map(([x, y], n) => (
        <circle key={n} cx={x} cy={y} r={5} />
      ))}
      {here && (
        <text x={Math.max(a[0], b[0]) + 8} y={(a[0] > b[0] ? a[1] : b[1]) + 4}>
          {name}
        </text>
      )}
    </g>
  )
}

function Arrow({ from, way }: { from: readonly [number, number]; way: readonly [number, number] }) {
  const length = Math.hypot(...way)
  const [x, y] = [way[0] / length, way[1] / length]
  const tip = [from[0] + way[0], from[1] + way[1]] as const
  const wing = (side: 1 | -1) => `${tip[0] - 5 * x + side * 4 * -y} ${tip[1] - 5 * y + side * 4 * x}`
  return <path d={`M${from[0]} ${from[1]}L${tip[0]} ${tip[1]}M${wing(1)}L${tip[0]} ${tip[1]}L${wing(-1)}`} />
}

/** Strokes that the labels do not show yet. */
function Strokes({ at, place }: Drawing) {
  const { strokes } = useRecipe()
  const shown = useWork((s) => s.previewOf?.strokes.length ?? 0)
  return (
    <g className="strokes">
      {strokes.slice(shown).map((stroke, n) => (
        <StrokePath
          key={n}
          points={stroke.points}
          radius={stroke.radius}
          paint={stroke.paint}
          at={at}
          pixels={place.pixels}
        />
      ))}
    </g>
  )
}

interface StrokeProps {
  readonly points: readonly Vec3[]
  readonly radius: number
  readonly paint: string
  readonly at: Drawing['at']
  readonly pixels: number
}

const erasing = ['outside', 'not-blood']

function StrokePath({ points, radius, paint, at, pixels }: StrokeProps) {
  const places = points.map(at).filter(([, , off]) => Math.abs(off) <= radius)
  if (places.length === 0) return null
  const d = places.map(([x, y], n) => `${n ? 'L' : 'M'}${x} ${y}`).join('')
  const colour = erasing.includes(paint) ? '#101418' : partColour(paint === 'blood' ? 'LV' : (paint as 'LV'))
  return <path d={`${d}l.01 0`} stroke={colour} strokeWidth={2 * radius * pixels} />
}

/** What the tool in hand is about to do. */
function Gesture({ at, place, hover }: Drawing) {
  const state = useWork((s) => s.toolState)
  const tool = useWork((s) => s.tool)
  const brush = useWork((s) => s.brush)
  if ('a' in state && 'b' in state) {
    const [a, b] = [at(state.a as Vec3), at(state.b as Vec3)]
    const long = Math.hypot(...subtract(state.a as Vec3, state.b as Vec3))
    return (
      <g className="disc aiming">
        <path className="under" d={`M${a[0]} ${a[1]}L${b[0]} ${b[1]}`} />
        <path d={`M${a[0]} ${a[1]}L${b[0]} ${b[1]}`} />
        <circle cx={a[0]} cy={a[1]} r={5} />
        <text x={b[0] + 10} y={b[1] - 6}>
          {long.toFixed(1)} mm
        </text>
      </g>
    )
  }
  const painting = 'points' in state && 'paint' in state
  return (
    <g>
      {painting && (
        <g className="strokes">
          <StrokePath
            points={state.points as Vec3[]}
            paint={state.paint as string}
            radius={brush}
            at={at}
            pixels={place.pixels}
          />
        </g>
      )}
      {hover && (tool === 'brush' || tool === 'eraser') && (
        <circle className="brush" cx={hover[0]} cy={hover[1]} r={brush * place.pixels} />
      )}
    </g>
  )
}

function Letters({ plane, size: [width, height], place }: Drawing) {
  const { letters } = plane
  const bar = [100, 50, 20, 10, 5].find((mm) => mm * place.pixels < width / 4) ?? 5
  return (
    <g className="letters">
      <text x={14} y={height / 2}>
        {letters.left}
      </text>
      <text x={width - 46} y={height / 2}>
        {letters.right}
      </text>
      <text x={width / 2} y={20}>
        {letters.top}
      </text>
      <text x={width / 2} y={height - 10}>
        {letters.bottom}
      </text>
      <path d={`M14 ${height - 20}v6h${bar * place.pixels}v-6`} />
      <text className="scale" x={20 + bar * place.pixels} y={height - 11}>
        {bar} mm
      </text>
    </g>
  )
}
