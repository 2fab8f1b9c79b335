import { BoardProjection, type CutFonts, type FontWish, isCard, type Locale, type Records } from '@charrette/shared'
import { Editor, type TLShapeId } from '@tldraw/tldraw'
import '@tldraw/tldraw/tldraw.css'
import { namesOf } from '../../board/author.ts'
import { cardResults } from '../../board/card/cardResults.ts'
import { dressBoard } from '../../board/editor/dressBoard.ts'
import { letGoWhenClosed } from '../../board/editor/letGoWhenClosed.ts'
import { bindingUtils, shapeUtils } from '../../board/editor/shapes.ts'
import { openPictureFonts, type PictureFonts, pictureFontsOf } from '../../board/picture/pictureFonts.ts'
import { createBoardStore } from '../../sync/createBoardStore.ts'
import { charactersOf } from './charactersOf.ts'

/** Longer than any board takes to be drawn: half of one is worse than none. */
const MAX_DRAWING_MS = 600_000

/** A board as its document has it, open or not, and what is to be known of it to draw it. */
export interface BoardToDraw {
	records: Records
	/** The names that stand on cards, by participant. Empty while a workshop is anonymous (ANON1). */
	names: ReadonlyMap<string, string>
	/** The dots that cards got in the newest vote, by card. */
	dots: ReadonlyMap<string, number>
	locale: Locale
	/** What is written beside the board: its title, the workshop's, the date. */
	margin: string
	/** Asks the server for typefaces. */
	fetchFonts: (wish: FontWish) => Promise<CutFonts>
	signal?: AbortSignal | undefined
}

/** A board that is ready to be drawn, as often and in as many formats as one likes. */
export interface Drawing {
	editor: Editor
	fonts: PictureFonts
	/** All shapes on it, or of these those that are there, with the links between them. */
	shapes(chosen: readonly string[] | null): TLShapeId[]
	/** Whether names stand on cards. */
	showNames(isShown: boolean): void
	close(): void
}

/** Puts a board as it is now into an editor out of sight, with the typefaces for it. Whoever opens it closes it. */
export async function openDrawing({
	records,
	names,
	dots,
	locale,
	margin,
	fetchFonts,
	signal,
}: BoardToDraw): Promise<Drawing> {
	const { editor, remove } = openEditor(records)
	let fonts: PictureFonts | null = null
	const close = () => {
		fonts?.close()
		editor.dispose()
		remove()
	}
	try {
		const characters = charactersOf(editor, { locale, names: names.values(), margin })
		const wishes = ([400, 700] as const).map((weight) => ({
			weight,
			characters: characters[weight],
			format: 'ttf' as const,
		}))
		const cut = await Promise.all(wishes.map(fetchFonts))
		signal?.throwIfAborted()
		fonts = await openPictureFonts(cut)
		pictureFontsOf(editor).current = fonts
		cardResults(editor).set({ dots, isVoting: false })
		const nobody = new Map<string, string>()
		return {
			editor,
			fonts,
			close,
			shapes: (chosen) => shapesOf(editor, chosen),
			showNames(isShown) {
				namesOf(editor).current = isShown ? names : nobody
			},
		}
	} catch (thrown) {
		close()
		throw thrown
	}
}

function openEditor(records: Records): { editor: Editor; remove: () => void } {
	const projection = new BoardProjection(records)
	projection.readAll()
	const store = createBoardStore()
	store.mergeRemoteChanges(() => store.put([...projection.shown.values()]))
	const container = document.createElement('div')
	container.className = 'tl-container'
	container.style.cssText = 'position:fixed;inset:0;overflow:hidden;visibility:hidden;pointer-events:none'
	document.body.append(container)
	const options = { maxExportDelayMs: MAX_DRAWING_MS }
	const editor = new Editor({ store, shapeUtils, bindingUtils, tools: [], options, getContainer: () => container })
	dressBoard(editor)
	letGoWhenClosed(editor)
	return { editor, remove: () => container.remove() }
}

function shapesOf(editor: Editor, chosen: readonly string[] | null): TLShapeId[] {
	if (!chosen) return [...editor.getCurrentPageShapeIds()]
	const there = chosen.filter((id) => editor.getShape(id as TLShapeId)) as TLShapeId[]
	const all = editor.getShapeAndDescendantIds(there)
	for (const shape of editor.getCurrentPageShapes()) {
		if (shape.type !== 'arrow') continue
		const ends = editor.getBindingsFromShape(shape, 'arrow').map(({ toId }) => editor.getShape(toId))
		if (ends.length === 2 && ends.every((end) => end && isCard(end) && all.has(end.id))) all.add(shape.id)
	}
	return [...all]
}
