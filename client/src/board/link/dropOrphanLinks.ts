import type { Editor, TLShapeId } from '@tldraw/tldraw'

/** Takes a link off the board with either of its cards, in the same step. Returns its undo. */
export function dropOrphanLinks(editor: Editor): () => void {
	const unbound = new Map<TLShapeId, TLShapeId>()
	const stopBindings = editor.sideEffects.registerAfterDeleteHandler('binding', (binding, source) => {
		if (source === 'user') unbound.set(binding.fromId, binding.toId)
	})
	const stopComplete = editor.sideEffects.registerOperationCompleteHandler((source) => {
		if (unbound.size === 0 || source !== 'user') return
		const orphans = [...unbound]
			.filter(([link, card]) => !editor.getShape(card) && editor.getShape(link))
			.map(([link]) => link)
		unbound.clear()
		if (orphans.length > 0) editor.deleteShapes(orphans)
	})
	return () => {
		stopBindings()
		stopComplete()
	}
}
