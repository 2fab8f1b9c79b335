import { type ReactNode, useState } from 'react'
import { useLazyDialog } from '../workshop/useLazyDialog.tsx'
import type { ImportDialogProps } from './ImportDialog.tsx'

const IMPORT_DIALOG = {
	load: async () => (await import('./ImportDialog.tsx')).ImportDialog,
	texts: 'import',
} as const

/** The dialog for bringing files in, fetched when it is first wanted. */
export interface ImportOpener {
	/** Opens it; with a file that is there already, on what is in it. */
	open(file?: File): void
	/** Where it is shown. */
	dialog: ReactNode
}

/** The way to bring a file in. */
export function useImport(props: Omit<ImportDialogProps, 'file' | 'onClose'>): ImportOpener {
	const [file, setFile] = useState<File | null>(null)
	const { open, dialog } = useLazyDialog(IMPORT_DIALOG, { ...props, file })
	return {
		open(brought) {
			setFile(brought ?? null)
			open()
		},
		dialog,
	}
}
