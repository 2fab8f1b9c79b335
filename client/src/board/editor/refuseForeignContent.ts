import type { Editor } from '@tldraw/tldraw'
import { bringInWish, isForBringingIn } from '../bringIn/bringInWish.ts'
import { addImages } from '../image/addImages.ts'
import { pasteCards } from '../paste/pasteCards.ts'

/**
 * What may be dropped on the board: a text or an address becomes a card, a picture an image, once the server has
 * drawn it anew, and a file that can be brought in opens the dialog for it. Embeds and drawings are left out, and nothing is ever fetched from an address.
 */
export function refuseForeignContent(editor: Editor): void {
	const at = (point?: { x: number; y: number }) => point ?? editor.getViewportPageBounds().center
	for (const type of ['file-replace', 'svg-text', 'embed', 'excalidraw', 'tldraw'] as const) {
		editor.registerExternalContentHandler(type, null)
	}
	editor.registerExternalContentHandler('files', ({ files, point }) => {
		const pictures = files.filter((file) => !isForBringingIn(file))
		const [file] = files.filter(isForBringingIn)
		if (file && !editor.getIsReadonly()) bringInWish(editor).set({ file })
		return addImages(editor, { files: pictures, point: at(point) })
	})
	editor.registerExternalContentHandler('text', ({ text, point }) => pasteCards(editor, { text, point: at(point) }))
	editor.registerExternalContentHandler('url', ({ url, point }) => pasteCards(editor, { text: url, point: at(point) }))
}
