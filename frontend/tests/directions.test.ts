import { describe, expect, it } from 'vitest'

// @ts-expect-error: a plain script of the lint, without types
import { physicalDirections, physicalDirectionsOfComponent } from '../scripts/directions.mjs'

const found = (css: string): string[] => physicalDirections(`a { ${css} }`).map((each: { text: string }) => each.text)

describe('the lint of directions', () => {
  it.each([
    'margin-left: 1px', 'padding-right: 1px', 'left: 0', 'right: 0', 'float: left', 'text-align: right', 'border-left: 1px solid', 'border-right-color: red',
    'border-top-left-radius: 4px', 'margin: 1px 2px 3px 4px', 'padding: 0 1px 0 2px', 'inset: 0 auto 0 0', 'border-radius: 4px 0 0 4px', 'border-radius: 4px 8px',
    'transform-origin: left', 'background-position: right top',
  ])('refuses %s', (css) => {
    expect(found(css)).toEqual([css])
  })

  it.each([
    'margin-inline-start: 1px', 'inset-inline-end: 0', 'text-align: start', 'float: inline-start', 'margin: 1px 2px', 'margin: 1px 2px 3px', 'padding: 1px 2px 3px 2px', 'border-radius: 4px', 'border-radius: 4px 4px 0 0',
    'border-start-start-radius: 4px', '--left: 1px', 'overflow-x: clip', 'width: 1px',
  ])('lets pass %s', (css) => {
    expect(found(css)).toEqual([])
  })

  it('sees the styles of components, on their line, and those in a template', () => {
    const source = '<template>\n<i style="left: 0"/>\n</template>\n<style scoped>\na {\n  left: 0;\n}\n</style>'
    expect(physicalDirectionsOfComponent(source).map((each: { line: number }) => each.line)).toEqual([6, 0])
  })
})
