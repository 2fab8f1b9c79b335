import { createContext, type ReactNode, useCallback, useContext, useEffect, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import { topDialog, useTopDialog } from './openDialogs.ts'
import { type Toast, type ToastAction, ToastList } from './ToastList.tsx'

type ShowToast = (text: string, tone?: Toast['tone'], action?: ToastAction) => void

const SHOWN_MS = { note: 5000, error: 9000 }
/** Whoever may do something about it has to read, and to get there. */
const WITH_ACTION_MS = 10_000
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
