import { currentSession, projectorContent, type Session, type SessionId } from '@charrette/shared'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import type { ControlProps } from '../useCommand.ts'
import styles from './controls.module.css'

interface ChosenSessionNoticeProps extends ControlProps {
	/** The session that is shown. */
	session: Session
	onBack: (session: SessionId) => void
}

/**
 * Says which session is running while another one is shown, projects the boards or obstacles of the
 * shown one (HAND3), and leads back to the running one (HAND1).
 */
export function ChosenSessionNotice({ workshop, session, run, onBack }: ChosenSessionNoticeProps) {
	const { t } = useTranslation(['app', 'dashboard'])
	const running = currentSession(workshop)
	if (!running || running.id === session.id) return null
	return (
		<div className={styles['notices']} role="status">
			<p className={styles['notice']}>
				<Icon name="history" size={18} />
				<span>{t('across.viewing', { session: session.title, running: running.title })}</span>
				{(['wall', 'coverage'] as const).map((shows) => {
					const isShown = workshop.projectedSession === session.id && projectorContent(workshop).shows === shows
					const which = t(`dashboard:projections.${shows}`)
					return (
						<Button
							key={shows}
							size="small"
							icon="projector"
							aria-pressed={isShown}
							aria-label={t('named', { what: t('across.project'), which })}
							title={t('across.project')}
							onClick={() =>
								run({ type: 'projection.set', ...(isShown ? { shows: null } : { shows, session: session.id }) })
							}
						>
							{which}
						</Button>
					)
				})}
				<Button size="small" onClick={() => onBack(running.id)}>
					{t('across.back', { session: running.title })}
				</Button>
			</p>
		</div>
	)
}
