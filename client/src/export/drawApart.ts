import { BoardProjection, type Records } from '@charrette/shared'
import { Editor } from '@tldraw/tldraw'
import '@tldraw/tldraw/tldraw.css'
import { namesOf } from '../board/author.ts'
import { type CardResults, cardResults } from '../board/card/cardResults.ts'
import { dressBoard } from '../board/editor/dressBoard.ts'
import { bindingUtils, shapeUtils } from '../board/editor/shapes.ts'
import { createBoardStore } from '../sync/createBoardStore.ts'
import { drawPicture, type Picture } from './drawPicture.ts'

/** A board's document, the names of its people by participant, and the dots that its cards got. */
interface Drawn {
	records: Records
	names: ReadonlyMap<string, string>
	dots: CardResults
}

/** Draws a board that no canvas shows: as it is now, in an editor out of sight that lives as long as the drawing takes. */
export async function drawApart({ records, names, dots }: Drawn, format: 'png' | 'svg'): Promise<Picture | null> {
	const projection = new BoardProjection(records)
	projection.readAll()
	const store = createBoardStore()
	store.mergeRemoteChanges(() => store.put([...projection.shown.values()]))
	const container = document.createElement('div')
	container.className = 'tl-container'
	container.style.cssText = 'position:fixed;inset:0;overflow:hidden;visibility:hidden;pointer-events:none'
	document.body.append(container)
	const editor = new Editor({ store, shapeUtils, bindingUtils, tools: [], getContainer: () => container })
	try {
		dressBoard(editor)
		namesOf(editor).current = names
		cardResults(editor).set({ dots, isVoting: false })
		return await drawPicture(editor, format)
	} finally {
		editor.dispose()
		container.remove()
	}
}
