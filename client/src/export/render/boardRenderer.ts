import '@tldraw/tldraw/tldraw.css'
import {
	BoardProjection,
	CARD_KINDS,
	type FontRequest,
	type FontSubsets,
	isCard,
	LINK_MEANINGS,
	type Locale,
	OBSTACLE_CATEGORIES,
	type Records,
} from '@charrette/shared'
import { Editor, type TLFrameShape, type TLShapeId } from '@tldraw/tldraw'
import { namesOf } from '../../board/author.ts'
import { voteResults } from '../../board/card/shapeAppearance.ts'
import { applyBoardStyle, bindingUtils, shapeUtils } from '../../board/editor/boardShapes.ts'
import { releaseClosedEditor } from '../../board/editor/tldrawPatches.ts'
import { type FontWeight, loadRenderFonts, type RenderFonts, renderFonts } from '../../board/render/renderFonts.ts'
import { textsIn } from '../../i18n/texts.ts'
import { createBoardStore } from '../../sync/bindCanvas.ts'

/** Longer than any board takes to be drawn: half of one is worse than none. */
const MAX_RENDER_MS = 600_000

/** A board as its document has it, open or not, and what is to be known of it to draw it. */
export interface BoardToRender {
	records: Records
	/** The names that stand on cards, by participant. Empty while a workshop is anonymous (ANON1). */
	names: ReadonlyMap<string, string>
	/** The dots that cards got in the newest vote, by card. */
	dots: ReadonlyMap<string, number>
	locale: Locale
	/** What is written beside the board: its title, the workshop's, the date. */
	marginText: string
	/** Asks the server for typefaces. */
	fetchFonts: (wish: FontRequest) => Promise<FontSubsets>
	signal?: AbortSignal | undefined
}

/** A board that is ready to be drawn, as often and in as many formats as one likes. */
export interface BoardRenderer {
	editor: Editor
	fonts: RenderFonts
	/** All shapes on it, or of these those that are there, with the links between them. */
	shapes(chosen: readonly string[] | null): TLShapeId[]
	/** Whether names stand on cards. */
	showNames(isShown: boolean): void
	close(): void
}

/** Puts a board as it is now into an editor out of sight, with the typefaces for it. Whoever opens it closes it. */
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
		const characters = charactersOf(editor, { locale, names: names.values(), margin: marginText })
		const wishes = ([400, 700] as const).map((weight) => ({
			weight,
			characters: characters[weight],
			format: 'ttf' as const,
		}))
		const cut = await Promise.all(wishes.map(fetchFonts))
		signal?.throwIfAborted()
		fonts = await loadRenderFonts(cut)
		renderFonts(editor).current = fonts
		voteResults(editor).set({ dots, isVoting: false })
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
	const options = { maxExportDelayMs: MAX_RENDER_MS }
	const editor = new Editor({ store, shapeUtils, bindingUtils, tools: [], options, getContainer: () => container })
	applyBoardStyle(editor)
	releaseClosedEditor(editor)
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

/** What a picture is written with, by weight: all that stands on the board, its names, and `margin`, what stands beside it. */
function charactersOf(
	editor: Editor,
	about: { locale: Locale; names: Iterable<string>; margin: string },
): Record<FontWeight, string> {
	const { locale, names, margin } = about
	const t = textsIn(locale, 'board', 'app')
	const regular = [margin, '…', ...names, ...LINK_MEANINGS.map((meaning) => t(`meanings.${meaning}`))]
	regular.push(' · ', ...OBSTACLE_CATEGORIES.map((category) => t(`categories.${category}`)))
	regular.push(t('cluster.untitled'))
	const bold = [margin, '…']
	bold.push(...CARD_KINDS.map((kind) => t(`app:kinds.${kind}`).toLocaleUpperCase(locale)))
	for (const shape of editor.getCurrentPageShapes()) {
		if (isCard(shape)) {
			// Who came with a card from elsewhere is named in it.
			regular.push(shape.props.text, String(shape.meta['authorName'] ?? ''))
			bold.push(shape.props.city)
		} else if (shape.type === 'frame') bold.push((shape as TLFrameShape).props.name)
	}
	return { 400: distinct(regular), 700: distinct(bold) }
}

function distinct(texts: string[]): string {
	return [...new Set(texts.flatMap((text) => [...text]))].join('')
}
