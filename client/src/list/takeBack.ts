import type { UndoSteps } from '../sync/undoSteps.ts'

/** A way to take back the step that was just made, as long as it is the last one: another that came after it is not to be undone. */
export function takeBack(undo: UndoSteps): () => void {
	const step = undo.last()
	return () => {
		if (undo.last() === step) undo.undo()
	}
}
