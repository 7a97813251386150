import { phrase } from '../core/language'

/** What the figures may be read for. */
export const activityChoices = [
  {
    activity: 'rest',
    label: phrase('At rest'),
    meaning: phrase('The figures while the patient rests'),
  },
  {
    activity: 'recovered',
    label: phrase('Weeks later'),
    meaning: phrase(
      'The figures at rest once the body has given back or kept blood until it gets the output that its weight asks for; the right ventricle stays as strong as it was',
    ),
  },
  {
    activity: 'exercise',
    label: phrase('Exercise'),
    meaning: phrase(
      'The figures at a brisk walk: three times the oxygen, rate 1.4, contraction 1.3, body’s resistance .6 and lungs’ .85 of rest; the body’s numbers are own, a clinical lead has to confirm them',
    ),
  },
] as const
