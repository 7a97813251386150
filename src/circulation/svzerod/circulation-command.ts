import { readNetwork } from './network-file'
import { type NetworkTable, runNetwork } from './run-network'

/**
 * What `atrium circulation NETWORK.json` prints: the table of the run.
 * @param jsonText a svZeroDSolver network
 * @throws Fault that names the file where it is at fault
 */
export function circulationCommand(jsonText: string, fileName: string): NetworkTable {
  return runNetwork(readNetwork(jsonText, fileName))
}
