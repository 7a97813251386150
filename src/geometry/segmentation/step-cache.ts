/**
 * Remembers the last result of each named step. A step is worked again when its own key changed or when the result
 * that it starts from is another one; so a moved seed does not threshold again.
 */
export class StepCache {
  private readonly kept = new Map<string, { key: string; from: readonly unknown[]; result: unknown }>()

  /**
   * @param from results of earlier steps, compared by identity
   * @param key whatever else the step depends on
   */
  step<T>(name: string, from: readonly unknown[], key: unknown, make: () => T): T {
    const text = JSON.stringify(key ?? null)
    const old = this.kept.get(name)
    if (old && old.key === text && old.from.length === from.length && old.from.every((f, n) => f === from[n]))
      return old.result as T
    const result = make()
    this.kept.set(name, { key: text, from, result })
    return result
  }
}
