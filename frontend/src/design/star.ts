/** The khatam: the eight-pointed star of two squares, the unit of zellige. */

/** The star's outline around (`centre`, `centre`), for an SVG polygon. */
export function starPoints(centre: number, radius: number): string {
  // Where the sides of the two squares cross.
  const inner = radius * (Math.cos(Math.PI / 4) / Math.cos(Math.PI / 8))
  return Array.from({ length: 16 }, (_, index) => {
    const distance = index % 2 ? inner : radius
    const angle = (index * Math.PI) / 8
    return `${(centre + distance * Math.cos(angle)).toFixed(2)},${(centre + distance * Math.sin(angle)).toFixed(2)}`
  }).join(' ')
}
