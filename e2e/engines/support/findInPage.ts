/** A query for elements by role and accessible name, or by a selector and a part of their text. */
export type Query = { role: string; name?: string | RegExp } | { css: string; text?: string | RegExp }

/** A visible element: its centre and size in the viewport, and its state. */
export interface Found {
	x: number
	y: number
	width: number
	height: number
	text: string
	value: string
	isChecked: boolean
	isPressed: boolean
	isDisabled: boolean
	/** Whether another element would receive a click on its centre. */
	isCovered: boolean
}

/**
 * Returns the visible elements that match a query, after scrolling to those outside the window. The
 * patterns of the query come as their source and flags. Runs inside the page, so it refers to
 * nothing outside its body.
 */
export function findInPage(query: Query): Found[] {
	type Queries = { queryAllByRole(root: Element, role: string, options: { name?: unknown }): HTMLElement[] }
	const { queryAllByRole } = (window as unknown as { TestingLibraryDom: Queries }).TestingLibraryDom
	const patternOf = (text: unknown) => {
		const { source, flags } = text as { source: string; flags: string }
		return new RegExp(source, flags)
	}
	const isPattern = (text: unknown) => typeof text === 'object' && text !== null
	const matches = (element: Element, wanted: unknown) => {
		const text = element instanceof HTMLTextAreaElement ? element.value : (element.textContent ?? '')
		return isPattern(wanted) ? patternOf(wanted).test(text) : text.includes(String(wanted ?? ''))
	}
	const find = () => {
		if ('css' in query) return [...document.querySelectorAll(query.css)].filter((one) => matches(one, query.text))
		const name = isPattern(query.name) ? patternOf(query.name) : query.name
		return queryAllByRole(document.body, query.role, name === undefined ? {} : { name })
	}
	/** Returns the element to click: for a checkbox or radio button in a label, the label. */
	const pressedBy = (element: Element) =>
		(element.matches('[type=radio], [type=checkbox]') && element.closest('label')) || element
	const isInWindow = ({ left, top, right, bottom }: DOMRect) =>
		left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight
	return find()
		.map((element) => ({ element, target: pressedBy(element) }))
		.filter(({ target }) => target.checkVisibility({ visibilityProperty: true }) && target.getClientRects().length > 0)
		.map(({ element, target }) => {
			if (!isInWindow(target.getBoundingClientRect()) && !target.closest('.tl-canvas'))
				target.scrollIntoView({ block: 'center', inline: 'center' })
			const { x, y, width, height } = target.getBoundingClientRect()
			const centre = { x: x + width / 2, y: y + height / 2 }
			const top = document.elementFromPoint(centre.x, centre.y)
			return {
				...centre,
				width,
				height,
				text: element.textContent ?? '',
				value: (element as HTMLInputElement).value ?? '',
				isChecked: (element as HTMLInputElement).checked ?? false,
				isPressed: element.getAttribute('aria-pressed') === 'true',
				isDisabled: element.matches(':disabled, [aria-disabled=true]'),
				isCovered: !top || !(target.contains(top) || top.contains(target)),
			}
		})
}
