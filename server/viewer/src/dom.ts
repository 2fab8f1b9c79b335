import { fillWithText } from '../../../client/src/ui/fillWithText.ts'
import { KIND_PATHS } from '../../../client/src/ui/kindPaths.ts'
import { VIEWER_ICON_PATHS } from '../../../client/src/ui/viewerIconPaths.ts'

type Attributes = Record<string, string | number | boolean | undefined>
type Child = Node | string | null | undefined | false

const SVG = 'http://www.w3.org/2000/svg'

/**
 * Creates an HTML element. Strings become text, never HTML. Attributes that are false or undefined
 * are left out.
 */
export function make<Tag extends keyof HTMLElementTagNameMap>(
	tag: Tag,
	attributes: Attributes = {},
	...children: Child[]
): HTMLElementTagNameMap[Tag] {
	return fillElement(document.createElement(tag), attributes, children)
}

/** Creates an SVG element. */
export function makeSvg(tag: 'svg' | 'g' | 'path' | 'rect', attributes: Attributes, ...children: Child[]): SVGElement {
	return fillElement(document.createElementNS(SVG, tag) as SVGElement, attributes, children)
}

function fillElement<Made extends Element>(element: Made, attributes: Attributes, children: readonly Child[]): Made {
	for (const [name, value] of Object.entries(attributes))
		if (value !== undefined && value !== false) element.setAttribute(name, value === true ? '' : String(value))
	element.append(...children.filter((child): child is Node | string => Boolean(child) || child === ''))
	return element
}

/** Returns the text of a card, with its bold parts, lists and links (TEXT1, TEXT2). */
export function textOf(tag: 'div' | 'p', text: string): HTMLElement {
	const element = make(tag, { class: 'text', dir: 'auto' })
	fillWithText(element, text, ({ text: shown, href }) =>
		make('a', { href, target: '_blank', rel: 'noopener noreferrer' }, shown),
	)
	return element
}

/** Creates a button with an icon, or with an icon and a text. */
export function button(
	{ icon, label, text, ...rest }: Attributes & { icon?: keyof typeof VIEWER_ICON_PATHS; label: string; text?: string },
	onClick: () => void,
): HTMLButtonElement {
	const content = [icon ? toolbarIcon(icon) : null, text === undefined ? null : make('span', {}, text)]
	const made = make('button', { type: 'button', 'aria-label': label, title: label, ...rest }, ...content)
	made.addEventListener('click', onClick)
	return made
}

/** Returns an icon of the toolbar. */
export function toolbarIcon(name: keyof typeof VIEWER_ICON_PATHS): SVGElement {
	return iconOf(VIEWER_ICON_PATHS[name], 18)
}

/** Returns the icon of a card kind, in the current text colour. */
export function kindIcon(kind: keyof typeof KIND_PATHS, size: number): SVGElement {
	return iconOf(KIND_PATHS[kind], size)
}

function iconOf(path: string, size: number): SVGElement {
	const box = { width: size, height: size, viewBox: '0 0 24 24', class: 'icon', 'aria-hidden': 'true' }
	return makeSvg('svg', box, makeSvg('path', { d: path }))
}
