/** A letter of another script than the Latin one, or a sign that belongs to such a letter. */
const OTHER_SCRIPT = /^(?!\p{Script=Latin})[\p{L}\p{M}]/u

/**
 * Returns the action of an undo shortcut: Ctrl or Cmd with Z is undo, with Shift+Z and Ctrl+Y redo.
 * Returns null for other keys. On a layout without Latin letters the position of the key counts.
 */
export function undoKey(event: KeyboardEvent): 'undo' | 'redo' | null {
	const { key, code, ctrlKey, metaKey, altKey, shiftKey } = event
	if (altKey || !(ctrlKey || metaKey)) return null
	const letter = OTHER_SCRIPT.test(key) ? code.replace(/^Key/, '') : key
	if (letter.toLowerCase() === 'z') return shiftKey ? 'redo' : 'undo'
	return letter.toLowerCase() === 'y' && ctrlKey ? 'redo' : null
}
