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
	/** Opens the dialog. With files, it opens at the previews of these, one after another. */
	open(...files: File[]): void
	/** The dialog, which the caller must render. */
	dialog: ReactNode
}

/** Returns the import dialog, whose chunk is fetched when the dialog is first opened. */
export function useImport(props: Omit<ImportDialogProps, 'files' | 'onClose'>): ImportOpener {
	const [files, setFiles] = useState<readonly File[]>([])
	const { open, dialog } = useLazyDialog(IMPORT_DIALOG, { ...props, files })
	return {
		open(...chosen) {
			setFiles(chosen)
			open()
		},
		dialog,
	}
}
