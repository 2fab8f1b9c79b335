import { type ComponentType, type ReactNode, useEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { failureOf } from '../connection/http.ts'
import type { Namespace } from '../i18n/texts.ts'
import { loadNamespace, useTranslation } from '../i18n/useTranslation.ts'
import { useToast } from './Toasts.tsx'
import { useEvent } from './useEvent.ts'
import { PREFETCH_MS } from './useIsSoon.ts'

export interface LazyDialog {
	open(): void
	/** Closes it, or cancels its opening. */
	close(): void
	/** Whether it is being fetched to be shown. */
	isOpening: boolean
	/** The dialog, which the caller renders; null while it is closed. */
	dialog: ReactNode
}

export interface LazyDialogOptions<Props> {
	load: () => Promise<ComponentType<Props>>
	texts: Namespace
	/**
	 * Whether it is fetched soon after the page instead of when it is first opened. It then opens
	 * without a connection too, and at the press itself: on a phone, only a field that appears with
	 * the press opens the keyboard.
	 */
	isPrefetched?: boolean
}

/** Returns a dialog, menu or panel whose chunk and texts are fetched for it. */
export function useLazyDialog<Props extends { onClose: () => void }>(
	{ load, texts, isPrefetched = false }: LazyDialogOptions<Props>,
	props: Omit<Props, 'onClose'>,
): LazyDialog {
	const { t } = useTranslation()
	const showToast = useToast()
	const [Dialog, setDialog] = useState<ComponentType<Props> | null>(null)
	const [isOpening, setOpening] = useState(false)
	/** The attempt to open it that counts; a new one, or closing, replaces it. */
	const attempt = useRef(0)
	const close = useEvent(() => {
		attempt.current++
		setOpening(false)
		setDialog(null)
	})
	const prefetched = useRef<ComponentType<Props>>(null)
	const fetchIt = async () => {
		const [component] = await Promise.all([load(), loadNamespace(texts)])
		return component
	}
	const open = async () => {
		const own = ++attempt.current
		setOpening(true)
		const show = (component: ComponentType<Props>) => {
			setDialog(() => component)
			setOpening(false)
		}
		if (prefetched.current) return show(prefetched.current)
		try {
			const component = await fetchIt()
			// With its effects, which give it the focus: a key pressed before them would reach the page.
			if (own === attempt.current) flushSync(() => show(component))
		} catch (thrown) {
			if (own !== attempt.current) return
			// Without a connection the chunk cannot be fetched; the person can try again.
			showToast(t(`errors.${failureOf(thrown)}`), 'error')
			setOpening(false)
		}
	}
	// If this fails, it is fetched when it is opened.
	const prefetch = useEvent(async () => {
		prefetched.current = await fetchIt().catch(() => null)
	})
	useEffect(() => {
		if (!isPrefetched) return undefined
		const timer = setTimeout(prefetch, PREFETCH_MS)
		return () => clearTimeout(timer)
	}, [isPrefetched, prefetch])
	return {
		open: useEvent(() => void open()),
		close,
		isOpening,
		dialog: Dialog && <Dialog {...(props as Props)} onClose={close} />,
	}
}
