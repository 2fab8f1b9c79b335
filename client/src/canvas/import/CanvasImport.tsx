import { fileExtension, IMPORT_EXTENSIONS } from '@charrette/shared'
import { useEffect } from 'react'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { useImport } from '../../import/useImport.tsx'
import { useBoardPlace } from '../../navigation/BoardPlace.ts'
import { Button } from '../../ui/Button.tsx'
import { boardUi } from '../boardUi.ts'
import { CanvasControls, useRegisterOpenMenu } from '../CanvasControls.tsx'
import { type Editor, useEditor } from '../engine/editor.ts'
import type { ShapeId } from '../engine/shapes.ts'
import { react, useValue } from '../engine/signals.ts'
import { addBackdrop, addImages } from '../image/addImages.ts'
import { canStart } from '../permissions.ts'
import { zoomToRect } from '../viewport/camera.ts'
import { pasteCards } from './pasteCards.ts'

/**
 * Maximum wait for imported records, which arrive through the board's room. After that, they are
 * not selected.
 */
const MAX_WAIT_MS = 10_000

/** The import dialog of the canvas; see `importRequest` of `BoardUi`. */
export function CanvasImport() {
	const editor = useEditor()
	const { workshop, board, credentials } = useBoardPlace()
	const { t } = useTranslation('board')
	const { open, dialog } = useImport({
		credentials,
		workshop,
		board,
		onShow: (records) => showImported(editor, shapesOf(records)),
		onPhoto(photo) {
			if (!canStart(editor, 'write')) return
			void addBackdrop(editor, { file: photo, alt: t('photo.alt') })
			boardUi(editor).notices.shown.set({ type: 'message', text: t('photo.next') })
		},
		onDocument: (file) => void addImages(editor, { files: [file] }),
		onRemoveRecords(records) {
			editor.markHistoryStoppingPoint('remove imported')
			editor.deleteShapes(shapesOf(records).filter((id) => editor.getShape(id)))
		},
	})
	const request = useValue('import request', () => boardUi(editor).dialogs.importRequest.get(), [editor])
	useRegisterOpenMenu(dialog ? 'import' : null)
	useEffect(() => {
		if (!request) return
		boardUi(editor).dialogs.importRequest.set(null)
		const { files, texts } = request
		if (texts !== undefined && credentials.role !== 'facilitator') {
			boardUi(editor).notices.shown.set({ type: 'message', text: t('paste.drawingAsText') })
			pasteCards(editor, { text: texts, point: editor.inputs.currentPagePoint })
		} else open(...files)
	}, [editor, request, open, credentials, t])
	return dialog && <CanvasControls>{dialog}</CanvasControls>
}

function shapesOf(records: readonly string[]): ShapeId[] {
	return records.filter((id): id is ShapeId => id.startsWith('shape:'))
}

/** Selects these shapes and moves the camera to them, once all of them are on the board. */
function showImported(editor: Editor, ids: readonly ShapeId[]): void {
	const end = () => {
		clearTimeout(overdue)
		stop()
	}
	const overdue = setTimeout(() => end(), MAX_WAIT_MS)
	const stop = react('show imported', () => {
		if (!ids.every((id) => editor.getShape(id))) return
		// Deferred until after the reaction, which would run again otherwise.
		queueMicrotask(() => {
			end()
			editor.select(...ids.filter((id) => editor.getShape(id)?.parentId === editor.getCurrentPageId()))
			const bounds = editor.getSelectionPageBounds()
			if (bounds) zoomToRect(editor, bounds, { isAnimated: true })
		})
	})
}

/** Opens the import dialog, like a file that is dropped on the board. */
export function ImportButton() {
	const editor = useEditor()
	const { t } = useTranslation()
	return (
		<Button
			variant="quiet"
			size="small"
			icon="import"
			iconOnly
			aria-label={t('import')}
			title={t('import')}
			onClick={() => boardUi(editor).dialogs.importRequest.set({ files: [] })}
		/>
	)
}

/**
 * Returns whether a dropped file opens the import dialog. Any other file is added as an image or a
 * document, a Word file too (CASE8).
 */
export function isImportFile({ name }: File): boolean {
	const extension = fileExtension(name)
	return extension !== 'docx' && IMPORT_EXTENSIONS.includes(extension)
}
