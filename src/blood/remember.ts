/** What is kept on the processor from one step to the next, as plain data: part of a checkpoint. */
export type Memory = Readonly<Record<string, unknown>>

/** The values of an object under some of its names. */
export const remember = (from: object, names: readonly string[]): Memory =>
  Object.fromEntries(names.map((name) => [name, (from as Memory)[name]]))

/** Puts them back. */
export const recall = (into: object, names: readonly string[], memory: Memory): void => {
  Object.assign(into, remember(memory, names))
}
