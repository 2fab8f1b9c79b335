import type { KeyboardEvent as ReactKeyboardEvent } from 'react'

/**
 * Whether a key press belongs to an input method that is composing a text. Safari sends the key
 * that ends a composition after its end; only the key code 229 shows it.
 */
export function isComposing(event: KeyboardEvent | ReactKeyboardEvent): boolean {
	const native = 'nativeEvent' in event ? event.nativeEvent : event
	return native.isComposing || native.keyCode === 229
}
