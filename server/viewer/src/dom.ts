import { KIND_PATHS } from '../../../client/src/ui/kindPaths.ts'
import { VIEWER_ICON_PATHS } from '../../../client/src/ui/viewerIconPaths.ts'

type Attributes = Record<string, string | number | boolean | undefined>
type Child = Node | string | null | undefined | false

const SVG = 'http://www.w3.org/2000/svg'

/** An element. Strings are set as text, never as HTML; an attribute that is false or undefined is left out. */
export function make<Tag extends keyof HTMLElementTagNameMap>(
	tag: Tag,
	attributes: Attributes = {},
	...children: Child[]
): HTMLElementTagNameMap[Tag] {
	return fillElement(document.createElement(tag), attributes, children)
}

/** An element of SVG. */
export function makeSvg(tag: 'svg' | 'g' | 'path' | 'rect', attributes: Attributes, ...children: Child[]): SVGElement {
	return fillElement(document.createElementNS(SVG, tag) as SVGElement, attributes, children)
}

function fillElement<Made extends Element>(element: Made, attributes: Attributes, children: readonly Child[]): Made {
	for (const [name, value] of Object.entries(attributes))
		if (value !== undefined && value !== false) element.setAttribute(name, value === true ? '' : String(value))
	element.append(...children.filter((child): child is Node | string => Boolean(child) || child === ''))
	return element
}

/** A button that is known by its icon, or by its icon and its words. */
export function button(
	{
		icon,
		label,
		words,
		...rest
	}: Attributes & { icon?: keyof typeof VIEWER_ICON_PATHS; label: string; words?: string },
	onClick: () => void,
): HTMLButtonElement {
	const face = [icon ? toolbarIcon(icon) : null, words === undefined ? null : make('span', {}, words)]
	const made = make('button', { type: 'button', 'aria-label': label, title: label, ...rest }, ...face)
	made.addEventListener('click', onClick)
	return made
}

/** An icon of the bar's. */
export function toolbarIcon(name: keyof typeof VIEWER_ICON_PATHS): SVGElement {
	return iconOf(VIEWER_ICON_PATHS[name], 18)
}

/** A kind's icon, in the colour of the text around it. */
export function kindIcon(kind: keyof typeof KIND_PATHS, size: number): SVGElement {
	return iconOf(KIND_PATHS[kind], size)
}

function iconOf(path: string, size: number): SVGElement {
	const box = { width: size, height: size, viewBox: '0 0 24 24', class: 'icon', 'aria-hidden': 'true' }
	return makeSvg('svg', box, makeSvg('path', { d: path }))
}
