import type { ReactNode } from 'react'
import { phrase, say } from '../../core/language'
import { type WorkspaceStep, workspaceSteps } from '../../session/intake/workspace-state'
import { BloodStep } from './steps/blood-step'
import { BuildStep } from './steps/build-step'
import { CheckStep } from './steps/check-step'
import { CropStep } from './steps/crop-step'
import { LookStep } from './steps/look-step'
import { SeedsStep } from './steps/seeds-step'
import { ValvesStep } from './steps/valves-step'
import { useRecipe, useWork, useWorkspace } from './use-workspace'
import './step-panel.css'

const titles: Record<WorkspaceStep, string> = {
  look: phrase('Look'),
  blood: phrase('Blood'),
  crop: phrase('Crop'),
  seeds: phrase('Seeds'),
  valves: phrase('Valves and ends'),
  check: phrase('Check'),
  build: phrase('Build'),
}

/** The way to the heart, one step at a time; any can be skipped or come back to. */
export function StepPanel({ build }: { build: () => void }) {
  const workspace = useWorkspace()
  const step = useWork((s) => s.step)
  const index = workspaceSteps.indexOf(step)
  const done = useDone()
  const [before, after] = [workspaceSteps[index - 1], workspaceSteps[index + 1]]
  return (
    <section className="panel step-panel" aria-label={say('Steps')}>
      <ol className="steps">
        {workspaceSteps.map((s, n) => (
          <li key={s} className={done[s] ? 'done' : ''}>
            <button
              type="button"
              aria-current={s === step ? 'step' : undefined}
              aria-label={
                done[s]
                  ? say('{count} {step}, done', { count: n + 1, step: say(titles[s]) })
                  : `${n + 1} ${say(titles[s])}`
              }
              title={`${say(titles[s])} (${n + 1})`}
              onClick={() => workspace.goToStep(s)}
            >
              {n + 1}
            </button>
          </li>
        ))}
      </ol>
      <h2>{say(titles[step])}</h2>
      <div className="step-content">{contents(step, build)}</div>
      <footer>
        <button type="button" disabled={!before} onClick={() => before && workspace.goToStep(before)}>
          {say('Back')}
        </button>
        {after && (
          <button type="button" className="primary" onClick={() => workspace.goToStep(after)}>
            {say('Next: {step}', { step: say(titles[after]) })}
          </button>
        )}
      </footer>
    </section>
  )
}

function contents(step: WorkspaceStep, build: () => void): ReactNode {
  switch (step) {
    case 'look':
      return <LookStep />
    case 'blood':
      return <BloodStep />
    case 'crop':
      return <CropStep />
    case 'seeds':
      return <SeedsStep />
    case 'valves':
      return <ValvesStep />
    case 'check':
      return <CheckStep />
    case 'build':
      return <BuildStep build={build} />
  }
}

/** Which steps have left something in the recipe. */
function useDone(): Partial<Record<WorkspaceStep, boolean>> {
  const recipe = useRecipe()
  const preview = useWork((s) => s.preview)
  return {
    crop: recipe.crop !== undefined,
    seeds: recipe.seeds.length > 0,
    valves: recipe.valves.length + recipe.ends.length > 0,
    check: preview !== null && preview.warnings.length === 0,
  }
}
