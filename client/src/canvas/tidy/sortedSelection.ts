import type { Editor } from '../engine/editor.ts'

/** Returns the selected cards and clusters to sort (SORT2); null for the whole board. */
export function sortedSelection(editor: Editor): string[] | null {
	const selected = editor.getSelectedShapes().filter(({ type }) => type === 'card' || type === 'frame')
	return selected.length > 1 || selected[0]?.type === 'frame' ? selected.map(({ id }) => id) : null
}
