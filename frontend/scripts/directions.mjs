/**
 * Finds CSS that does not mirror: the same page is read from the right (Arabic) and from the left.
 *
 * `left` and `right` in a property, a value or a side of a shorthand are physical; `inline-start` and `inline-end` turn
 * with the script.
 */
import { parse } from '@vue/compiler-sfc'
import postcss from 'postcss'

const PHYSICAL_PROPERTY = /^(?:left|right|(?:margin|padding|scroll-margin|scroll-padding|border)-(?:left|right)(?:-.+)?|border-(?:top|bottom)-(?:left|right)-radius)$/
const PHYSICAL_VALUE = /(?<![\w-])(?:left|right)(?![\w-])/
const VALUES_OF = new Set(['text-align', 'float', 'clear', 'justify-content', 'justify-items', 'justify-self', 'background-position', 'transform-origin', 'resize', 'caption-side'])
const FOUR_SIDES = new Set(['margin', 'padding', 'inset', 'border-width', 'border-style', 'border-color', 'scroll-margin', 'scroll-padding'])

/** Everything physical in a style sheet: {line, text}. */
export function physicalDirections(css) {
  const found = []
  postcss.parse(css).walkDecls((declaration) => {
    if (isPhysical(declaration)) found.push({ line: declaration.source.start.line, text: `${declaration.prop}: ${declaration.value}` })
  })
  return found
}

function isPhysical({ prop, value }) {
  if (prop.startsWith('--')) return false
  if (PHYSICAL_PROPERTY.test(prop)) return true
  if (VALUES_OF.has(prop) && PHYSICAL_VALUE.test(value)) return true
  if (FOUR_SIDES.has(prop)) return hasUnequalSides(value)
  return prop === 'border-radius' && hasUnequalCorners(value)
}

/** `1px 2px 3px 4px`: another right than left. */
function hasUnequalSides(value) {
  const sides = postcss.list.space(value)
  return sides.length === 4 && sides[1] !== sides[3]
}

function hasUnequalCorners(value) {
  const [first, second, third, fourth] = postcss.list.space(value.split('/')[0])
  if (second === undefined) return false
  if (third === undefined) return first !== second
  return first !== second || third !== (fourth ?? second)
}

/** The same for a single-file component: its styles, and styles written into its template. */
export function physicalDirectionsOfComponent(source) {
  const { descriptor } = parse(source)
  const styles = descriptor.styles.flatMap((style) =>
    physicalDirections(style.content).map((each) => ({ ...each, line: each.line + style.loc.start.line - 1 })),
  )
  const inline = [...(descriptor.template?.content ?? '').matchAll(/style="[^"]*\b(?:left|right|margin-(?:left|right)|marginLeft|marginRight|paddingLeft|paddingRight)\b[^"]*"/g)]
  return [...styles, ...inline.map((match) => ({ line: 0, text: match[0] }))]
}
