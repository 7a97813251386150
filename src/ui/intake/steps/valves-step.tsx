import { phrase, say } from '../../../core/language'
import { type Growable, lumenName } from '../../../geometry/segmentation/parts'
import type { GateName } from '../../../heart/heart'
import { changeDisc, type DiscList, flipped, type RecipeDisc } from '../../../session/intake/recipe-edit'
import { Icon } from '../../icons'
import { useRecipe, useWork, useWorkspace } from '../use-workspace'

const gates: readonly (readonly [GateName, string])[] = [
  ['mitral', phrase('Mitral')],
  ['tricuspid', phrase('Tricuspid')],
  ['aortic', phrase('Aortic')],
  ['pulmonary', phrase('Pulmonary')],
]
const valveNames: Readonly<Record<GateName, string>> = {
  mitral: phrase('Mitral valve'),
  tricuspid: phrase('Tricuspid valve'),
  aortic: phrase('Aortic valve'),
  pulmonary: phrase('Pulmonary valve'),
}
const vessels: readonly Growable[] = ['aorta', 'pulmonary-artery', 'SVC', 'IVC', 'pulmonary-vein', 'vessel']

/** Discs across necks: where a valve sits, where a vessel ends, and where nothing may leak through. */
export function ValvesStep() {
  const workspace = useWorkspace()
  const recipe = useRecipe()
  const use = useWork((s) => s.use)
  const arm = (next: typeof use) => {
    workspace.set({ use: next })
    workspace.takeTool('disc')
  }
  return (
    <>
      <p>
        {say(
          'Choose what to place, then click both edges of its neck on the slice that shows it in profile. The arrow shows the way of the blood; at an end it points out of the heart.',
        )}
      </p>
      <fieldset className="choice">
        <legend>{say('Valve')}</legend>
        {gates.map(([gate, name]) => (
          <button
            type="button"
            key={gate}
            aria-pressed={use.list === 'valves' && use.gate === gate}
            onClick={() => arm({ list: 'valves', gate })}
          >
            {recipe.valves.some((v) => v.gate === gate) && <Icon name="tick" size={16} />}
            {say(name)}
          </button>
        ))}
      </fieldset>
      <fieldset className="choice">
        <legend>{say('End of a vessel')}</legend>
        {vessels.map((part) => (
          <button
            type="button"
            key={part}
            aria-pressed={use.list === 'ends' && use.part === part}
            onClick={() => arm({ list: 'ends', part })}
          >
            {say(shortName[part] ?? lumenName[part])}
          </button>
        ))}
      </fieldset>
      <fieldset className="choice">
        <legend>{say('Where two run together and the scan shows no wall')}</legend>
        <button
          type="button"
          aria-pressed={use.list === 'barriers'}
          onClick={() => arm({ list: 'barriers' })}
        >
          {say('Barrier')}
        </button>
      </fieldset>
      <DiscRows />
    </>
  )
}

const shortName: Partial<Record<Growable, string>> = {
  'pulmonary-artery': phrase('Pulmonary a.'),
  'pulmonary-vein': phrase('Pulmonary v.'),
  SVC: phrase('SVC'),
  IVC: phrase('IVC'),
}

function DiscRows() {
  const recipe = useRecipe()
  const rows: { list: DiscList; index: number; name: string; disc: RecipeDisc }[] = [
    ...recipe.valves.map((disc, index) => ({
      list: 'valves' as const,
      index,
      disc,
      name: say(valveNames[disc.gate]),
    })),
    ...recipe.ends.map((disc, index) => ({
      list: 'ends' as const,
      index,
      disc,
      name: say('End: {part}', { part: say(lumenName[disc.part]) }),
    })),
    ...recipe.barriers.map((disc, index) => ({
      list: 'barriers' as const,
      index,
      disc,
      name: say('Barrier {count}', { count: index + 1 }),
    })),
  ]
  if (rows.length === 0) return null
  return (
    <ul className="rows" aria-label={say('Discs')}>
      {rows.map((row) => (
        <DiscRow key={`${row.list}${row.index}`} {...row} />
      ))}
    </ul>
  )
}

interface DiscRowProps {
  readonly list: DiscList
  readonly index: number
  readonly name: string
  readonly disc: RecipeDisc
}

function DiscRow({ list, index, name, disc }: DiscRowProps) {
  const workspace = useWorkspace()
  const recipe = useRecipe()
  const change = (next: RecipeDisc | null) => workspace.change(changeDisc(recipe, list, index, next))
  return (
    <li>
      <button
        type="button"
        className="place"
        title={say('Show me')}
        onClick={() => {
          workspace.goTo(disc.centre)
          workspace.takeTool('disc')
        }}
      >
        {name} <small>{(2 * disc.radius).toFixed(0)} mm</small>
      </button>
      {list !== 'barriers' && (
        <button
          type="button"
          aria-label={say('Turn {name} round', { name })}
          title={say('Turn round')}
          onClick={() => change(flipped(disc))}
        >
          <Icon name="flip" size={18} />
        </button>
      )}
      <button
        type="button"
        aria-label={say('Remove {name}', { name })}
        title={say('Remove')}
        onClick={() => change(null)}
      >
        <Icon name="bin" size={18} />
      </button>
    </li>
  )
}
