/**
 * The elements of a toolbar that the arrow keys visit. Text fields are not included: they use the
 * arrow keys for their caret.
 */
const ITEMS = 'button, select, a[href], summary'
/** Menus and panels that open inside a toolbar handle keys themselves. */
const POPUPS = '[role="menu"], [role="dialog"], dialog'

/**
 * Makes a toolbar a single Tab stop: the left and right arrow keys, Home and End move between its
 * buttons. The up and down arrow keys do too, except on buttons that use them (the ARIA toolbar
 * pattern). Returns a function that stops it.
 */
export function roveFocus(toolbar: HTMLElement): () => void {
	let current: HTMLElement | undefined

	function items(): HTMLElement[] {
		return [...toolbar.querySelectorAll<HTMLElement>(ITEMS)].filter(
			(item) => !item.matches(':disabled') && item.getClientRects().length > 0 && !isInPopup(item),
		)
	}
	function isInPopup(item: HTMLElement): boolean {
		const popup = item.closest(POPUPS)
		return popup !== null && toolbar.contains(popup)
	}
	function update(): void {
		const found = items()
		if (!current || !found.includes(current)) current = found[0]
		for (const item of found) item.tabIndex = item === current ? 0 : -1
	}
	function onFocus({ target }: FocusEvent): void {
		if (!(target instanceof HTMLElement) || !items().includes(target)) return
		current = target
		update()
	}
	function onKeyDown(event: KeyboardEvent): void {
		if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return
		const found = items()
		const at = found.indexOf(event.target as HTMLElement)
		const next = at < 0 ? undefined : nextIndex(event, at, found.length)
		if (next === undefined) return
		event.preventDefault()
		found.at(next % found.length)?.focus()
	}
	const observer = new MutationObserver(update)
	observer.observe(toolbar, { childList: true, subtree: true, attributes: true, attributeFilter: ['disabled'] })
	// A narrower toolbar may hide the button that is the Tab stop.
	const resized = new ResizeObserver(update)
	resized.observe(toolbar)
	toolbar.addEventListener('focusin', onFocus)
	toolbar.addEventListener('keydown', onKeyDown)
	update()
	return () => {
		observer.disconnect()
		resized.disconnect()
		toolbar.removeEventListener('focusin', onFocus)
		toolbar.removeEventListener('keydown', onKeyDown)
	}
}

/**
 * Returns the index to which a key moves the focus; undefined if the toolbar does not handle the
 * key.
 */
function nextIndex({ key, target }: KeyboardEvent, at: number, count: number): number | undefined {
	const opensDown = target instanceof HTMLElement && target.matches('select, [aria-haspopup="menu"]')
	if (opensDown && (key === 'ArrowDown' || key === 'ArrowUp')) return undefined
	return { ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1, Home: 0, End: count - 1 }[key]
}
