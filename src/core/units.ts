/** Multiply by a constant to enter SI, divide to leave it: `12 * mm`, `pressure / mmHg`. */
export const mm = 1e-3
export const mm2 = 1e-6
export const mL = 1e-6
export const mmHg = 133.322387415
export const litrePerMinute = 1e-3 / 60
