import { type Figure, makeFinding } from '../make-finding'

/**
 * How long the blood stays between the caval veins and the lungs: the age of what leaves (mean over its flow), beside
 * volume over flow, which it equals once the flow is steady (Danckwerts 1953).
 */
export const residenceTime: Figure = (input) => {
  const connection = input.flow?.connection
  if (connection?.age === undefined || !(connection.flow > 0)) return []
  const flushing = connection.volume / connection.flow
  return [
    makeFinding(input, {
      id: 'residence-time',
      label: 'Time of the blood between caval veins and lungs',
      value: connection.age,
      unit: 's',
      basis: 'No band',
      formula: `mean age of the blood that leaves; volume over flow ${flushing.toFixed(2)} s`,
      uncertainty: Math.abs(connection.age - flushing),
      warnings:
        Math.abs(connection.age / flushing - 1) > 0.2
          ? ['It is not yet volume over flow: the flow has not run long enough, or some blood stands still']
          : [],
    }),
  ]
}
