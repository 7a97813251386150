export { createStorage, readBuffer, runPass, writeBuffer } from './buffers'
export { type Gpu, openGpu } from './device'
export { createKernel, type Kernel, type Uniform } from './kernel'
export { copyBandwidth, watchTraffic } from './traffic'
