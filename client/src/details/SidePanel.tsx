import {
	type ClipboardEvent,
	type HTMLAttributes,
	type KeyboardEvent,
	type ReactNode,
	useEffect,
	useId,
	useRef,
	useSyncExternalStore,
} from 'react'
import { useTranslation } from '../i18n/useTranslation.ts'
import { Button } from '../ui/Button.tsx'
import { isComposing } from '../ui/isComposing.ts'
import { watchMedia } from '../ui/mediaQuery.ts'
import { NoticeOutlet } from '../ui/Notices.tsx'
import { useCover } from '../ui/useCover.ts'
import { useSystemBack } from '../ui/useSystemBack.ts'
import styles from './details.module.css'

/** Whether the panel is a sheet over the board (details.module.css). */
const sheet = watchMedia('(width <= 700px)')

interface SidePanelProps extends Omit<HTMLAttributes<HTMLElement>, 'title'> {
	title: ReactNode
	/** Goes back to the panel from which this one was opened; null if there is none. */
	onBack: (() => void) | null
	onClose: () => void
	'data-kind'?: string
	'data-over'?: true | undefined
}

/**
 * A panel beside the board, or over its lower half on a phone. It has the focus from its opening,
 * and gives it back.
 */
export function SidePanel({ title, onBack, onClose, children, ...props }: SidePanelProps) {
	const { t } = useTranslation(['panels', 'app'])
	const panel = useRef<HTMLElement>(null)
	const titleId = useId()
	const isSheet = useSyncExternalStore(sheet.subscribe, sheet.get)
	useCover(panel, 'aside')
	useSystemBack(onClose)
	useEffect(() => {
		const opener = window.document.activeElement
		if (!panel.current?.contains(opener)) panel.current?.focus()
		return () => {
			if (opener instanceof HTMLElement && opener.isConnected) opener.focus()
		}
	}, [])
	const onKeyDown = (event: KeyboardEvent) => {
		// Keys pressed here must not reach the board, which would delete or move the selection.
		event.stopPropagation()
		if (event.key === 'Escape' && !isComposing(event)) onClose()
	}
	// The same applies to copying and pasting in the panel.
	const stop = (event: ClipboardEvent) => event.stopPropagation()
	return (
		<aside
			ref={panel}
			tabIndex={-1}
			className={styles['panel']}
			data-takes-keyboard=""
			aria-labelledby={titleId}
			onKeyDown={onKeyDown}
			onCopy={stop}
			onCut={stop}
			{...props}
		>
			<header>
				{onBack && (
					<Button
						variant="quiet"
						size="small"
						icon="arrowLeft"
						iconOnly
						aria-label={t('back')}
						title={t('back')}
						onClick={onBack}
					/>
				)}
				<h2 id={titleId}>{title}</h2>
				<Button variant="quiet" icon="close" iconOnly aria-label={t('app:close')} onClick={onClose} />
				{isSheet && <NoticeOutlet className={styles['notices']} isCover={false} />}
			</header>
			{children}
		</aside>
	)
}
