import { type ComponentType, type ReactNode, useState } from 'react'
import { loadNamespace } from '../../i18n/startI18n.ts'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { useToast } from '../../ui/ToastProvider.tsx'
import type { BringInProps } from './BringInDialog.tsx'

/** The dialog for bringing files in, fetched when it is first wanted. */
export interface BringIn {
	/** Opens it; with a file that is there already, on what is in it. */
	open(file?: File): void
	/** Where it is shown. */
	dialog: ReactNode
}

/** The way to bring a file in. */
export function useBringIn(props: Omit<BringInProps, 'file' | 'onClose'>): BringIn {
	const { t } = useTranslation()
	const showToast = useToast()
	const [opened, setOpened] = useState<{ Page: ComponentType<BringInProps>; file: File | null } | null>(null)
	const open = async (file?: File) => {
		try {
			const [{ BringInDialog: Page }] = await Promise.all([import('./BringInDialog.tsx'), loadNamespace('bring')])
			setOpened({ Page, file: file ?? null })
		} catch {
			// The line is away, and so is the chunk: the button is still there.
			showToast(t('errors.offline'), 'error')
		}
	}
	return {
		open: (file) => void open(file),
		dialog: opened && <opened.Page {...props} file={opened.file} onClose={() => setOpened(null)} />,
	}
}
