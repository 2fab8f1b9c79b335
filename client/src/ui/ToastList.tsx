import { useTranslation } from '../i18n/useTranslation.ts'
import { Icon } from './Icon.tsx'
import styles from './ToastList.module.css'

/** Something that is said briefly. */
export interface Toast {
	id: number
	text: string
	tone: 'note' | 'error'
	/** What one may do about it, as long as it is shown. */
	action: ToastAction | null
	/** The dialog that was open when it was said; null where none was. */
	dialog: HTMLDialogElement | null
}
export interface ToastAction {
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
export function ToastList({ toasts, role, onHide }: ToastListProps) {
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
