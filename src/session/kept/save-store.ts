/** Where small things are kept between visits, such as the recipe of a scan at work. */
export interface SaveStore {
  get(key: 'recipe'): Promise<string | undefined>
  set(key: 'recipe', value: string): Promise<void>
}
