/** The elements that get the focus in place of one inside them: screen readers say their names. */
const PLACES = 'dialog, section, aside, main'

/**
 * Keeps the place of a person who uses the keyboard (KEY7a): if the focused element leaves the
 * page, or is disabled, its nearest section or dialog that is still there gets the focus; the next
 * Tab goes on inside it. The browser would let the next Tab start at the top of the page. No button
 * gets the focus: a second press of Enter would press it. It is the ref of the page's element.
 */
export function keepFocusIn(page: HTMLElement | null): (() => void) | undefined {
	if (!page) return undefined
	/** The element that has the focus, or just lost it, and its places from the nearest on. */
	let focused: Element | null = null
	let places: HTMLElement[] = []
	const onFocusIn = ({ target }: FocusEvent) => {
		focused = target instanceof Element ? target : null
		places = placesOf(focused, page)
	}
	const onFocusOut = ({ target }: FocusEvent) => {
		// Some browsers also dispatch it for an element that is being removed.
		queueMicrotask(() => {
			if (focused === target && !isGone(target)) focused = null
		})
	}
	const observer = new MutationObserver(() => {
		if (!isGone(focused)) return
		const { activeElement } = document
		if (activeElement !== null && activeElement !== document.body && activeElement !== focused) return
		focused = null
		const place = places.find(({ isConnected }) => isConnected)
		if (place) focusPlace(place)
	})
	page.addEventListener('focusin', onFocusIn)
	page.addEventListener('focusout', onFocusOut)
	observer.observe(page, { subtree: true, childList: true, attributeFilter: ['disabled'] })
	return () => {
		page.removeEventListener('focusin', onFocusIn)
		page.removeEventListener('focusout', onFocusOut)
		observer.disconnect()
	}
}

/** Whether an element that had the focus cannot have it any more. */
function isGone(target: EventTarget | null): boolean {
	return target instanceof Element && (!target.isConnected || target.matches(':disabled'))
}

function placesOf(element: Element | null, page: HTMLElement): HTMLElement[] {
	const places: HTMLElement[] = []
	for (let at = element?.parentElement; at && at !== page; at = at.parentElement)
		if (at.matches(PLACES)) places.push(at)
	return places
}

/** Marks a place while it has the focus. */
const KEPT = 'data-kept'

/** Returns whether an element has the focus in place of another one, which may get it back. */
export const isKeptPlace = (element: Element): boolean => element.hasAttribute(KEPT)

function focusPlace(place: HTMLElement): void {
	place.tabIndex = -1
	place.setAttribute(KEPT, '')
	const end = () => {
		place.removeAttribute('tabindex')
		place.removeAttribute(KEPT)
	}
	place.addEventListener('blur', end, { once: true })
	place.focus({ preventScroll: true })
}
