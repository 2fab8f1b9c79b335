import { type Point, SHAPE_TYPES } from '@charrette/shared'
import { readClipboardImages } from '../../ui/readClipboardImages.ts'
import { boardUi, type CopiedShapes } from '../boardUi.ts'
import { isKeyboardTaken } from '../CanvasControls.tsx'
import type { Editor } from '../engine/editor.ts'
import type { CopiedContent } from '../engine/shapes.ts'
import { addImages } from '../image/addImages.ts'
import { can, canStart } from '../permissions.ts'
import { clearPageBounds } from '../viewport/camera.ts'
import { isImportFile } from './CanvasImport.tsx'
import { readCopiedDrawing } from './copiedDrawing.ts'
import { moveSelectionClear, pasteCards, pasteOneCard } from './pasteCards.ts'

/**
 * The clipboard type of copied shapes. Their text is on the clipboard as well, for other
 * applications.
 */
const CLIPBOARD_TYPE = 'application/x-charrette'
/**
 * Time after the release of the middle mouse button within which a paste is considered its effect.
 */
const MIDDLE_PASTE_MS = 500

/**
 * Binds copy, cut and paste by clipboard events alone: the asynchronous clipboard API is missing on
 * plain http pages and asks for permission elsewhere. A paste accepts the board's own shapes, plain
 * text, the cells of a single table, drawings of Excalidraw and tldraw, and images, which the
 * server encodes again; never embeds or markup. Pasting with Shift makes one card of the whole
 * text. Returns a function that unbinds the events.
 */
export function bindClipboard(editor: Editor): () => void {
	const isForCanvas = () => editor.getIsFocused() && editor.getEditingShapeId() === null && !isKeyboardTaken()
	const onCopy = (event: ClipboardEvent) => {
		if (!isForCanvas() || !event.clipboardData || editor.getSelectedShapeIds().length === 0) return
		claimEvent(event)
		writeSelection(editor, event.clipboardData)
		if (event.type === 'cut' && !editor.getIsReadonly()) {
			editor.markHistoryStoppingPoint('cut')
			editor.deleteShapes(editor.getSelectedShapeIds())
		}
	}
	const onPaste = (event: ClipboardEvent) => {
		if (!isForCanvas()) return
		claimEvent(event)
		if (performance.now() - middleUpAt < MIDDLE_PASTE_MS) return
		if (canStart(editor, 'write')) insertClipboard(editor, event.clipboardData, isForOneCard)
	}
	// A paste event has no modifier keys, so the last key press is recorded.
	let isForOneCard = false
	const onKey = ({ type, key, shiftKey }: KeyboardEvent) => {
		isForOneCard = type === 'keydown' && shiftKey && key.toLowerCase() === 'v'
	}
	// On Linux the middle button pastes the selection of any window; here it pans the board.
	let middleUpAt = Number.NEGATIVE_INFINITY
	const onMouseUp = ({ button }: MouseEvent) => {
		if (button === 1) middleUpAt = performance.now()
	}
	document.addEventListener('mouseup', onMouseUp, true)
	document.addEventListener('keydown', onKey, true)
	document.addEventListener('keyup', onKey, true)
	document.addEventListener('copy', onCopy, true)
	document.addEventListener('cut', onCopy, true)
	document.addEventListener('paste', onPaste, true)
	return () => {
		document.removeEventListener('mouseup', onMouseUp, true)
		document.removeEventListener('keydown', onKey, true)
		document.removeEventListener('keyup', onKey, true)
		document.removeEventListener('copy', onCopy, true)
		document.removeEventListener('cut', onCopy, true)
		document.removeEventListener('paste', onPaste, true)
	}
}

/**
 * Inserts the clipboard at the pointer if it is over the board, else in the middle of the viewport.
 */
function insertClipboard(editor: Editor, clipboard: DataTransfer | null, isForOneCard: boolean): void {
	const shapes = clipboard?.getData(CLIPBOARD_TYPE) ?? ''
	const text = clipboard?.getData('text/plain') ?? ''
	const files = readClipboardImages(clipboard)
	const html = clipboard?.getData('text/html') ?? ''
	const table = readTable(html)
	const drawing = readCopiedDrawing({ text, html })
	const isPointing = editor.getInstanceState().isHoveringCanvas === true
	const point = isPointing ? editor.inputs.currentPagePoint : clearPageBounds(editor).center
	if (shapes !== '') pasteShapes(editor, { content: readContent(shapes), text, point })
	else if (drawing) boardUi(editor).dialogs.importRequest.set({ files: [drawing.file], texts: drawing.texts })
	else if (files.length > 0) void addImages(editor, { files, ...(isPointing ? { point } : {}) })
	else if (isForOneCard) pasteOneCard(editor, { text, point })
	else pasteCards(editor, { text, point, table })
}

/**
 * Stops the event, since tldraw's own handlers would insert content that a board does not allow.
 */
function claimEvent(event: ClipboardEvent): void {
	event.preventDefault()
	event.stopImmediatePropagation()
}

function writeSelection(editor: Editor, clipboard: DataTransfer): void {
	const copied = copySelection(editor)
	if (!copied) return
	clipboard.setData(CLIPBOARD_TYPE, JSON.stringify(copied.content))
	clipboard.setData('text/plain', copied.text)
}

/** Returns the selected shapes and their texts, and keeps them for `pasteFromMenu`. */
function copySelection(editor: Editor): CopiedShapes | null {
	const content = editor.getContentFromCurrentPage(editor.getSelectedShapeIds())
	if (!content) return null
	const texts = content.shapes.map((shape) => editor.getShapeUtil(shape).getText(shape)).filter(Boolean)
	const copied = { content, text: texts.join('\n') }
	boardUi(editor).clipboard.copied.current = copied
	return copied
}

/** Copies or cuts the selection, like the shortcuts. */
export function copyFromMenu(editor: Editor, type: 'copy' | 'cut'): void {
	copySelection(editor)
	// Triggers `onCopy`, which writes to the clipboard, even on a plain http page.
	document.execCommand('copy')
	if (type === 'copy' || editor.getIsReadonly()) return
	editor.markHistoryStoppingPoint('cut')
	editor.deleteShapes(editor.getSelectedShapeIds())
}

/**
 * Pastes from the menu. A page can only read the clipboard in a secure context and with the
 * person's permission. Otherwise the shapes last copied on this board are pasted; without such
 * shapes, a notice names the shortcut.
 */
export async function pasteFromMenu(editor: Editor, hint: string): Promise<void> {
	if (!canStart(editor, 'write')) return
	const point = editor.inputs.currentPagePoint.clone()
	const { text, html } = await readClipboardTexts()
	if (editor.isDisposed || !canStart(editor, 'write')) return
	const copied = boardUi(editor).clipboard.copied.current
	const drawing = readCopiedDrawing({ text, html })
	if (copied && (!text || squeeze(text) === squeeze(copied.text))) pasteShapes(editor, { ...copied, point })
	else if (drawing) boardUi(editor).dialogs.importRequest.set({ files: [drawing.file], texts: drawing.texts })
	else if (text) pasteCards(editor, { text, point })
	else boardUi(editor).notices.shown.set({ type: 'message', text: hint })
}

/** Returns the text and the markup on the clipboard; empty if missing, or without permission. */
async function readClipboardTexts(): Promise<{ text: string; html: string }> {
	const [item] = (await Promise.resolve(navigator.clipboard?.read?.()).catch(() => [])) ?? []
	const textOf = async (type: string) => {
		if (!item?.types.includes(type)) return ''
		return item.getType(type).then(
			(blob) => blob.text(),
			() => '',
		)
	}
	if (item) return { text: await textOf('text/plain'), html: await textOf('text/html') }
	// Some browsers let a page read only the text.
	const text = await Promise.resolve(navigator.clipboard?.readText()).catch(() => '')
	return { text: text ?? '', html: '' }
}

/** Collapses white space, since some systems change the line breaks of a text on the clipboard. */
const squeeze = (text: string) => text.replace(/\s+/g, ' ').trim()

interface PastedShapes {
	/** Null if the clipboard has shapes that a board does not know. */
	content: CopiedContent | null
	text: string
	point: Point
}

/**
 * Pastes shapes. If they are from another release, whose shapes this one cannot read, their text is
 * pasted as cards, and a notice says so (PASTE5).
 */
function pasteShapes(editor: Editor, { content, text, point }: PastedShapes): void {
	if (content && pasteContent(editor, content)) return
	boardUi(editor).notices.shown.set({ type: 'pastedAsText', hasText: text.trim() !== '' })
	pasteCards(editor, { text, point })
}

/** Returns whether the content was pasted; otherwise nothing was inserted. */
function pasteContent(editor: Editor, content: CopiedContent): boolean {
	const mark = editor.markHistoryStoppingPoint('paste')
	try {
		editor.putContentOntoCurrentPage(can(editor, 'link') ? content : withoutLinks(content), { select: true })
	} catch {
		// The content cannot be migrated or is not from a board.
		editor.bailToMark(mark)
		return false
	}
	moveSelectionClear(editor)
	return true
}

function withoutLinks(content: CopiedContent): CopiedContent {
	const shapes = content.shapes.filter(({ type }) => type !== 'arrow')
	const ids = new Set<string>(shapes.map(({ id }) => id))
	return { ...content, shapes, bindings: [], rootShapeIds: content.rootShapeIds.filter((id) => ids.has(id)) }
}

/**
 * Parses copied shapes; returns null if the data is not the content of a board, or contains shapes
 * of other types.
 */
function readContent(data: string): CopiedContent | null {
	try {
		const content = JSON.parse(data) as CopiedContent
		const isBoard = content.shapes.every((shape) => (SHAPE_TYPES as readonly string[]).includes(shape.type))
		return isBoard ? { ...content, assets: [] } : null
	} catch {
		// Another application uses the same clipboard type.
		return null
	}
}

/** Placeholder for a `<br>` while white space is collapsed. */
const LINE_BREAK = '\uE000'

/**
 * Returns the rows of the table if this markup consists of a single one, else null. No script of
 * the markup runs, and no resource of it loads.
 */
function readTable(html: string): string[][] | null {
	if (!/<table[\s>]/i.test(html)) return null
	const { body } = new DOMParser().parseFromString(html, 'text/html')
	const [table, ...more] = body.querySelectorAll('table')
	if (!table || more.length > 0) return null
	const rows = [...table.rows].map((row) => [...row.cells].map(cellText))
	table.remove()
	for (const style of body.querySelectorAll('style, meta, link')) style.remove()
	return body.textContent?.trim() ? null : rows
}

/**
 * Returns the text of a cell: line breaks of the source become spaces, `<br>` elements become line
 * breaks.
 */
function cellText(cell: HTMLTableCellElement): string {
	for (const br of cell.querySelectorAll('br')) br.replaceWith(LINE_BREAK)
	const text = (cell.textContent ?? '').replace(/\s+/g, ' ')
	return text
		.split(LINE_BREAK)
		.map((line) => line.trim())
		.join('\n')
}

/**
 * Handles drops on the board: a text or a URL becomes a card, an image file an image, and files
 * that can be imported open the import dialog, one after another. Nothing is fetched from a URL;
 * other content is ignored.
 */
export function bindExternalContent(editor: Editor): void {
	const at = (point?: { x: number; y: number }) => point ?? clearPageBounds(editor).center
	for (const type of ['file-replace', 'svg-text', 'embed', 'excalidraw', 'tldraw'] as const) {
		editor.registerExternalContentHandler(type, null)
	}
	editor.registerExternalContentHandler('files', ({ files, point }) => {
		const images = files.filter((file) => !isImportFile(file))
		const imports = files.filter(isImportFile)
		if (imports.length > 0 && !editor.getIsReadonly()) boardUi(editor).dialogs.importRequest.set({ files: imports })
		return addImages(editor, { files: images, point: at(point) })
	})
	editor.registerExternalContentHandler('text', ({ text, point }) => pasteCards(editor, { text, point: at(point) }))
	editor.registerExternalContentHandler('url', ({ url, point }) => pasteCards(editor, { text: url, point: at(point) }))
}
