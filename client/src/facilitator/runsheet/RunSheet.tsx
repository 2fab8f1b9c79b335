import { currentSession, type SessionId } from '@charrette/shared'
import { useState } from 'react'
import type { Credentials } from '../../connection/credentials.ts'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { Button } from '../../ui/Button.tsx'
import { Select } from '../../ui/Select.tsx'
import type { ControlProps } from '../useCommand.ts'
import { PhaseList } from './PhaseList.tsx'
import styles from './runSheet.module.css'
import { SessionMenu } from './SessionMenu.tsx'

/**
 * The run sheet: the phases of the current session, or of another session that is selected for
 * planning.
 */
export function RunSheet({ credentials, workshop, run }: ControlProps & { credentials: Credentials }) {
	const { t } = useTranslation('dashboard')
	const [selected, setSelected] = useState<SessionId | null>(null)
	const current = currentSession(workshop)
	const session = workshop.sessions.find(({ id }) => id === selected) ?? current
	if (!session) return null
	const options = workshop.sessions.map(({ id, title }) => ({
		value: id,
		label: id === current?.id ? t('runSheet.running', { session: title }) : title,
	}))
	return (
		<section aria-labelledby="run-sheet">
			<div className={styles['head']}>
				<h2 id="run-sheet" className={styles['heading']}>
					{t('runSheet.title')}
				</h2>
				<SessionMenu credentials={credentials} workshop={workshop} session={session} run={run} onSelect={setSelected} />
			</div>
			{options.length > 1 && (
				<Select
					label={t('runSheet.session')}
					value={session.id}
					options={options}
					onChange={setSelected}
					className={styles['session']}
				/>
			)}
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
