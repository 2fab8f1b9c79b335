import type { Covers } from '../../ui/useCover.ts'
import { boardUi } from '../boardUi.ts'
import type { Editor } from '../engine/editor.ts'
import { react } from '../engine/signals.ts'

/**
 * Keeps `boardUi(editor).viewport.covers` up to date with the elements that cover the page. They
 * are measured again when the canvas is resized, or a keyboard moves them. Returns a function that
 * stops this.
 */
export function followCovers(editor: Editor, { boxes, measure }: Covers): () => void {
	const read = () => {
		const { x: left, y: top } = editor.getContainer().getBoundingClientRect()
		boardUi(editor).viewport.covers.set(boxes.get().map((box) => ({ ...box, x: box.x - left, y: box.y - top })))
	}
	read()
	const unsubscribe = boxes.subscribe(read)
	let frame = 0
	const stop = react('covers', () => {
		boardUi(editor).viewport.visibleArea.get()
		editor.getViewportScreenBounds()
		// The elements have to be laid out first.
		cancelAnimationFrame(frame)
		frame = requestAnimationFrame(() => {
			measure()
			read()
		})
	})
	return () => {
		stop()
		cancelAnimationFrame(frame)
		unsubscribe()
		boardUi(editor).viewport.covers.set([])
	}
}
