import { phrase, say } from '../../../core/language'
import { cropTo } from '../../../session/intake/first-recipe'
import { NumberField } from '../number-field'
import { useRecipe, useWork, useWorkspace } from '../use-workspace'

const sides = [
  [phrase('Right'), phrase('Left')],
  [phrase('Front'), phrase('Behind')],
  [phrase('Feet'), phrase('Head')],
] as const

/** The box that is worked on: the heart and the roots of its vessels. */
export function CropStep() {
  const workspace = useWorkspace()
  const recipe = useRecipe()
  const scan = useWork((s) => s.scan)
  const whole = useWork((s) => s.whole)
  const crop = recipe.crop ?? whole
  const size = [0, 1, 2].map((a) => Math.round(crop.high[a]! - crop.low[a]!))
  const setSide = (end: 'low' | 'high', axis: number) => (value: number) =>
    workspace.change(
      { ...recipe, crop: { ...crop, [end]: crop[end].map((v, a) => (a === axis ? value : v)) } },
      `crop-${end}-${axis}`,
    )
  return (
    <>
      <p>
        {say(
          'Drag the edges round the heart and the vessels that you want to keep. What lies outside is not worked on.',
        )}
      </p>
      <div className="sides">
        {sides.map(([low, high], a) => (
          <div className="pair" key={low}>
            <NumberField
              label={say(low)}
              unit="mm"
              value={crop.low[a]}
              range={[whole.low[a]!, crop.high[a]! - 10, 1]}
              set={setSide('low', a)}
            />
            <NumberField
              label={say(high)}
              unit="mm"
              value={crop.high[a]}
              range={[crop.low[a]! + 10, whole.high[a]!, 1]}
              set={setSide('high', a)}
            />
          </div>
        ))}
      </div>
      <p className="result">
        <strong>{size.join(' × ')}</strong> mm
      </p>
      <div className="row wrap">
        <button type="button" onClick={() => workspace.change({ ...recipe, ...cropTo(scan, recipe.blood) })}>
          {say('Fit to blood')}
        </button>
        <button
          type="button"
          onClick={() => {
            const { crop: _, ...rest } = recipe
            workspace.change(rest)
          }}
        >
          {say('Whole scan')}
        </button>
        <button type="button" onClick={() => workspace.fit(false)}>
          {say('Look closer')}
        </button>
      </div>
    </>
  )
}
