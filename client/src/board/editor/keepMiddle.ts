import { type BoxModel, type Editor, react, unsafe__withoutCapture } from '@tldraw/tldraw'

/** Keeps the middle of what one sees in the middle when a phone is turned on its side, and back. Returns its undo. */
export function keepMiddle(editor: Editor): () => void {
	let before: BoxModel | null = null
	return react('middle of what is seen', () => {
		const { x, y, w, h } = editor.getViewportScreenBounds()
		if (before && isTurned(before, { w, h })) {
			const by = { x: (w - before.w) / 2, y: (h - before.h) / 2 }
			unsafe__withoutCapture(() => moveBy(editor, by))
		}
		before = { x, y, w, h }
	})
}

/** A keyboard makes a screen lower, and a window is made wider; only what is turned lies the other way afterwards. */
function isTurned(before: { w: number; h: number }, { w, h }: { w: number; h: number }): boolean {
	return w !== before.w && h !== before.h && w > h !== before.w > before.h
}

function moveBy(editor: Editor, by: { x: number; y: number }): void {
	// Who follows somebody goes where they look; and who writes is shown what they write.
	if (editor.getInstanceState().followingUserId || editor.getEditingShapeId()) return
	const { x, y, z } = editor.getCamera()
	editor.setCamera({ x: x + by.x / z, y: y + by.y / z, z }, { immediate: true })
}
