import '@tldraw/editor/editor.css'
import {
	BoardProjection,
	CARD_CHOICES,
	CARD_FIELDS,
	type CardChoice,
	type FontRequest,
	type FontSubsets,
	hasLayoutMarkup,
	isCard,
	LINK_MEANINGS,
	type Locale,
	parseCardText,
	type Records,
	stripUnprintable,
} from '@charrette/shared'
import {
	DrawShapeUtil,
	Editor,
	type TLAnyShapeUtilConstructor,
	type TLFrameShape,
	type TLShapeId,
} from '@tldraw/tldraw'
import { boardUi } from '../../canvas/boardUi.ts'
import { applyBoardStyle, bindingUtils } from '../../canvas/editor/boardShapes.ts'
import { patchClipping } from '../../canvas/editor/tldrawPatches.ts'
import { type FontWeight, loadRenderFonts, type RenderFonts } from '../../canvas/render/renderAssets.ts'
import type { ShownTexts } from '../../canvas/render/ShownTexts.ts'
import { cardNamesIn } from '../../i18n/cardNames.ts'
import { textsIn } from '../../i18n/texts.ts'
import { createBoardStore } from '../../sync/bindCanvas.ts'
import { BULLET } from '../../ui/formattedLines.ts'
import { renderedShapes } from './renderedShapes.tsx'

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
	texts?: ShownTexts | undefined
	/** The note below the board about its translations; null without one. */
	note: string | null
	/** The characters written in the margins: titles, date, page numbers, the note. */
	marginText: string
	/** Requests font subsets from the server. */
	fetchFonts: (request: FontRequest) => Promise<FontSubsets>
	signal?: AbortSignal | undefined
}

/** A board that can be rendered repeatedly, in several formats. */
export interface BoardRenderer {
	editor: Editor
	fonts: RenderFonts
	/** The note below the board; null without one. */
	note: string | null
	/**
	 * Returns the ids of all shapes, or of the selected ones with their children and the links
	 * between them.
	 */
	shapes(selection: readonly string[] | null): TLShapeId[]
	/** Sets whether cards show the names of their authors. */
	showNames(isShown: boolean): void
	close(): void
}

const NO_TEXTS: ShownTexts = new Map()
/** See `shapeUtils` for the cast. */
const renderedUtils = [...renderedShapes, DrawShapeUtil] as TLAnyShapeUtilConstructor[]

/**
 * Loads the current state of a board into a hidden editor, with the fonts for it. The caller must
 * close it.
 */
export async function openBoardRenderer({
	records,
	names,
	dots,
	locale,
	texts = NO_TEXTS,
	note,
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
		const characters = charactersOf(editor, { locale, texts, names: names.values(), marginText })
		const requests = ([400, 700] as const).map((weight) => ({
			weight,
			characters: characters[weight],
			format: 'ttf' as const,
		}))
		const subsets = await Promise.all(requests.map(fetchFonts))
		signal?.throwIfAborted()
		fonts = await loadRenderFonts(subsets)
		boardUi(editor).images.fonts.current = fonts
		boardUi(editor).images.words.current = { locale, texts }
		boardUi(editor).cards.voteResults.set({ dots, isVoting: false })
		const noNames = new Map<string, string>()
		return {
			editor,
			fonts,
			note,
			close,
			shapes: (selection) => shapesOf(editor, selection),
			showNames(isShown) {
				boardUi(editor).people.names.current = isShown ? names : noNames
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
	const editor = new Editor({
		store,
		shapeUtils: renderedUtils,
		bindingUtils,
		tools: [],
		options,
		getContainer: () => container,
	})
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
	{
		locale,
		texts,
		names,
		marginText,
	}: Pick<BoardToRender, 'locale' | 'marginText'> & {
		texts: ShownTexts
		names: Iterable<string>
	},
): Record<FontWeight, string> {
	const t = textsIn(locale, 'board', 'app')
	const nameOf = cardNamesIn(t)
	const namesOf = (choice: CardChoice) => CARD_FIELDS[choice].values.map((value) => nameOf(choice, value))
	const regular = [marginText, '…', BULLET, ...names, ...LINK_MEANINGS.map((meaning) => t(`meanings.${meaning}`))]
	regular.push(' · ', ...CARD_CHOICES.flatMap(namesOf))
	regular.push(t('cluster.untitled'))
	const bold = [marginText, '…']
	bold.push(...namesOf('kind').map((name) => name.toLocaleUpperCase(locale)))
	for (const shape of editor.getCurrentPageShapes()) {
		if (isCard(shape)) {
			// An imported card stores the name of its author itself.
			const shown = texts.get(shape.id) ?? [shape.props.text]
			regular.push(...shown, String(shape.meta['authorName'] ?? ''))
			bold.push(shape.props.city, ...shown.map(boldTextOf))
		} else if (shape.type === 'frame') bold.push(...(texts.get(shape.id) ?? [(shape as TLFrameShape).props.name]))
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
