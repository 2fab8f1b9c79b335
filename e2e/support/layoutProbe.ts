/** A problem in the layout of a page, such as two overlapping controls. */
export interface LayoutProblem {
	kind: 'overlap' | 'outside' | 'cut' | 'squeezed' | 'target' | 'page'
	what: string
}

/**
 * The smallest side of a target, in px: WCAG 2.2 (2.5.8) for a pointer, and our own rule for touch.
 */
const POINTER_TARGET = 24
const TOUCH_TARGET = 44

export const smallestTarget = (isTouch: boolean) => (isTouch ? TOUCH_TARGET : POINTER_TARGET)

/**
 * Measures the current layout of the page. Runs inside the page, so it refers to nothing outside
 * its body. Cards and drawings on the canvas are not measured: people choose their positions.
 */
// biome-ignore lint/complexity/noExcessiveCognitiveComplexity: Playwright sends one function to the page.
export function probeLayout(smallest: number): LayoutProblem[] {
	const CONTROLS = 'button, a[href], input, select, textarea, summary, [role=button], [role^=menuitem], [role=option]'
	/**
	 * Elements that cover others on purpose; the last selector is a popup that a button has opened
	 * below itself.
	 */
	const LAYERS =
		'dialog, [role=menu], [role=dialog], [role=listbox], [data-radix-popper-content-wrapper], [data-notices], [aria-expanded=true] + div'
	/** tldraw's watermark, which sets its own place and size; nothing may cover it. */
	const WATERMARK = '[class*=watermark], [class*=WATERMARK]'
	const TOLERANCE = 2
	interface Area {
		left: number
		top: number
		right: number
		bottom: number
	}
	interface Item {
		element: Element
		isControl: boolean
		/**
		 * The box of the laid-out element, and the part of it that its scrolling or clipping ancestors
		 * show.
		 */
		box: Area
		shown: Area
		layer: Element | null
		pinned: Element | null
		name: string
	}
	const styles = new Map<Element, CSSStyleDeclaration>()
	const styleOf = (element: Element) => {
		const style = styles.get(element) ?? getComputedStyle(element)
		styles.set(element, style)
		return style
	}
	const ancestorsOf = (element: Element): Element[] => {
		const found: Element[] = []
		for (let at = element.parentElement; at && at !== document.body; at = at.parentElement) found.push(at)
		return found
	}
	const both = (one: Area, other: Area): Area => ({
		left: Math.max(one.left, other.left),
		top: Math.max(one.top, other.top),
		right: Math.min(one.right, other.right),
		bottom: Math.min(one.bottom, other.bottom),
	})
	const isEmpty = ({ left, top, right, bottom }: Area) => right - left < 1 || bottom - top < 1
	const clips = (element: Element) => /hidden|clip|auto|scroll/.test(styleOf(element).overflow)
	/**
	 * Returns the part of a box that the element's ancestors show. Only ancestors up to the
	 * positioning one clip: an absolute box ignores the static ancestors in between.
	 */
	const shownPart = (element: Element, box: Area, isControl: boolean): Area => {
		let shown = !isControl && clips(element) ? both(box, element.getBoundingClientRect()) : box
		let position = styleOf(element).position
		for (const ancestor of ancestorsOf(element)) {
			if (position === 'fixed') break
			const style = styleOf(ancestor)
			if (position === 'absolute' && style.position === 'static') continue
			if (clips(ancestor)) shown = both(shown, ancestor.getBoundingClientRect())
			position = style.position
		}
		return shown
	}
	const isHidden = (element: Element) =>
		!element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true }) ||
		element.closest('[inert], [aria-hidden=true], .tl-shapes, .tl-canvas') !== null ||
		element.getBoundingClientRect().right < -1000 ||
		[element, ...ancestorsOf(element)].some((at) => styleOf(at).clipPath !== 'none')
	const nameOf = (element: Element) => {
		const name =
			element.getAttribute('aria-label') || element.textContent?.trim() || element.getAttribute('placeholder')
		const role = element.getAttribute('role') ?? element.tagName.toLowerCase()
		return `${role} “${(name ?? '').replace(/\s+/g, ' ').slice(0, 40)}”`
	}
	const pinnedOf = (element: Element) =>
		[element, ...ancestorsOf(element)].find((at) => /sticky|fixed/.test(styleOf(at).position)) ?? null
	const isFixed = ({ pinned }: Item) => pinned !== null && styleOf(pinned).position === 'fixed'
	const dialogs = [...document.querySelectorAll('dialog[open]')]
	const top = dialogs.at(-1) ?? document.body
	const itemOf = (element: Element, box: Area, isControl: boolean): Item => ({
		element,
		isControl,
		box,
		shown: shownPart(element, box, isControl),
		layer: element.closest(LAYERS),
		pinned: pinnedOf(element),
		name: isControl ? nameOf(element) : `text “${(element.textContent ?? '').trim().slice(0, 40)}”`,
	})
	/** Returns the element to press: for a checkbox or radio button in a label, the label. */
	const pressedBy = (control: Element) => (control.matches('input') && control.closest('label')) || control
	const pressed = [...top.querySelectorAll(CONTROLS)]
		.filter((one) => !isHidden(one) && !one.closest(WATERMARK))
		.map(pressedBy)
	const controls = [...new Set(pressed)].map((one) => itemOf(one, one.getBoundingClientRect(), true))
	/** Returns a box for each line of the text directly in an element. */
	const linesOf = (element: Element): Area[] => {
		const nodes = [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE && node.nodeValue?.trim())
		return nodes.flatMap((node) => {
			const range = document.createRange()
			range.selectNodeContents(node)
			return [...range.getClientRects()]
		})
	}
	const texts = [...top.querySelectorAll('*')].flatMap((element) => {
		if (element.closest('svg, option, script, style')) return []
		const lines = linesOf(element)
		return lines.length > 0 && !isHidden(element) ? lines.map((line) => itemOf(element, line, false)) : []
	})
	const watermarks = [...top.querySelectorAll(WATERMARK)].map((one) => ({
		...itemOf(one, one.getBoundingClientRect(), true),
		name: 'the watermark',
	}))
	const problems: LayoutProblem[] = []
	const add = (kind: LayoutProblem['kind'], what: string) => problems.push({ kind, what })

	const page = document.documentElement
	if (page.scrollWidth > innerWidth + 1) add('page', `the page is ${page.scrollWidth} px wide`)

	/** Elements with a negative margin are stacked on purpose, such as avatars. */
	const isStacked = ({ element }: Item) => Number.parseFloat(styleOf(element).marginLeft) < 0
	const overlaps = (one: Item, other: Item) => {
		if (isStacked(one) && isStacked(other)) return false
		if (one.layer !== other.layer || one.pinned !== other.pinned) return false
		if (one.element.contains(other.element) || other.element.contains(one.element)) return false
		const { left, top: upper, right, bottom } = both(one.shown, other.shown)
		return right - left > TOLERANCE && bottom - upper > TOLERANCE + (one.isControl && other.isControl ? 0 : 3)
	}
	const visible = [...controls, ...texts, ...watermarks].filter(({ shown }) => !isEmpty(shown))
	visible.sort((one, other) => one.shown.top - other.shown.top)
	for (const [index, one] of visible.entries()) {
		for (const other of visible.slice(index + 1)) {
			if (other.shown.top >= one.shown.bottom) break
			if (overlaps(one, other)) add('overlap', [one.name, other.name].sort().join(' and '))
		}
	}

	/**
	 * Whether the item can be scrolled into the window: it lies in a scrolling box or on a page that
	 * scrolls.
	 */
	const canScrollTo = (item: Item, axis: 'X' | 'Y') =>
		ancestorsOf(item.element).some((at) => /auto|scroll/.test(styleOf(at)[`overflow${axis}`])) ||
		(axis === 'Y' && (!isFixed(item) || item.layer?.matches('[role=menu]')) && page.scrollHeight > innerHeight)
	for (const item of controls) {
		const { left, top: upper, right, bottom } = item.box
		const isBeside = (left < -1 || right > innerWidth + 1) && !canScrollTo(item, 'X')
		const isBelow = (upper < -1 || bottom > innerHeight + 1) && !canScrollTo(item, 'Y')
		if (isBeside || isBelow) add('outside', item.name)
	}

	const hasHint = (element: Element) =>
		[element, ...ancestorsOf(element).slice(0, 3)].some(
			(at) => at.hasAttribute('title') || at.hasAttribute('aria-label'),
		)
	for (const { element, box, shown, name } of texts) {
		const isCut = box.right > shown.right + 1.5 || box.left < shown.left - 1.5
		if (!isCut) continue
		const chain = [element, ...ancestorsOf(element)]
		if (chain.some((at) => /auto|scroll/.test(styleOf(at).overflowX))) continue
		const shortened = chain.slice(0, 3).find((at) => styleOf(at).textOverflow === 'ellipsis')
		if (!shortened && !hasHint(element)) add('cut', name)
		if (shortened && shown.right - shown.left < 40 && box.right - box.left > 60) add('squeezed', name)
	}

	const isInProse = (element: Element) => styleOf(element).display === 'inline' && element.matches('a')
	for (const { element, box, name } of controls) {
		const [w, h] = [Math.round(box.right - box.left), Math.round(box.bottom - box.top)]
		if (!isInProse(element) && Math.min(w, h) < smallest) add('target', `${name}: ${w} × ${h}`)
	}
	return problems
}
