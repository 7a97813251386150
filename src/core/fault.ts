/**
 * Bad input, said so that a person can act on it. Every reader and the command line throw this and nothing else
 * for input that is at fault; the command line turns it into exit status 2.
 */
export class Fault extends Error {
  /**
   * @param file what the input is called, as the user knows it
   * @param wrong what is wrong with it
   * @param remedy what to do about it
   */
  constructor(
    readonly file: string,
    readonly wrong: string,
    readonly remedy: string,
  ) {
    super(`${file}: ${wrong}. ${remedy}.`)
    this.name = 'Fault'
  }
}
