import type { KeyboardEvent as ReactKeyboardEvent } from 'react'

/**
 * Returns whether a key press belongs to an input method that is composing a text. Safari sends the
 * key press that ends a composition after the composition's end; only the key code 229 identifies
 * it.
 */
export function isComposing(event: KeyboardEvent | ReactKeyboardEvent): boolean {
	const native = 'nativeEvent' in event ? event.nativeEvent : event
	return native.isComposing || native.keyCode === 229
}
