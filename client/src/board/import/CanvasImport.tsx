import type { Workshop } from '@charrette/shared'
import { type Editor, react, type TLShapeId, useEditor, useValue } from '@tldraw/tldraw'
import { useEffect } from 'react'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { useImport } from '../../import/useImport.tsx'
import { Button } from '../../ui/Button.tsx'
import { useBoardContext } from '../BoardContext.ts'
import { boardUi } from '../boardUi.ts'
import { Chrome, useOpenMenu } from '../Chrome.tsx'
import styles from '../dialogs/dialogs.module.css'

const INSET = 120
/** What was brought in comes by the board's own line: without it by then, there is nothing to show. */
const MAX_WAIT_MS = 10_000

/** Brings files in at the canvas, when somebody wants to. */
export function CanvasImport({ workshop }: { workshop: Workshop }) {
	const editor = useEditor()
	const { board, credentials } = useBoardContext()
	const { open, dialog } = useImport({
		credentials,
		workshop,
		board,
		onShow: (records) => showImported(editor, shapesOf(records)),
		onRemoveRecords(records) {
			editor.markHistoryStoppingPoint('take out')
			editor.deleteShapes(shapesOf(records).filter((id) => editor.getShape(id)))
		},
	})
	const wish = useValue('bring-in wish', () => boardUi(editor).importRequest.get(), [editor])
	useOpenMenu(dialog ? 'bring in' : null)
	useEffect(() => {
		if (!wish) return
		boardUi(editor).importRequest.set(null)
		open(wish.file ?? undefined)
	}, [editor, wish, open])
	return dialog && <Chrome>{dialog}</Chrome>
}

function shapesOf(records: readonly string[]): TLShapeId[] {
	return records.filter((id): id is TLShapeId => id.startsWith('shape:'))
}

/** Selects these shapes, and brings them into sight, once they are all on the board. */
function showImported(editor: Editor, ids: readonly TLShapeId[]): void {
	const end = () => {
		clearTimeout(overdue)
		stop()
	}
	const overdue = setTimeout(() => end(), MAX_WAIT_MS)
	const stop = react('what was brought in', () => {
		if (!ids.every((id) => editor.getShape(id))) return
		// Not within the reaction itself, which would hear of it again.
		queueMicrotask(() => {
			end()
			editor.select(...ids.filter((id) => editor.getShape(id)?.parentId === editor.getCurrentPageId()))
			const bounds = editor.getSelectionPageBounds()
			if (bounds) editor.zoomToBounds(bounds, { inset: INSET, targetZoom: 1, animation: { duration: 250 } })
		})
	})
}

/** Opens the dialog for bringing files in; so does a file that is dropped on the board. */
export function ImportButton({ className }: { className: string | undefined }) {
	const editor = useEditor()
	const { t } = useTranslation()
	return (
		<Button
			variant="quiet"
			size="small"
			icon="bringIn"
			iconOnly
			className={className}
			aria-label={t('import')}
			title={t('import')}
			onClick={() => boardUi(editor).importRequest.set({ file: null })}
		/>
	)
}

/** The way to bring files in from the settings: a phone's bar has no room for its button. */
export function ImportSettingsEntry({ onOpen }: { onOpen: () => void }) {
	const editor = useEditor()
	const { t } = useTranslation()
	const open = () => {
		onOpen()
		boardUi(editor).importRequest.set({ file: null })
	}
	return (
		<Button icon="bringIn" className={styles['more']} onClick={open}>
			{t('import')}
		</Button>
	)
}

const IMPORT_EXTENSION = /\.(csv|tsv|txt|xlsx|json|tldr|zip)$/i

/** Whether a file is one to bring in; what is none is taken for a picture. */
export function isImportFile({ name }: File): boolean {
	return IMPORT_EXTENSION.test(name)
}
