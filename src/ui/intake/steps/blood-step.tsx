import { useMemo } from 'react'
import { say } from '../../../core/language'
import { cropVoxels } from '../../../session/intake/crop-box'
import { proposeBlood, volumeWithin } from '../../../session/intake/histogram'
import { SliderField } from '../../slider-field'
import { HistogramPicture } from '../histogram-picture'
import { NumberField } from '../number-field'
import { useRecipe, useWork, useWorkspace } from '../use-workspace'

/** Which values are blood: seen at once in red on the slices. */
export function BloodStep() {
  const workspace = useWorkspace()
  const recipe = useRecipe()
  const scan = useWork((s) => s.scan)
  const histogram = useWork((s) => s.histogram)
  const { blood, crop, muscle } = recipe
  const unit = scan.modality === 'CT' ? 'HU' : ''
  const range = [Math.floor(histogram.low), Math.ceil(histogram.high)] as const
  const step = range[1] - range[0] > 50 ? 1 : (range[1] - range[0]) / 500
  const volume = useMemo(
    () => volumeWithin(scan, blood.low, blood.high ?? Infinity, cropVoxels(scan, crop)),
    [scan, blood, crop],
  )
  const setBlood = (change: Partial<typeof blood>, topic: string) =>
    workspace.change({ ...recipe, blood: { ...blood, ...change } }, topic)
  return (
    <>
      <p>{say('Move the edge until the red fills the chambers and vessels and stops at the muscle.')}</p>
      <HistogramPicture />
      <SliderField
        label={say('Blood from')}
        unit={unit}
        value={blood.low}
        range={[range[0], range[1], step]}
        set={(low) => setBlood({ low }, 'blood-low')}
      />
      <div className="pair">
        <NumberField
          label={say('From')}
          unit={unit}
          value={blood.low}
          range={[scan.range[0], scan.range[1], step]}
          set={(low) => setBlood({ low }, 'blood-low')}
        />
        <NumberField
          label={say('Up to')}
          unit={unit}
          value={blood.high}
          placeholder={say('no limit')}
          range={[blood.low, scan.range[1], step]}
          set={(high) => setBlood({ high }, 'blood-high')}
        />
      </div>
      <div className="row wrap">
        <button
          type="button"
          onClick={() => workspace.change({ ...recipe, blood: proposeBlood(scan, histogram) })}
        >
          {say('Propose')}
        </button>
        {blood.high !== undefined && (
          <button type="button" onClick={() => workspace.change({ ...recipe, blood: { low: blood.low } })}>
            {say('No upper limit')}
          </button>
        )}
        <span className="result">
          <strong>{Math.round(volume).toLocaleString()}</strong> {say('mL in the box')}
        </span>
      </div>
      <details>
        <summary>{say('Muscle shown by the scan')}</summary>
        <p className="quiet">
          {say(
            'Give a range where muscle can be told from what surrounds the heart; else walls are made by thickness.',
          )}
        </p>
        <div className="pair">
          <NumberField
            label={say('From')}
            unit={unit}
            value={muscle?.low}
            placeholder={say('none')}
            range={[scan.range[0], scan.range[1], step]}
            set={(low) => workspace.change({ ...recipe, muscle: { low, high: muscle?.high ?? blood.low } })}
          />
          <NumberField
            label={say('Up to')}
            unit={unit}
            value={muscle?.high}
            placeholder={say('none')}
            range={[scan.range[0], scan.range[1], step]}
            set={(high) => workspace.change({ ...recipe, muscle: { low: muscle?.low ?? 0, high } })}
          />
        </div>
        {muscle && (
          <button
            type="button"
            onClick={() => {
              const { muscle: _, ...rest } = recipe
              workspace.change(rest)
            }}
          >
            {say('Do not use it')}
          </button>
        )}
      </details>
    </>
  )
}
