import { SHAPE_TYPES } from '@charrette/shared'
import type { Editor, TLContent } from '@tldraw/tldraw'
import { addImages } from './addImages.ts'
import { pasteCards, pasteOneCard } from './pasteCards.ts'
import { readTable } from './readTable.ts'
import { rowTexts } from './splitPaste.ts'

/** Cards and links on the clipboard, for another place on a board. Beside it lies their text, for everywhere else. */
const CLIPBOARD_TYPE = 'application/x-charrette'

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
		take(event)
		writeSelection(editor, event.clipboardData)
		if (event.type === 'cut' && !editor.getIsReadonly()) {
			editor.markHistoryStoppingPoint('cut')
			editor.deleteShapes(editor.getSelectedShapeIds())
		}
	}
	const onPaste = (event: ClipboardEvent) => {
		if (!isOurs()) return
		take(event)
		const content = readContent(event.clipboardData?.getData(CLIPBOARD_TYPE) ?? '')
		const text = event.clipboardData?.getData('text/plain') ?? ''
		if (editor.getIsReadonly()) return
		if (content) return pasteContent(editor, content)
		const html = event.clipboardData?.getData('text/html') ?? ''
		const files = imagesOn(event.clipboardData, text)
		const isPointing = editor.getInstanceState().isHoveringCanvas === true
		const point = isPointing ? editor.inputs.currentPagePoint : editor.getViewportPageBounds().center
		if (files.length > 0) return void addImages(editor, { files, ...(isPointing ? { point } : {}) })
		if (isForOneCard) return pasteOneCard(editor, { text, point })
		const table = readTable(html)
		pasteCards(editor, { text, point, ...(table && { rows: rowTexts(table) }) })
	}
	// The event of pasting does not tell by which keys it came.
	let isForOneCard = false
	const onKey = ({ type, key, shiftKey }: KeyboardEvent) => {
		isForOneCard = type === 'keydown' && shiftKey && key.toLowerCase() === 'v'
	}
	document.addEventListener('keydown', onKey, true)
	document.addEventListener('keyup', onKey, true)
	document.addEventListener('copy', onCopy, true)
	document.addEventListener('cut', onCopy, true)
	document.addEventListener('paste', onPaste, true)
	return () => {
		document.removeEventListener('keydown', onKey, true)
		document.removeEventListener('keyup', onKey, true)
		document.removeEventListener('copy', onCopy, true)
		document.removeEventListener('cut', onCopy, true)
		document.removeEventListener('paste', onPaste, true)
	}
}

/** The pictures on the clipboard. Where a text lies beside them, as from a spreadsheet, it is the text that is meant, unless it is a file's name. */
function imagesOn(clipboard: DataTransfer | null, text: string): File[] {
	const images = [...(clipboard?.files ?? [])].filter((file) => file.type.startsWith('image/'))
	const isNamed = images.some((file) => file.name === text.trim())
	return text.trim() === '' || isNamed ? images : []
}

/** Nobody else hears of the event: the canvas' own handlers would bring in more than belongs on a board. */
function take(event: ClipboardEvent): void {
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
		editor.putContentOntoCurrentPage(content, { select: true })
	} catch {
		// A clipboard of another version, or not ours at all: its text lies beside it, and nothing of the board is touched.
	}
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
