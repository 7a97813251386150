/** Milliseconds of work after which others on this thread (a cancel, a picture) are let in. */
const restEvery = 50

/** Gives a function to be awaited between pieces of long work: it lets others in when it is time. */
export function makeRest(): () => Promise<void> {
  let last = performance.now()
  return async () => {
    if (performance.now() - last < restEvery) return
    await new Promise((rest) => setTimeout(rest))
    last = performance.now()
  }
}
