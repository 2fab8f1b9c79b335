import '@tldraw/tldraw/tldraw.css'
import {
	BoardProjection,
	CARD_KINDS,
	type FontRequest,
	type FontSubsets,
	hasLayoutMarkup,
	isCard,
	LINK_MEANINGS,
	type Locale,
	OBSTACLE_CATEGORIES,
	parseCardText,
	type Records,
	stripUnprintable,
} from '@charrette/shared'
import { Editor, type TLFrameShape, type TLShapeId } from '@tldraw/tldraw'
import { boardUi } from '../../board/boardUi.ts'
import { applyBoardStyle, bindingUtils, shapeUtils } from '../../board/editor/boardShapes.ts'
import { patchClipping } from '../../board/editor/tldrawPatches.ts'
import { type FontWeight, loadRenderFonts, type RenderFonts } from '../../board/render/renderAssets.ts'
import { textsIn } from '../../i18n/texts.ts'
import { createBoardStore } from '../../sync/bindCanvas.ts'
import { BULLET } from '../../ui/formattedLines.ts'

/**
 * The timeout of tldraw's rendering, longer than any board takes: tldraw leaves out shapes that
 * take longer.
 */
const MAX_RENDER_MS = 600_000

/** A board to render, open or not. */
export interface BoardToRender {
	records: Records
	/** The names of authors, by participant. Empty if the workshop is anonymous (ANON1). */
	names: ReadonlyMap<string, string>
	/** The dots of cards in the newest vote, by card. */
	dots: ReadonlyMap<string, number>
	locale: Locale
	/** The characters written in the margins: titles, date, page numbers. */
	marginText: string
	/** Requests font subsets from the server. */
	fetchFonts: (request: FontRequest) => Promise<FontSubsets>
	signal?: AbortSignal | undefined
}

/** A board that can be rendered repeatedly, in several formats. */
export interface BoardRenderer {
	editor: Editor
	fonts: RenderFonts
	/**
	 * Returns the ids of all shapes, or of the selected ones with their children and the links
	 * between them.
	 */
	shapes(selection: readonly string[] | null): TLShapeId[]
	/** Sets whether cards show the names of their authors. */
	showNames(isShown: boolean): void
	close(): void
}

/**
 * Loads the current state of a board into a hidden editor, with the fonts for it. The caller must
 * close it.
 */
export async function openBoardRenderer({
	records,
	names,
	dots,
	locale,
	marginText,
	fetchFonts,
	signal,
}: BoardToRender): Promise<BoardRenderer> {
	const { editor, remove } = openEditor(records)
	let fonts: RenderFonts | null = null
	const close = () => {
		fonts?.close()
		editor.dispose()
		remove()
	}
	try {
		const characters = charactersOf(editor, { locale, names: names.values(), marginText })
		const requests = ([400, 700] as const).map((weight) => ({
			weight,
			characters: characters[weight],
			format: 'ttf' as const,
		}))
		const subsets = await Promise.all(requests.map(fetchFonts))
		signal?.throwIfAborted()
		fonts = await loadRenderFonts(subsets)
		boardUi(editor).renderFonts.current = fonts
		boardUi(editor).voteResults.set({ dots, isVoting: false })
		const noNames = new Map<string, string>()
		return {
			editor,
			fonts,
			close,
			shapes: (selection) => shapesOf(editor, selection),
			showNames(isShown) {
				boardUi(editor).names.current = isShown ? names : noNames
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
	const options = { maxExportDelayMs: MAX_RENDER_MS }
	const editor = new Editor({ store, shapeUtils, bindingUtils, tools: [], options, getContainer: () => container })
	applyBoardStyle(editor)
	patchClipping(editor)
	return { editor, remove: () => container.remove() }
}

function shapesOf(editor: Editor, selection: readonly string[] | null): TLShapeId[] {
	if (!selection) return [...editor.getCurrentPageShapeIds()]
	const existing = selection.filter((id) => editor.getShape(id as TLShapeId)) as TLShapeId[]
	const all = editor.getShapeAndDescendantIds(existing)
	for (const shape of editor.getCurrentPageShapes()) {
		if (shape.type !== 'arrow') continue
		const ends = editor.getBindingsFromShape(shape, 'arrow').map(({ toId }) => editor.getShape(toId))
		if (ends.length === 2 && ends.every((end) => end && isCard(end) && all.has(end.id))) all.add(shape.id)
	}
	return [...all]
}

/**
 * Returns the characters that are rendered, by font weight: those of the board, of names and of the
 * margins.
 */
function charactersOf(
	editor: Editor,
	{ locale, names, marginText }: { locale: Locale; names: Iterable<string>; marginText: string },
): Record<FontWeight, string> {
	const t = textsIn(locale, 'board', 'app')
	const regular = [marginText, '…', BULLET, ...names, ...LINK_MEANINGS.map((meaning) => t(`meanings.${meaning}`))]
	regular.push(' · ', ...OBSTACLE_CATEGORIES.map((category) => t(`categories.${category}`)))
	regular.push(t('cluster.untitled'))
	const bold = [marginText, '…']
	bold.push(...CARD_KINDS.map((kind) => t(`app:kinds.${kind}`).toLocaleUpperCase(locale)))
	for (const shape of editor.getCurrentPageShapes()) {
		if (isCard(shape)) {
			// An imported card stores the name of its author itself.
			regular.push(shape.props.text, String(shape.meta['authorName'] ?? ''))
			bold.push(shape.props.city, boldTextOf(shape.props.text))
		} else if (shape.type === 'frame') bold.push((shape as TLFrameShape).props.name)
	}
	return { 400: distinct(regular), 700: distinct(bold) }
}

/** Returns the bold parts of a card's text. */
function boldTextOf(text: string): string {
	const spans = hasLayoutMarkup(text) ? parseCardText(text).flatMap((line) => line.spans) : []
	return spans.map((span) => (span.isBold ? span.text : '')).join('')
}

function distinct(texts: string[]): string {
	return [...new Set(texts.flatMap((text) => [...stripUnprintable(text)]))].join('')
}
