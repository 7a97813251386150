import { say } from '../../../core/language'
import { builtInParameters } from '../../../procedures/built-in-cases'
import { openGallery } from '../../cases/use-gallery'
import type { Action } from '../action'
import type { ActionContext } from '../context'

const group = 'files'

/** The built-in hearts: all of them to choose from, and each at once. */
export const heartActions = ({ page }: ActionContext): readonly Action[] => [
  { id: 'hearts', label: say('Built-in hearts'), group, keys: 'H', run: openGallery },
  ...page.cases.map((name): Action => {
    const parameters = builtInParameters(name)
    return {
      id: `heart-${name}`,
      label: say('Open: {name}', { name: say(parameters.name) }),
      group,
      keys: null,
      run: () => page.openModel(parameters),
    }
  }),
]
