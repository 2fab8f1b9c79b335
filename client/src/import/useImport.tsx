import { type ReactNode, useState } from 'react'
import { fetchChunkOnce } from '../connection/fetchChunk.ts'
import { loadNamespace } from '../i18n/useTranslation.ts'
import { useLazyDialog } from '../workshop/useLazyDialog.tsx'
import type { ImportDialogProps } from './ImportDialog.tsx'

const IMPORT_DIALOG = {
	// The names of categories are texts of boards; the dialog also opens on the dashboard.
	load: async () => {
		await loadNamespace('board')
		return (await fetchChunkOnce(() => import('./ImportDialog.tsx'))).ImportDialog
	},
	texts: 'import',
} as const

export interface ImportOpener {
	/** Opens the dialog; with a file, at the preview of that file. */
	open(file?: File): void
	/** To be rendered by the caller. */
	dialog: ReactNode
}

/** The import dialog, in a chunk that is fetched when it is first opened. */
export function useImport(props: Omit<ImportDialogProps, 'file' | 'onClose'>): ImportOpener {
	const [file, setFile] = useState<File | null>(null)
	const { open, dialog } = useLazyDialog(IMPORT_DIALOG, { ...props, file })
	return {
		open(initialFile) {
			setFile(initialFile ?? null)
			open()
		},
		dialog,
	}
}
