/** `06 12 34 56 78` of a Moroccan number `+212612345678`, as people say it; other numbers stay as they are. */
export function spacedPhone(number: string): string {
  const own = /^\+212(\d{9})$/.exec(number)?.[1]
  return own ? `0${own}`.replace(/(\d\d)(?=\d)/g, '$1\u00a0') : number
}
