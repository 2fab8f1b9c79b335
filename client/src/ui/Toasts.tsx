import { createContext, type ReactNode, useCallback, useContext, useEffect, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import { Button } from './Button.tsx'
import { topDialog, useTopDialog } from './dialogStack.ts'
import styles from './Notices.module.css'
import { Notice, NoticeCard, NoticeProvider } from './Notices.tsx'
import { useLimitToast } from './useLimitToast.ts'

type ShowToast = (text: string, tone?: Toast['tone'], ...actions: (ToastAction | null | undefined)[]) => void

const DURATION_MS = { note: 5000, error: 9000 }
/** The duration of a toast with an action, which gives time to read it and to reach the button. */
const ACTION_DURATION_MS = 10_000
/** The maximum number of toasts; further ones evict the oldest. */
const MAX_TOASTS = 3
const ToastContext = createContext<ShowToast>(() => {})

/**
 * Returns a function that shows a short message, which screen readers announce: `showToast(text)`
 * or `showToast(text, 'error')`. Further arguments add actions.
 */
export function useToast(): ShowToast {
	return useContext(ToastContext)
}

/**
 * Provides `Notice` and `useToast`, and shows the toasts among the notices of the page. A toast
 * that is shown while a modal dialog is open appears inside that dialog, because the rest of the
 * page is inert; older toasts stay where they were.
 */
export function ToastProvider({ children }: { children: ReactNode }) {
	return (
		<NoticeProvider>
			<Toasts>{children}</Toasts>
		</NoticeProvider>
	)
}

function Toasts({ children }: { children: ReactNode }) {
	const [toasts, setToasts] = useState<Toast[]>([])
	const nextId = useRef(0)
	const hide = useCallback((id: number) => setToasts((shown) => shown.filter((toast) => toast.id !== id)), [])
	const showToast = useCallback<ShowToast>((text, tone = 'note', ...actions) => {
		const id = nextId.current++
		setToasts((shown) => [
			...shown.filter((toast) => toast.text !== text).slice(1 - MAX_TOASTS),
			{ id, text, tone, actions: actions.filter((action) => action != null), dialog: topDialog() },
		])
	}, [])
	useLimitToast(showToast)
	const dialog = useTopDialog()
	const isInDialog = (toast: Toast) => dialog !== null && toast.dialog === dialog
	const show = (toast: Toast) => (
		<ToastNotice key={toast.id} toast={toast} isInDialog={isInDialog(toast)} onHide={hide} />
	)
	return (
		<ToastContext value={showToast}>
			{children}
			{toasts.filter((toast) => !isInDialog(toast)).map(show)}
			{dialog &&
				createPortal(
					// The element is not a status, because a dialog may have a status of its own.
					<div className={styles['page']} data-notices="" aria-live="polite">
						{toasts.filter(isInDialog).map(show)}
					</div>,
					dialog,
				)}
		</ToastContext>
	)
}

/** A short message. */
interface Toast {
	id: number
	text: string
	tone: 'note' | 'error'
	/** The buttons in the toast. */
	actions: readonly ToastAction[]
	/** The dialog that was open when the toast was shown; null if none was. */
	dialog: HTMLDialogElement | null
}
export interface ToastAction {
	label: string
	onChoose: () => void
}

interface ToastNoticeProps {
	toast: Toast
	isInDialog: boolean
	onHide: (id: number) => void
}

/** Shows a toast for a while; it stays as long as it has the focus. */
function ToastNotice({ toast, isInDialog, onHide }: ToastNoticeProps) {
	const { id, text, tone, actions } = toast
	const card = useRef<HTMLDivElement>(null)
	const duration = actions.length > 0 ? ACTION_DURATION_MS : DURATION_MS[tone]
	useEffect(() => {
		const end = () => {
			if (card.current?.contains(document.activeElement)) timer = setTimeout(end, duration)
			else onHide(id)
		}
		let timer = setTimeout(end, duration)
		return () => clearTimeout(timer)
	}, [id, duration, onHide])
	const content = {
		ref: card,
		icon: tone === 'error' ? 'warning' : 'check',
		tone: tone === 'error' ? 'error' : 'dark',
		actions:
			actions.length > 0 &&
			actions.map((action) => (
				<Button
					key={action.label}
					variant="quiet"
					onClick={() => {
						onHide(id)
						action.onChoose()
					}}
				>
					{action.label}
				</Button>
			)),
		onClose: () => onHide(id),
	} as const
	return isInDialog ? (
		<NoticeCard {...content}>{text}</NoticeCard>
	) : (
		<Notice rank="toast" {...content}>
			{text}
		</Notice>
	)
}
