import {
	createContext,
	type FocusEvent,
	type ReactNode,
	useCallback,
	useContext,
	useEffect,
	useRef,
	useState,
} from 'react'
import { createPortal } from 'react-dom'
import { useTranslation } from '../i18n/useTranslation.ts'
import { Icon } from './Icon.tsx'
import { topDialog, useTopDialog } from './openDialogs.ts'
import styles from './Toasts.module.css'

type ShowToast = (text: string, tone?: Toast['tone'], action?: ToastAction) => void

const DURATION_MS = { note: 5000, error: 9000 }
/**
 * A toast with an action stays longer, so that there is time to read it and to reach the button.
 */
const ACTION_DURATION_MS = 10_000
const ToastContext = createContext<ShowToast>(() => {})

/**
 * Shows a short message that screen readers announce: `showToast(text)` or `showToast(text,
 * 'error')`; a third argument adds an action.
 */
export function useToast(): ShowToast {
	return useContext(ToastContext)
}

/**
 * Provides `useToast` and shows the toasts. A toast that is shown while a modal dialog is open
 * appears inside that dialog, because the rest of the page is inert; older toasts stay where they
 * were.
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

/** A short message. */
interface Toast {
	id: number
	text: string
	tone: 'note' | 'error'
	/** A button in the toast. */
	action: ToastAction | null
	/** The dialog that was open when the toast was shown; null if none was. */
	dialog: HTMLDialogElement | null
}
interface ToastAction {
	label: string
	onChoose: () => void
}

interface ToastListProps {
	toasts: readonly Toast[]
	/** Not inside a dialog, which may have a status of its own. */
	role?: 'status'
	onHide: (id: number) => void
}

/** A stack of toasts, announced politely. */
function ToastList({ toasts, role, onHide }: ToastListProps) {
	const { t } = useTranslation()
	/** Where the focus was before it came into the toasts. */
	const before = useRef<Element | null>(null)
	const onFocus = ({ relatedTarget, currentTarget }: FocusEvent) => {
		if (relatedTarget instanceof Element && !currentTarget.contains(relatedTarget)) before.current = relatedTarget
	}
	return (
		// biome-ignore lint/a11y/noStaticElementInteractions: it only observes where the focus comes from
		<div className={styles['toasts']} role={role} aria-live="polite" onFocus={onFocus}>
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
								returnFocus(before.current)
								action.onChoose()
							}}
						>
							{action.label}
						</button>
					)}
					<button
						type="button"
						aria-label={t('dismiss')}
						onClick={() => {
							onHide(id)
							returnFocus(before.current)
						}}
					>
						<Icon name="close" size={16} />
					</button>
				</div>
			))}
		</div>
	)
}

/** Focuses what had the focus before a toast; if it is gone, the canvas or the content of the page. */
function returnFocus(before: Element | null): void {
	const target = before?.isConnected ? before : document.querySelector('.tl-container, main')
	if (!(target instanceof HTMLElement)) return
	if (target.matches('main')) target.tabIndex = -1
	target.focus({ preventScroll: true })
}
