import { createContext, type ReactNode, useCallback, useContext, useEffect, useRef, useState } from 'react'
import { useTranslation } from '../i18n/useTranslation.ts'
import { Icon } from './Icon.tsx'
import styles from './ToastProvider.module.css'

interface Toast {
	id: number
	text: string
	tone: 'note' | 'error'
	/** What one may do about it, as long as it is shown. */
	action: ToastAction | null
}
interface ToastAction {
	label: string
	onChoose: () => void
}
type ShowToast = (text: string, tone?: Toast['tone'], action?: ToastAction) => void

const SHOWN_MS = { note: 5000, error: 9000 }
/** Whoever may do something about it has to read, and to get there. */
const WITH_ACTION_MS = 10_000
const ToastContext = createContext<ShowToast>(() => {})

/** Says something briefly, seen and heard: `showToast(text)`, or `showToast(text, 'error')`; with something to do about it, as a third. */
export function useToast(): ShowToast {
	return useContext(ToastContext)
}

/** Shows the toasts of everything inside it; screen readers hear them politely. */
export function ToastProvider({ children }: { children: ReactNode }) {
	const { t } = useTranslation()
	const [toasts, setToasts] = useState<Toast[]>([])
	const nextId = useRef(0)
	const timers = useRef(new Set<ReturnType<typeof setTimeout>>())

	const hide = useCallback((id: number) => setToasts((shown) => shown.filter((toast) => toast.id !== id)), [])
	const showToast = useCallback<ShowToast>(
		(text, tone = 'note', action) => {
			const id = nextId.current++
			setToasts((shown) => [
				...shown.filter((toast) => toast.text !== text).slice(-2),
				{ id, text, tone, action: action ?? null },
			])
			const timer = setTimeout(
				() => {
					timers.current.delete(timer)
					hide(id)
				},
				action ? WITH_ACTION_MS : SHOWN_MS[tone],
			)
			timers.current.add(timer)
		},
		[hide],
	)
	useEffect(() => {
		const owned = timers.current
		return () => owned.forEach(clearTimeout)
	}, [])

	return (
		<ToastContext value={showToast}>
			{children}
			<div className={styles['toasts']} role="status" aria-live="polite">
				{toasts.map((toast) => (
					<div key={toast.id} className={styles['toast']} data-tone={toast.tone}>
						<Icon name={toast.tone === 'error' ? 'warning' : 'check'} size={18} />
						<span>{toast.text}</span>
						{toast.action && (
							<button
								type="button"
								className={styles['action']}
								onClick={() => {
									hide(toast.id)
									toast.action?.onChoose()
								}}
							>
								{toast.action.label}
							</button>
						)}
						<button type="button" aria-label={t('dismiss')} onClick={() => hide(toast.id)}>
							<Icon name="close" size={16} />
						</button>
					</div>
				))}
			</div>
		</ToastContext>
	)
}
