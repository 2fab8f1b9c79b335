import { type ReactNode, useState } from 'react'
import { useLazyDialog } from '../useLazyDialog.tsx'
import type { BringInProps } from './BringInProps.ts'

const BRING_IN = {
	load: async () => (await import('./BringInDialog.tsx')).BringInDialog,
	texts: 'bring',
} as const

/** The dialog for bringing files in, fetched when it is first wanted. */
export interface BringIn {
	/** Opens it; with a file that is there already, on what is in it. */
	open(file?: File): void
	/** Where it is shown. */
	dialog: ReactNode
}

/** The way to bring a file in. */
export function useBringIn(props: Omit<BringInProps, 'file' | 'onClose'>): BringIn {
	const [file, setFile] = useState<File | null>(null)
	const { open, dialog } = useLazyDialog(BRING_IN, { ...props, file })
	return {
		open(brought) {
			setFile(brought ?? null)
			open()
		},
		dialog,
	}
}
