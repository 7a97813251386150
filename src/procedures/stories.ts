import { Fault } from '../core/fault'
import { builtInNames, builtInParameters } from './built-in-cases'

/** What a family is told of a heart: plain sentences, one at a time. English; said in the language chosen when shown. */
interface FamilyStory {
  /** What is different in this heart. */
  readonly different: readonly string[]
  /** What the operation changes. */
  readonly repair: readonly string[]
  /** What is so afterwards. */
  readonly after: readonly string[]
  /** The built-in heart to compare with. */
  readonly healthy: 'normal' | 'normal-infant' | 'normal-adult'
}

/** How a healthy heart works. */
export const healthyStory: readonly string[] = [
  'A healthy heart has two sides that do not mix.',
  'The right side takes in blue blood from the body and sends it to the lungs.',
  'In the lungs the blood takes up oxygen and turns red.',
  'The left side takes in the red blood and sends it to the whole body.',
]

/** Of a heart that did not come with the program: its own story is the doctors’ to tell. */
export const ownStory: FamilyStory = {
  different: [
    'This is a picture of this heart, made from its own scan.',
    'Your doctors will show you what is different in it.',
  ],
  repair: ['Your doctors will show you here what the operation changes.'],
  after: ['So the heart looks after the steps that were tried here.'],
  healthy: 'normal',
}

/** By name of the built-in case. One more case: a story here. */
const stories: Readonly<Record<string, FamilyStory>> = {
  'double-outlet': {
    different: [
      'Two great vessels leave the heart: one leads to the lungs, one to the body.',
      'In this heart both leave from the right side.',
      'The red blood on the left has only one way out: a hole in the wall between the two sides.',
    ],
    repair: [
      'The surgeon sews a small tunnel into the heart.',
      'It leads the red blood through the hole, straight into the vessel to the body.',
    ],
    after: ['The red blood goes to the body and the blue blood to the lungs, each on its own way.'],
    healthy: 'normal-infant',
  },
  'vsd-perimembranous': {
    different: [
      'There is a hole in the wall between the two pumping chambers.',
      'With each beat some red blood slips through it, back to the lungs.',
      'The lungs get too much blood, so the child tires and breathes fast.',
    ],
    repair: [
      'The surgeon sews a patch over the hole.',
      'The heart stands still for this; a machine does its work meanwhile.',
    ],
    after: ['No blood slips through any more, and the lungs get just what they need.'],
    healthy: 'normal-infant',
  },
  'vsd-muscular': {
    different: [
      'There is a hole in the thick muscle between the two pumping chambers.',
      'With each beat some red blood is pushed through it, back to the lungs.',
      'Small holes of this kind often close by themselves; this one is too large for that.',
    ],
    repair: ['The hole is closed with a patch or with a small device.'],
    after: ['No blood slips through any more, and the lungs get just what they need.'],
    healthy: 'normal',
  },
  'asd-secundum': {
    different: [
      'There is a hole in the wall between the two chambers that receive blood.',
      'Red blood slips through it and goes to the lungs a second time.',
      'The right side of the heart has to carry more than its share and has grown wide.',
    ],
    repair: ['The hole is closed with a patch or with a small device.'],
    after: ['The right side has less to carry and can shrink again.'],
    healthy: 'normal',
  },
  'avsd-complete': {
    different: [
      'The middle of the heart, where the walls should meet, has not formed.',
      'There is a hole above, a hole below, and one large valve instead of two.',
      'Too much blood goes to the lungs.',
    ],
    repair: ['The surgeon closes both holes with patches.', 'The one large valve is made into two.'],
    after: ['The two sides are apart, and each has its own valve.'],
    healthy: 'normal-infant',
  },
  tetralogy: {
    different: [
      'The way from the heart to the lungs is too narrow.',
      'There is also a hole between the two pumping chambers.',
      'Blue blood takes the easier way, through the hole to the body, so the child looks blue.',
    ],
    repair: ['The surgeon closes the hole with a patch.', 'The way to the lungs is made wider.'],
    after: ['Enough blood reaches the lungs, and only red blood goes to the body.'],
    healthy: 'normal-infant',
  },
  glenn: {
    different: [
      'This heart has one pumping chamber instead of two; it pumps blood to the body.',
      'In an earlier operation the vein from the head and arms was joined to the vessels of the lungs.',
      'Blood from the lower body still mixes in the heart, so the child is a little blue.',
    ],
    repair: ['A later operation leads the lower vein to the lungs, too.'],
    after: ['All blue blood then reaches the lungs without being pumped.'],
    healthy: 'normal',
  },
  fontan: {
    different: [
      'This heart has one pumping chamber instead of two; all its strength goes to the body.',
      'Both great veins have been joined to the vessels of the lungs.',
      'The lower one comes through a soft tube along the outside of the heart.',
    ],
    repair: ['The operations are done; a small hole in the tube is a safety valve.'],
    after: ['Blood flows through the lungs without a pump.'],
    healthy: 'normal',
  },
  coarctation: {
    different: [
      'The great vessel that carries blood to the body has a tight ring.',
      'The heart has to push harder to get blood past it.',
      'The legs get less blood than the arms.',
    ],
    repair: [
      'The surgeon opens the narrow piece and widens it with a patch, or cuts it out and joins the ends.',
    ],
    after: ['Blood flows freely to the whole body, and the heart has less work.'],
    healthy: 'normal',
  },
  'hypoplastic-arch': {
    different: [
      'The bend of the great vessel to the body is too narrow, over a long way.',
      'The heart has to push hard, and the lower half of the body gets too little.',
    ],
    repair: ['The surgeon opens the bend lengthways and sews a patch into it.'],
    after: ['Blood flows freely to the whole body, and the heart has less work.'],
    healthy: 'normal-infant',
  },
  normal: healthy('normal'),
  'normal-adult': healthy('normal-adult'),
  'normal-infant': healthy('normal-infant'),
}

function healthy(name: FamilyStory['healthy']): FamilyStory {
  return {
    different: ['Nothing is different: this is how a healthy heart is built.'],
    repair: ['A healthy heart needs no operation.'],
    after: ['A healthy heart needs no operation.'],
    healthy: name,
  }
}

/**
 * The story of a built-in case.
 * @throws Fault for a case that has none
 */
export function storyOf(name: string): FamilyStory {
  const story = Object.hasOwn(stories, name) ? stories[name] : undefined
  if (!story) throw new Fault(name, 'has no story for families', 'Add one to procedures/stories.ts')
  return story
}

/** The built-in case that a heart was modelled from, by its name; null for a heart of one's own. */
export const caseOfHeart = (heartName: string): string | null =>
  builtInNames.find((name) => builtInParameters(name).name === heartName) ?? null

/** The story of an open heart. */
export function storyOfHeart(heartName: string): FamilyStory {
  const name = caseOfHeart(heartName)
  return name ? storyOf(name) : ownStory
}
