import type { MutableObservable, Observable } from '../connection/observable.ts'
import type { SaveStatus } from '../connection/saveStatus.ts'

/** Longer than the time between two keystrokes of a person who types quickly. */
const SAVED_AFTER_MS = 200

/**
 * Follows the save status for display. "Saved" is only shown once the status is stable (ACK3c):
 * each keystroke is saved before the next one, so an undelayed status would render the header twice
 * a keystroke. Returns a function that ends it.
 */
export function debounceSaved(source: Observable<SaveStatus>, shown: MutableObservable<SaveStatus>): () => void {
	let timer: ReturnType<typeof setTimeout> | undefined
	const show = () => {
		if (JSON.stringify(source.get()) !== JSON.stringify(shown.get())) shown.set(source.get())
	}
	const onChange = () => {
		clearTimeout(timer)
		if (source.get().state === 'saved' && shown.get().state === 'saving') timer = setTimeout(show, SAVED_AFTER_MS)
		else show()
	}
	show()
	const unsubscribe = source.subscribe(onChange)
	return () => {
		unsubscribe()
		clearTimeout(timer)
	}
}
