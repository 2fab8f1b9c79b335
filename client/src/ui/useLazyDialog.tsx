import { type ComponentType, type ReactNode, useState } from 'react'
import { failureOf } from '../connection/http.ts'
import type { Namespace } from '../i18n/texts.ts'
import { loadNamespace, useTranslation } from '../i18n/useTranslation.ts'
import { useToast } from './Toasts.tsx'
import { useEvent } from './useEvent.ts'

export interface LazyDialog {
	open(): void
	/** The dialog, which the caller renders. */
	dialog: ReactNode
}

/** Returns a dialog whose chunk and texts are fetched when the dialog is first opened. */
export function useLazyDialog<Props extends { onClose: () => void }>(
	{ load, texts }: { load: () => Promise<ComponentType<Props>>; texts: Namespace },
	props: Omit<Props, 'onClose'>,
): LazyDialog {
	const { t } = useTranslation()
	const showToast = useToast()
	const [Dialog, setDialog] = useState<ComponentType<Props> | null>(null)
	const open = async () => {
		try {
			const [component] = await Promise.all([load(), loadNamespace(texts)])
			setDialog(() => component)
		} catch (thrown) {
			// Without a connection the chunk cannot be fetched; the person can try again.
			showToast(t(`errors.${failureOf(thrown)}`), 'error')
		}
	}
	return {
		open: useEvent(() => void open()),
		dialog: Dialog && <Dialog {...(props as Props)} onClose={() => setDialog(null)} />,
	}
}
