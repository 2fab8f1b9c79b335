import { currentSession, type Session, type SessionId, type Workshop } from '@charrette/shared'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import styles from './controls.module.css'

interface ChosenSessionNoticeProps {
	workshop: Workshop
	/** The session that is shown. */
	session: Session
	onBack: (session: SessionId) => void
}

/** Says which session is running while another one is shown, and leads back to it (HAND1). */
export function ChosenSessionNotice({ workshop, session, onBack }: ChosenSessionNoticeProps) {
	const { t } = useTranslation()
	const running = currentSession(workshop)
	if (!running || running.id === session.id) return null
	return (
		<div className={styles['notices']} role="status">
			<p className={styles['notice']}>
				<Icon name="history" size={18} />
				<span>{t('across.viewing', { session: session.title, running: running.title })}</span>
				<Button size="small" onClick={() => onBack(running.id)}>
					{t('across.back', { session: running.title })}
				</Button>
			</p>
		</div>
	)
}
