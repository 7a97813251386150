/** Entries that one workgroup sums; every compartment is padded to a multiple, so that a chunk lies in one. */
export const chunk = 1024
/** Partial sums per chunk: its threads, 16 entries each. */
export const sumsPerChunk = 64
/** Threads of a workgroup where each takes one entry. */
export const cellThreads = 256
