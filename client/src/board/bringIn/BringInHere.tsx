import type { Workshop } from '@charrette/shared'
import { type Editor, react, type TLShapeId, useEditor, useValue } from '@tldraw/tldraw'
import { useEffect } from 'react'
import { useBringIn } from '../../workshop/bringIn/useBringIn.tsx'
import { useBoardSurroundings } from '../BoardContext.ts'
import { Chrome } from '../Chrome.tsx'
import { useOpenMenu } from '../useOpenMenu.ts'
import { bringInWish } from './bringInWish.ts'

const INSET = 120
/** What was brought in comes by the board's own line: without it by then, there is nothing to show. */
const MAX_WAIT_MS = 10_000

/** Brings files in at the canvas, when somebody wants to. */
export function BringInHere({ workshop }: { workshop: Workshop }) {
	const editor = useEditor()
	const { board, credentials } = useBoardSurroundings()
	const { open, dialog } = useBringIn({
		credentials,
		workshop,
		board,
		onShow: (records) => showShapes(editor, shapesOf(records)),
		onTakeOut(records) {
			editor.markHistoryStoppingPoint('take out')
			editor.deleteShapes(shapesOf(records).filter((id) => editor.getShape(id)))
		},
	})
	const wish = useValue('bring-in wish', () => bringInWish(editor).get(), [editor])
	useOpenMenu(dialog ? 'bring in' : null)
	useEffect(() => {
		if (!wish) return
		bringInWish(editor).set(null)
		open(wish.file ?? undefined)
	}, [editor, wish, open])
	return dialog && <Chrome>{dialog}</Chrome>
}

function shapesOf(records: readonly string[]): TLShapeId[] {
	return records.filter((id): id is TLShapeId => id.startsWith('shape:'))
}

/** Selects these shapes, and brings them into sight, once they are all on the board. */
function showShapes(editor: Editor, ids: readonly TLShapeId[]): void {
	const end = () => {
		clearTimeout(overdue)
		stop()
	}
	const overdue = setTimeout(() => end(), MAX_WAIT_MS)
	const stop = react('what was brought in', () => {
		if (!ids.every((id) => editor.getShape(id))) return
		// Not within the reaction itself, which would hear of it again.
		queueMicrotask(() => {
			end()
			editor.select(...ids.filter((id) => editor.getShape(id)?.parentId === editor.getCurrentPageId()))
			const bounds = editor.getSelectionPageBounds()
			if (bounds) editor.zoomToBounds(bounds, { inset: INSET, targetZoom: 1, animation: { duration: 250 } })
		})
	})
}
