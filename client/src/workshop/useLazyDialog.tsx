import { type ComponentType, type ReactNode, useState } from 'react'
import type { Namespace } from '../i18n/texts.ts'
import { loadNamespace, useTranslation } from '../i18n/useTranslation.ts'
import { useToast } from '../ui/Toasts.tsx'

/** A dialog that is fetched, with its texts, when it is first wanted. */
export interface LazyDialog {
	open(): void
	/** Where it is shown. */
	dialog: ReactNode
}

/** The way to a dialog whose chunk most visits never need. */
export function useLazyDialog<Props extends { onClose: () => void }>(
	{ load, texts }: { load: () => Promise<ComponentType<Props>>; texts: Namespace },
	props: Omit<Props, 'onClose'>,
): LazyDialog {
	const { t } = useTranslation()
	const showToast = useToast()
	const [Page, setPage] = useState<ComponentType<Props> | null>(null)
	const open = async () => {
		try {
			const [page] = await Promise.all([load(), loadNamespace(texts)])
			setPage(() => page)
		} catch {
			// The line is away, and so is the chunk: the button is still there.
			showToast(t('errors.offline'), 'error')
		}
	}
	return {
		open: () => void open(),
		dialog: Page && <Page {...(props as Props)} onClose={() => setPage(null)} />,
	}
}
