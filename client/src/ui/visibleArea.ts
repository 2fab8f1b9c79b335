import { createObservable, type Observable } from '../connection/observable.ts'

/**
 * The visible part of the page, or of the canvas: its upper and lower edge in px, and a class of
 * its size.
 */
export interface VisibleArea {
	top: number
	bottom: number
	/**
	 * The class of the size. `usual`: nothing covers the area. `keyboard`: an on-screen keyboard
	 * covers a part. `tight`: only the field with the focus fits.
	 */
	size: 'usual' | 'keyboard' | 'tight'
}

/** The height from which a covered strip is a keyboard; the bars of a browser are lower. */
const MIN_KEYBOARD_PX = 100
const TIGHT_PX = 380
/**
 * The scale from which the page counts as pinch-zoomed, which covers nothing. Some browsers also
 * enlarge the page a little when a person starts to type.
 */
const MIN_PINCH_SCALE = 1.01

/** The visual viewport of the browser, in px of the page. */
export interface VisualViewportState {
	top: number
	height: number
	scale: number
}

/** Returns the visible area of an element that begins at `y` px of the page and is `h` px high. */
export function computeVisibleArea(
	visual: VisualViewportState,
	element: { y: number; h: number },
	isWriting: boolean,
): VisibleArea {
	const hasKeyboard = element.h - visual.height * visual.scale >= MIN_KEYBOARD_PX
	const isPinched = visual.scale > MIN_PINCH_SCALE && !hasKeyboard
	const top = isPinched ? 0 : Math.max(0, Math.round(visual.top - element.y))
	const bottom = isPinched ? element.h : Math.min(element.h, Math.round(visual.top + visual.height - element.y))
	const isTight = isWriting && bottom - top < TIGHT_PX
	return { top, bottom, size: isTight ? 'tight' : hasKeyboard ? 'keyboard' : 'usual' }
}

export function readVisualViewport(): VisualViewportState {
	const view = window.visualViewport
	// Without a visual viewport, a keyboard shrinks the page itself.
	return view
		? { top: view.offsetTop, height: view.height, scale: view.scale }
		: { top: 0, height: Number.POSITIVE_INFINITY, scale: 1 }
}

/** Calls back when the visual viewport changes. Returns a function that stops the calls. */
export function onVisualViewport(callback: () => void): () => void {
	const view = window.visualViewport
	view?.addEventListener('resize', callback)
	view?.addEventListener('scroll', callback)
	return () => {
		view?.removeEventListener('resize', callback)
		view?.removeEventListener('scroll', callback)
	}
}

const pageArea = createObservable<VisibleArea>({ top: 0, bottom: Number.POSITIVE_INFINITY, size: 'usual' })

/** The visible area of the page; `watchVisibleArea` updates it. */
export const visibleArea: Observable<VisibleArea> = pageArea

/**
 * Follows the visible area of the page: an on-screen keyboard covers the page, which media queries
 * and `dvh` do not reflect. Sets the CSS variables `--hidden-above` and `--hidden-below`, and
 * scrolls the field with the focus into view.
 */
export function watchVisibleArea(): () => void {
	const follow = () => {
		const area = computeVisibleArea(readVisualViewport(), { y: 0, h: window.innerHeight }, false)
		const before = pageArea.get()
		if (area.top === before.top && area.bottom === before.bottom && area.size === before.size) return
		const { style } = document.documentElement
		style.setProperty('--hidden-above', `${area.top}px`)
		style.setProperty('--hidden-below', `${window.innerHeight - area.bottom}px`)
		pageArea.set(area)
		// The page has to be laid out first.
		if (area.bottom - area.top < before.bottom - before.top) requestAnimationFrame(showFocusedField)
	}
	follow()
	window.addEventListener('resize', follow)
	const stop = onVisualViewport(follow)
	return () => {
		window.removeEventListener('resize', follow)
		stop()
	}
}

function showFocusedField(): void {
	const field = document.activeElement
	if (!field?.matches('input, textarea, select')) return
	// The canvas moves its own camera.
	if (!field.closest('dialog, .tl-container')?.matches('.tl-container')) showField(field)
}

/**
 * Scrolls to a field with the card around it, or only to the field if there is no space for both.
 */
export function showField(field: Element): void {
	field.closest('[data-card]')?.scrollIntoView({ block: 'nearest' })
	field.scrollIntoView({ block: 'nearest' })
}
