import { createContext, type ReactNode, useCallback, useContext, useEffect, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import { useTranslation } from '../i18n/useTranslation.ts'
import { Icon } from './Icon.tsx'
import { topDialog, useTopDialog } from './openDialogs.ts'
import styles from './Toasts.module.css'

type ShowToast = (text: string, tone?: Toast['tone'], action?: ToastAction) => void

const DURATION_MS = { note: 5000, error: 9000 }
/** Whoever may do something about it has to read, and to get there. */
const ACTION_DURATION_MS = 10_000
const ToastContext = createContext<ShowToast>(() => {})

/** Says something briefly, seen and heard: `showToast(text)`, or `showToast(text, 'error')`; with something to do about it, as a third. */
export function useToast(): ShowToast {
	return useContext(ToastContext)
}

/**
 * Shows the toasts of everything inside it: what is said while a dialog is open, within it, as all else is out of reach then;
 * what was said before stays where it was, and covers nothing of it.
 */
export function ToastProvider({ children }: { children: ReactNode }) {
	const [toasts, setToasts] = useState<Toast[]>([])
	const nextId = useRef(0)
	const timers = useRef(new Set<ReturnType<typeof setTimeout>>())

	const hide = useCallback((id: number) => setToasts((shown) => shown.filter((toast) => toast.id !== id)), [])
	const showToast = useCallback<ShowToast>(
		(text, tone = 'note', action) => {
			const id = nextId.current++
			setToasts((shown) => [
				...shown.filter((toast) => toast.text !== text).slice(-2),
				{ id, text, tone, action: action ?? null, dialog: topDialog() },
			])
			const timer = setTimeout(
				() => {
					timers.current.delete(timer)
					hide(id)
				},
				action ? ACTION_DURATION_MS : DURATION_MS[tone],
			)
			timers.current.add(timer)
		},
		[hide],
	)
	useEffect(() => {
		const owned = timers.current
		return () => owned.forEach(clearTimeout)
	}, [])

	const dialog = useTopDialog()
	const isInDialog = (toast: Toast) => dialog !== null && toast.dialog === dialog
	return (
		<ToastContext value={showToast}>
			{children}
			<ToastList role="status" toasts={toasts.filter((toast) => !isInDialog(toast))} onHide={hide} />
			{dialog && createPortal(<ToastList toasts={toasts.filter(isInDialog)} onHide={hide} />, dialog)}
		</ToastContext>
	)
}

/** Something that is said briefly. */
interface Toast {
	id: number
	text: string
	tone: 'note' | 'error'
	/** What one may do about it, as long as it is shown. */
	action: ToastAction | null
	/** The dialog that was open when it was said; null where none was. */
	dialog: HTMLDialogElement | null
}
interface ToastAction {
	label: string
	onChoose: () => void
}

interface ToastListProps {
	toasts: readonly Toast[]
	/** A dialog may have a status of its own. */
	role?: 'status'
	onHide: (id: number) => void
}

/** Toasts one above the other; screen readers hear them politely. */
function ToastList({ toasts, role, onHide }: ToastListProps) {
	const { t } = useTranslation()
	return (
		<div className={styles['toasts']} role={role} aria-live="polite">
			{toasts.map(({ id, text, tone, action }) => (
				<div key={id} className={styles['toast']} data-tone={tone}>
					<Icon name={tone === 'error' ? 'warning' : 'check'} size={18} />
					<span>{text}</span>
					{action && (
						<button
							type="button"
							className={styles['action']}
							onClick={() => {
								onHide(id)
								action.onChoose()
							}}
						>
							{action.label}
						</button>
					)}
					<button type="button" aria-label={t('dismiss')} onClick={() => onHide(id)}>
						<Icon name="close" size={16} />
					</button>
				</div>
			))}
		</div>
	)
}
