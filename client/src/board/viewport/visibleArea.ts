import { atom, type Computed, computed, type Editor, react, WeakCache } from '@tldraw/tldraw'

/** What of the canvas is seen: its upper and lower edge in px of the canvas, and what has room on it. */
export interface VisibleArea {
	top: number
	bottom: number
	/** `usual`: nothing covers the canvas. `keyboard`: a phone's keyboard does. `tight`: so much that there is room for the card alone. */
	size: 'usual' | 'keyboard' | 'tight'
}

/** A strip that is covered is a keyboard from this height on; a browser's own bars are lower. */
const MIN_KEYBOARD_PX = 100
const TIGHT_PX = 380
/** A page that is pinched larger is not covered; some browsers also enlarge it a little for who begins to write. */
const MIN_PINCH_SCALE = 1.01

/** The part of the page that a browser shows, in px of the page. */
interface VisualViewportState {
	top: number
	height: number
	scale: number
}

/** What is seen of a canvas that begins at `y` and is `h` high. */
export function computeVisibleArea(
	glass: VisualViewportState,
	canvas: { y: number; h: number },
	isWriting: boolean,
): VisibleArea {
	const hasKeyboard = canvas.h - glass.height * glass.scale >= MIN_KEYBOARD_PX
	const isLookedAtClosely = glass.scale > MIN_PINCH_SCALE && !hasKeyboard
	const top = isLookedAtClosely ? 0 : Math.max(0, Math.round(glass.top - canvas.y))
	const bottom = isLookedAtClosely ? canvas.h : Math.min(canvas.h, Math.round(glass.top + glass.height - canvas.y))
	const isTight = isWriting && bottom - top < TIGHT_PX
	return { top, bottom, size: isTight ? 'tight' : hasKeyboard ? 'keyboard' : 'usual' }
}

const visualViewports = new WeakCache<Editor, ReturnType<typeof createVisualViewport>>()
const visibleAreas = new WeakCache<Editor, Computed<VisibleArea>>()

/** What is seen of the canvas at this moment, as a signal. */
export function visibleArea(editor: Editor): VisibleArea {
	const room = visibleAreas.get(editor, () =>
		computed(
			'visible room',
			() => {
				const glass = visualViewports.get(editor, createVisualViewport).get()
				return computeVisibleArea(glass, editor.getViewportScreenBounds(), editor.getEditingShapeId() !== null)
			},
			{ isEqual: (one, other) => one.top === other.top && one.bottom === other.bottom && one.size === other.size },
		),
	)
	return room.get()
}

/** Follows what is seen of the canvas, and marks it there: the bars give way to a keyboard. Returns its undo. */
export function watchVisibleArea(editor: Editor): () => void {
	const glass = visualViewports.get(editor, createVisualViewport)
	const view = window.visualViewport
	const look = () => glass.set(readVisualViewport())
	view?.addEventListener('resize', look)
	view?.addEventListener('scroll', look)
	const stopMarks = react('marks of the visible room', () => {
		const { top, bottom, size } = visibleArea(editor)
		const { dataset, style } = editor.getContainer()
		if (size === 'usual') delete dataset['room']
		else dataset['room'] = size
		style.setProperty('--covered-above', `${top}px`)
		style.setProperty('--covered-below', `${editor.getViewportScreenBounds().h - bottom}px`)
	})
	return () => {
		view?.removeEventListener('resize', look)
		view?.removeEventListener('scroll', look)
		stopMarks()
	}
}

function createVisualViewport() {
	return atom('glass', readVisualViewport())
}

function readVisualViewport(): VisualViewportState {
	const view = window.visualViewport
	// Without one, a keyboard makes the page itself smaller.
	return view
		? { top: view.offsetTop, height: view.height, scale: view.scale }
		: { top: 0, height: Number.POSITIVE_INFINITY, scale: 1 }
}
