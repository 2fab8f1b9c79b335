import { rowTexts, SHAPE_TYPES } from '@charrette/shared'
import type { Editor, TLContent } from '@tldraw/tldraw'
import { boardUi } from '../boardUi.ts'
import { addImages } from '../image/addImages.ts'
import { can, canStart } from '../permissions.ts'
import { isImportFile } from './CanvasImport.tsx'
import { pasteCards, pasteOneCard } from './pasteCards.ts'

/** Cards and links on the clipboard, for another place on a board. Beside it lies their text, for everywhere else. */
const CLIPBOARD_TYPE = 'application/x-charrette'
/** A paste so soon after the middle button came up is that button's. */
const MIDDLE_PASTE_MS = 500

/**
 * Copy, cut and paste by the clipboard event alone. The asynchronous clipboard API is missing on plain http pages and
 * asks for permission elsewhere; and of what lies on the clipboard only our own shapes, plain text, the cells of a table
 * and pictures come in: no embeds or markup; pictures go the way of the server. Shift with the key for pasting makes one
 * card of it all. Returns its undo.
 */
export function bindClipboard(editor: Editor): () => void {
	const isOurs = () => {
		const active = document.activeElement
		const isElsewhere = active instanceof HTMLElement && active.matches('input, textarea, select, [contenteditable]')
		return (
			editor.getIsFocused() &&
			editor.getEditingShapeId() === null &&
			!isElsewhere &&
			!document.querySelector('dialog[open]')
		)
	}
	const onCopy = (event: ClipboardEvent) => {
		if (!isOurs() || !event.clipboardData || editor.getSelectedShapeIds().length === 0) return
		claimEvent(event)
		writeSelection(editor, event.clipboardData)
		if (event.type === 'cut' && !editor.getIsReadonly()) {
			editor.markHistoryStoppingPoint('cut')
			editor.deleteShapes(editor.getSelectedShapeIds())
		}
	}
	const onPaste = (event: ClipboardEvent) => {
		if (!isOurs()) return
		claimEvent(event)
		if (performance.now() - middleUpAt < MIDDLE_PASTE_MS) return
		if (canStart(editor, 'write')) insertClipboard(editor, event.clipboardData, isForOneCard)
	}
	// The event of pasting does not tell by which keys it came.
	let isForOneCard = false
	const onKey = ({ type, key, shiftKey }: KeyboardEvent) => {
		isForOneCard = type === 'keydown' && shiftKey && key.toLowerCase() === 'v'
	}
	// On Linux the middle button pastes what is selected somewhere; here it moves the board.
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

/** Brings what lies on the clipboard to the board, at the pointer if it is over it. */
function insertClipboard(editor: Editor, clipboard: DataTransfer | null, isForOneCard: boolean): void {
	const content = readContent(clipboard?.getData(CLIPBOARD_TYPE) ?? '')
	const text = clipboard?.getData('text/plain') ?? ''
	const files = imagesOn(clipboard, text)
	const table = readTable(clipboard?.getData('text/html') ?? '')
	const isPointing = editor.getInstanceState().isHoveringCanvas === true
	const point = isPointing ? editor.inputs.currentPagePoint : editor.getViewportPageBounds().center
	if (content) pasteContent(editor, content)
	else if (files.length > 0) void addImages(editor, { files, ...(isPointing ? { point } : {}) })
	else if (isForOneCard) pasteOneCard(editor, { text, point })
	else pasteCards(editor, { text, point, ...(table && { rows: rowTexts(table) }) })
}

/** The pictures on the clipboard. Where a text lies beside them, as from a spreadsheet, it is the text that is meant, unless it is a file's name. */
function imagesOn(clipboard: DataTransfer | null, text: string): File[] {
	const images = [...(clipboard?.files ?? [])].filter((file) => file.type.startsWith('image/'))
	const isNamed = images.some((file) => file.name === text.trim())
	return text.trim() === '' || isNamed ? images : []
}

/** Nobody else hears of the event: the canvas' own handlers would bring in more than belongs on a board. */
function claimEvent(event: ClipboardEvent): void {
	event.preventDefault()
	event.stopImmediatePropagation()
}

function writeSelection(editor: Editor, clipboard: DataTransfer): void {
	const content = editor.getContentFromCurrentPage(editor.getSelectedShapeIds())
	if (!content) return
	const texts = content.shapes.map((shape) => editor.getShapeUtil(shape).getText(shape)).filter(Boolean)
	clipboard.setData(CLIPBOARD_TYPE, JSON.stringify(content))
	clipboard.setData('text/plain', texts.join('\n'))
}

function pasteContent(editor: Editor, content: TLContent): void {
	editor.markHistoryStoppingPoint('paste')
	try {
		editor.putContentOntoCurrentPage(can(editor, 'link') ? content : withoutLinks(content), { select: true })
	} catch {
		// A clipboard of another version, or not ours at all: its text lies beside it, and nothing of the board is touched.
	}
}

function withoutLinks(content: TLContent): TLContent {
	const shapes = content.shapes.filter(({ type }) => type !== 'arrow')
	const kept = new Set<string>(shapes.map(({ id }) => id))
	return { ...content, shapes, bindings: [], rootShapeIds: content.rootShapeIds.filter((id) => kept.has(id)) }
}

/** What lies on the clipboard, if it is a board's content and holds nothing but a board's shapes. */
function readContent(data: string): TLContent | null {
	if (data === '') return null
	try {
		const content = JSON.parse(data) as TLContent
		const isBoard = content.shapes.every((shape) => (SHAPE_TYPES as readonly string[]).includes(shape.type))
		return isBoard ? { ...content, assets: [] } : null
	} catch {
		// Somebody else's use of our type: there is nothing to read.
		return null
	}
}

const LINE_BREAK = '\uE000'

/** The rows of the one table that this markup is; null if it is something else. The markup is only read: nothing in it runs or loads. */
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

/** A cell's text: what the source is broken by is a space, what the sheet is broken by is a line. */
function cellText(cell: HTMLTableCellElement): string {
	for (const br of cell.querySelectorAll('br')) br.replaceWith(LINE_BREAK)
	const text = (cell.textContent ?? '').replace(/\s+/g, ' ')
	return text
		.split(LINE_BREAK)
		.map((line) => line.trim())
		.join('\n')
}

/**
 * What may be dropped on the board: a text or an address becomes a card, a picture an image, once the server has
 * drawn it anew, and a file that can be brought in opens the dialog for it. Embeds and drawings are left out, and nothing is ever fetched from an address.
 */
export function bindExternalContent(editor: Editor): void {
	const at = (point?: { x: number; y: number }) => point ?? editor.getViewportPageBounds().center
	for (const type of ['file-replace', 'svg-text', 'embed', 'excalidraw', 'tldraw'] as const) {
		editor.registerExternalContentHandler(type, null)
	}
	editor.registerExternalContentHandler('files', ({ files, point }) => {
		const pictures = files.filter((file) => !isImportFile(file))
		const [file] = files.filter(isImportFile)
		if (file && !editor.getIsReadonly()) boardUi(editor).importRequest.set({ file })
		return addImages(editor, { files: pictures, point: at(point) })
	})
	editor.registerExternalContentHandler('text', ({ text, point }) => pasteCards(editor, { text, point: at(point) }))
	editor.registerExternalContentHandler('url', ({ url, point }) => pasteCards(editor, { text: url, point: at(point) }))
}
