export interface WallShearFigures {
  readonly mean: number
}
export class WallShear {
  static async create(..._a: any[]): Promise<any> {
    return null
  }
}
