import { currentSession, type Session, type SessionId } from '@charrette/shared'
import { useState } from 'react'
import type { Credentials } from '../../connection/credentials.ts'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { Button } from '../../ui/Button.tsx'
import type { ControlProps } from '../useCommand.ts'
import { type EditedPhase, PhaseEditor, PhaseList } from './PhaseList.tsx'
import styles from './runSheet.module.css'
import { SessionDialog, type SessionTask } from './SessionDialogs.tsx'
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
	const [task, setTask] = useState<SessionTask | null>(null)
	const [edited, setEdited] = useState<{ session: SessionId; phase: EditedPhase } | null>(null)
	const startTask = (what: SessionTask['what']) => setTask({ what, session: session.id })
	return (
		<section aria-labelledby="run-sheet">
			<div className={styles['head']}>
				<h2 id="run-sheet" className={styles['heading']}>
					{t('runSheet.title')}
				</h2>
				<SessionMenu {...{ credentials, workshop, session, run, onSelect }} onTask={startTask} />
			</div>
			{workshop.sessions.length > 1 && <p className={styles['empty']}>{session.title}</p>}
			<WindowStatus session={session} onChange={() => startTask('window')} />
			{session !== current && (
				<Button
					icon="play"
					className={styles['wide']}
					onClick={() => run({ type: 'session.goto', session: session.id })}
				>
					{t('runSheet.startSession')}
				</Button>
			)}
			<PhaseList
				key={session.id}
				session={session}
				isCurrent={session === current}
				run={run}
				onOpen={(phase) => setEdited({ session: session.id, phase })}
			/>
			{edited && <PhaseEditor {...{ workshop, run }} {...edited} onClose={() => setEdited(null)} />}
			{task && (
				<SessionDialog
					{...{ task, workshop, run }}
					onCreated={(created) => created && onSelect(created as SessionId)}
					onClose={() => setTask(null)}
				/>
			)}
		</section>
	)
}
