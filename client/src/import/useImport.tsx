import { type ReactNode, useState } from 'react'
import { fetchChunkOnce } from '../connection/fetchChunk.ts'
import { loadNamespace } from '../i18n/useTranslation.ts'
import { useLazyDialog } from '../ui/useLazyDialog.tsx'
import type { ImportDialogProps } from './ImportDialog.tsx'

const IMPORT_DIALOG = {
	// The names of categories are in the texts of boards, but the dialog also opens on the dashboard.
	load: async () => {
		await loadNamespace('board')
		return (await fetchChunkOnce(() => import('./ImportDialog.tsx'))).ImportDialog
	},
	texts: 'import',
} as const

export interface ImportOpener {
	/** Opens the dialog. With a file, it opens at the preview of that file. */
	open(file?: File): void
	/** The dialog, which the caller must render. */
	dialog: ReactNode
}

/** Returns the import dialog, whose chunk is fetched when the dialog is first opened. */
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
