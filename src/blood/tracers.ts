export interface TracerOptions {
  readonly count: number
}
export class Tracers {
  static async create(..._a: any[]): Promise<any> {
    return null
  }
}
