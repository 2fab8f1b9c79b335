import { computed, type Editor, react } from '@tldraw/tldraw'
import { isInGesture } from '../../sync/gesture.ts'

/** Keys that belong to a gesture: they end it, or bend it. */
const OF_GESTURE = new Set(['Escape', 'Shift', 'Alt', 'Control', 'Meta', ' '])

/**
 * A key that would do something waits until the hand opens: what is dragged is not written half-way, and the key finds
 * it where it was dropped. A gesture that is cancelled takes the key with it. Returns its undo.
 */
export function holdKeys(editor: Editor): () => void {
	let waiting: KeyboardEvent | null = null
	const onKeyDown = (event: KeyboardEvent) => {
		if (!isInGesture(editor) || !event.isTrusted) return
		if (event.key === 'Escape') waiting = null
		if (OF_GESTURE.has(event.key)) return
		event.preventDefault()
		event.stopImmediatePropagation()
		waiting = event
	}
	const isRunning = computed('is in gesture', () => isInGesture(editor))
	const stop = react('press what waits', () => {
		if (isRunning.get()) return
		const event = waiting
		waiting = null
		// Once the gesture is written.
		if (event) editor.timers.setTimeout(() => pressAgain(event), 0)
	})
	window.addEventListener('keydown', onKeyDown, true)
	return () => {
		stop()
		window.removeEventListener('keydown', onKeyDown, true)
	}
}

function pressAgain(event: KeyboardEvent): void {
	for (const type of ['keydown', 'keyup']) event.target?.dispatchEvent(new KeyboardEvent(type, event))
}
