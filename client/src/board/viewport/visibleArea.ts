import { atom, computed, type Editor, react, type Signal } from '@tldraw/tldraw'

/**
 * The part of the canvas that is visible: its upper and lower edge in px of the canvas, and how
 * much fits on it.
 */
export interface VisibleArea {
	top: number
	bottom: number
	/**
	 * `usual`: nothing covers the canvas. `keyboard`: an on-screen keyboard does. `tight`: only the
	 * edited card fits.
	 */
	size: 'usual' | 'keyboard' | 'tight'
}

/** A covered strip of this height is a keyboard; the bars of a browser are lower. */
const MIN_KEYBOARD_PX = 100
const TIGHT_PX = 380
/**
 * Pinch zoom covers nothing. Some browsers also enlarge the page a little when a person starts to
 * type.
 */
const MIN_PINCH_SCALE = 1.01

/** The visual viewport of the browser, in px of the page. */
interface VisualViewportState {
	top: number
	height: number
	scale: number
}

/** The visible area of a canvas that begins at `y` px of the page and is `h` px high. */
export function computeVisibleArea(
	visual: VisualViewportState,
	canvas: { y: number; h: number },
	isWriting: boolean,
): VisibleArea {
	const hasKeyboard = canvas.h - visual.height * visual.scale >= MIN_KEYBOARD_PX
	const isPinched = visual.scale > MIN_PINCH_SCALE && !hasKeyboard
	const top = isPinched ? 0 : Math.max(0, Math.round(visual.top - canvas.y))
	const bottom = isPinched ? canvas.h : Math.min(canvas.h, Math.round(visual.top + visual.height - canvas.y))
	const isTight = isWriting && bottom - top < TIGHT_PX
	return { top, bottom, size: isTight ? 'tight' : hasKeyboard ? 'keyboard' : 'usual' }
}

/**
 * The visible area of this editor's canvas as a signal. It follows the visual viewport until the
 * editor is disposed.
 */
export function createVisibleArea(editor: Editor): Signal<VisibleArea> {
	const visual = atom('visual viewport', readVisualViewport())
	const onChange = () => visual.set(readVisualViewport())
	window.visualViewport?.addEventListener('resize', onChange)
	window.visualViewport?.addEventListener('scroll', onChange)
	editor.disposables.add(() => {
		window.visualViewport?.removeEventListener('resize', onChange)
		window.visualViewport?.removeEventListener('scroll', onChange)
	})
	return computed(
		'visible area',
		() => computeVisibleArea(visual.get(), editor.getViewportScreenBounds(), editor.getEditingShapeId() !== null),
		{ isEqual: (one, other) => one.top === other.top && one.bottom === other.bottom && one.size === other.size },
	)
}

/**
 * Mirrors the visible area on the container as `data-space` and CSS variables: toolbars make way
 * for a keyboard.
 */
export function markVisibleArea(editor: Editor, area: Signal<VisibleArea>): () => void {
	return react('marks of the visible area', () => {
		const { top, bottom, size } = area.get()
		const { dataset, style } = editor.getContainer()
		if (size === 'usual') delete dataset['space']
		else dataset['space'] = size
		style.setProperty('--covered-above', `${top}px`)
		style.setProperty('--covered-below', `${editor.getViewportScreenBounds().h - bottom}px`)
	})
}

function readVisualViewport(): VisualViewportState {
	const view = window.visualViewport
	// Without one, a keyboard shrinks the page itself.
	return view
		? { top: view.offsetTop, height: view.height, scale: view.scale }
		: { top: 0, height: Number.POSITIVE_INFINITY, scale: 1 }
}
