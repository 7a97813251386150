import { useRef } from 'react'
import { say } from '../../../core/language'
import { lumenName } from '../../../geometry/segmentation/parts'
import { growable } from '../../../geometry/segmentation/recipe'
import { Icon } from '../../icons'
import { NumberField } from '../number-field'
import { importRecipe, saveRecipe } from '../recipe-files'
import { useRecipe, useWork, useWorkspace } from '../use-workspace'

/** The last settings, and the heart itself. */
export function BuildStep({ build }: { build: () => void }) {
  const workspace = useWorkspace()
  const recipe = useRecipe()
  const scan = useWork((s) => s.scan)
  const building = useWork((s) => s.building)
  const file = useRef<HTMLInputElement>(null)
  const seeded = growable.filter((p) => recipe.seeds.some((s) => s.part === p))
  return (
    <>
      <p>{say('The heart opens for operating; this scan stays here to come back to.')}</p>
      <label className="text">
        <span>{say('Name of the case')}</span>
        <input
          type="text"
          value={recipe.name ?? ''}
          placeholder={scan.name}
          onChange={(e) => {
            const { name: _, ...rest } = recipe
            const name = e.target.value
            workspace.change(name ? { ...rest, name } : rest, 'name')
          }}
        />
      </label>
      <NumberField
        label={say('Edge of a cell')}
        unit="mm"
        value={recipe.spacing}
        placeholder={say('as suits')}
        range={[0.3, 3, 0.1]}
        set={(spacing) => workspace.change({ ...recipe, spacing }, 'spacing')}
      />
      {seeded.length > 0 && (
        <details>
          <summary>{say('Thickness of walls')}</summary>
          <p className="quiet">
            {say('Where the scan shows no wall. Left empty: by the part and the body’s size.')}
          </p>
          {seeded.map((part) => (
            <NumberField
              key={part}
              label={say(lumenName[part])}
              unit="mm"
              value={recipe.walls[part]}
              placeholder={say('as usual')}
              range={[0.5, 30, 0.5]}
              set={(mm) =>
                workspace.change({ ...recipe, walls: { ...recipe.walls, [part]: mm } }, `wall-${part}`)
              }
            />
          ))}
        </details>
      )}
      <button
        type="button"
        className="primary large"
        disabled={building || seeded.length === 0}
        onClick={build}
      >
        {say('Build the heart')}
      </button>
      {seeded.length === 0 && <p className="quiet">{say('At least one part needs a seed.')}</p>}
      <section aria-label={say('Recipe')}>
        <h3>{say('Recipe')}</h3>
        <p className="quiet">
          {say(
            'These steps as a file, for another day or for `atrium segment`. It holds no picture and no name of the patient.',
          )}
        </p>
        <div className="row wrap">
          <button type="button" onClick={() => saveRecipe(recipe, scan.name)}>
            <Icon name="save" size={18} />
            {say('Save')}
          </button>
          <button type="button" onClick={() => file.current?.click()}>
            <Icon name="open" size={18} />
            {say('Load')}
          </button>
        </div>
        <input
          ref={file}
          type="file"
          hidden
          accept=".json"
          onChange={(e) => {
            const [chosen] = e.target.files ?? []
            if (chosen) void importRecipe(workspace, chosen)
            e.target.value = ''
          }}
        />
      </section>
    </>
  )
}
