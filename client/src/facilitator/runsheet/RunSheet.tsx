import { currentSession, type Session, type SessionId } from '@charrette/shared'
import type { Credentials } from '../../connection/credentials.ts'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { Button } from '../../ui/Button.tsx'
import type { ControlProps } from '../useCommand.ts'
import { PhaseList } from './PhaseList.tsx'
import styles from './runSheet.module.css'
import { SessionMenu } from './SessionMenu.tsx'
import { WindowStatus } from './WindowDialog.tsx'

interface RunSheetProps extends ControlProps {
	credentials: Credentials
	/** The chosen session. */
	session: Session
	onSelect: (session: SessionId) => void
}

/** The run sheet: the phases of the chosen session, which may be one that is not running yet. */
export function RunSheet({ credentials, workshop, session, onSelect, run }: RunSheetProps) {
	const { t } = useTranslation('dashboard')
	const current = currentSession(workshop)
	return (
		<section aria-labelledby="run-sheet">
			<div className={styles['head']}>
				<h2 id="run-sheet" className={styles['heading']}>
					{t('runSheet.title')}
				</h2>
				<SessionMenu credentials={credentials} workshop={workshop} session={session} run={run} onSelect={onSelect} />
			</div>
			{workshop.sessions.length > 1 && <p className={styles['empty']}>{session.title}</p>}
			<WindowStatus session={session} run={run} />
			{session !== current && (
				<Button
					icon="play"
					className={styles['wide']}
					onClick={() => run({ type: 'session.goto', session: session.id })}
				>
					{t('runSheet.startSession')}
				</Button>
			)}
			<PhaseList key={session.id} workshop={workshop} session={session} isCurrent={session === current} run={run} />
		</section>
	)
}
