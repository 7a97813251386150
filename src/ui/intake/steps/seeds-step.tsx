import { phrase, say } from '../../../core/language'
import { lumenName } from '../../../geometry/segmentation/parts'
import { growable } from '../../../geometry/segmentation/recipe'
import { changeSeed, type SeedPart } from '../../../session/intake/recipe-edit'
import { Icon } from '../../icons'
import { partColour } from '../part-colours'
import { useRecipe, useWork, useWorkspace } from '../use-workspace'

const seedParts: readonly SeedPart[] = [...growable, 'outside']
const nameOf = (part: SeedPart): string => say(part === 'outside' ? phrase('Leave out') : lumenName[part])

/** One click in each part, from which it grows. */
export function SeedsStep() {
  const workspace = useWorkspace()
  const recipe = useRecipe()
  const armed = useWork((s) => s.part)
  const points = recipe.seeds.find((s) => s.part === armed)?.points ?? []
  return (
    <>
      <p>
        {say(
          'Choose a part and click once inside it, in its middle. Add clicks where it grows too little; click “Leave out” into what is no part of this heart.',
        )}
      </p>
      <div className="parts" role="radiogroup" aria-label={say('Part to seed')}>
        {seedParts.map((part) => {
          const count = recipe.seeds.find((s) => s.part === part)?.points.length ?? 0
          return (
            // biome-ignore lint/a11y/useSemanticElements: a button that is chosen, as all others of the page
            <button
              type="button"
              role="radio"
              key={part}
              aria-checked={part === armed}
              className={part === armed ? 'part armed' : 'part'}
              onClick={() => {
                workspace.set({ part })
                workspace.takeTool('seed')
              }}
            >
              <span className="dot" style={{ background: partColour(part) }} />
              <span>{nameOf(part)}</span>
              <small>{count || '–'}</small>
            </button>
          )
        })}
      </div>
      {points.length > 0 && (
        <section aria-label={say('Clicks of {part}', { part: nameOf(armed) })}>
          <h3>{nameOf(armed)}</h3>
          <ul className="rows">
            {points.map((p, n) => (
              <li key={p.join()}>
                <button type="button" className="place" onClick={() => workspace.goTo(p)}>
                  {p.map((v) => Math.round(v)).join(', ')} <small>mm</small>
                </button>
                <button
                  type="button"
                  aria-label={say('Remove click {count} of {part}', { count: n + 1, part: nameOf(armed) })}
                  onClick={() => workspace.change(changeSeed(recipe, armed, n, null))}
                >
                  <Icon name="bin" size={18} />
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}
