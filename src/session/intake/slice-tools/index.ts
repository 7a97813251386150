import { brushTool, eraserTool } from './brush'
import { cropTool } from './crop'
import { discTool } from './disc'
import { lookTool } from './look'
import { panTool } from './pan'
import { seedTool } from './seed'
import type { SliceTool } from './slice-tool'
import { windowTool } from './window'

/** The instruments over the slices, in the order in which they are shown; one more is one more line. */
export const sliceTools = [
  lookTool,
  windowTool,
  panTool,
  cropTool,
  seedTool,
  discTool,
  brushTool,
  eraserTool,
] as unknown as readonly SliceTool[]

export const sliceTool = (id: string): SliceTool => sliceTools.find((t) => t.id === id) ?? sliceTools[0]!
