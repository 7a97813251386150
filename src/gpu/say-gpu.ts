import { openGpu } from './device'

// Run by `npm start` and `npm test`: prints the processor that computes, on one line.
openGpu().then(
  (gpu) => {
    process.stdout.write(`${gpu.description}\n`, () => process.exit(0))
  },
  (error: Error) => {
    process.stdout.write(`none (${error.message})\n`, () => process.exit(0))
  },
)
