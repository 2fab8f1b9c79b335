import { currentSession, type Phase, type Session, type SessionId, type Workshop } from '@charrette/shared'
import { useState } from 'react'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { Button } from '../../ui/Button.tsx'
import { Select } from '../../ui/Select.tsx'
import type { RunCommand, RunSheetProps } from '../useCommand.ts'
import { PhaseDialog } from './PhaseDialog.tsx'
import { PhaseRow, useDragOrder, usePhaseActions } from './PhaseList.tsx'
import { newPhase } from './phaseDraft.ts'
import styles from './runSheet.module.css'
import { SessionMenu } from './SessionMenu.tsx'

/** The sessions and their phases: the one that runs, unless another is looked at to plan it. */
export function RunSheet({ credentials, workshop, run }: RunSheetProps) {
	const { t } = useTranslation('dashboard')
	const [looked, setLooked] = useState<SessionId | null>(null)
	const running = currentSession(workshop)
	const session = workshop.sessions.find(({ id }) => id === looked) ?? running
	if (!session) return null
	const options = workshop.sessions.map(({ id, title }) => ({
		value: id,
		label: id === running?.id ? t('runSheet.running', { session: title }) : title,
	}))
	return (
		<section aria-labelledby="run-sheet">
			<div className={styles['head']}>
				<h2 id="run-sheet" className={styles['heading']}>
					{t('runSheet.title')}
				</h2>
				<SessionMenu credentials={credentials} workshop={workshop} session={session} run={run} onSelect={setLooked} />
			</div>
			{options.length > 1 && (
				<Select
					label={t('runSheet.session')}
					value={session.id}
					options={options}
					onChange={setLooked}
					className={styles['session']}
				/>
			)}
			{session !== running && (
				<Button
					icon="play"
					className={styles['wide']}
					onClick={() => run({ type: 'session.goto', session: session.id })}
				>
					{t('runSheet.startSession')}
				</Button>
			)}
			<Phases key={session.id} workshop={workshop} session={session} isRunning={session === running} run={run} />
		</section>
	)
}

interface PhasesProps {
	workshop: Workshop
	session: Session
	isRunning: boolean
	run: RunCommand
}

function Phases({ workshop, session, isRunning, run }: PhasesProps) {
	const { t } = useTranslation('dashboard')
	const [open, setOpen] = useState<Phase | 'new' | null>(null)
	const actions = usePhaseActions(session, run)
	const { phases } = session
	const dragOf = useDragOrder((from, to) => {
		const phase = phases[from]
		if (phase) actions.move(phase, to)
	})
	const at = phases.findIndex((phase) => phase.id === session.phase)
	const stateOf = (index: number) => (index < at ? 'past' : index === at && isRunning ? 'on' : 'coming')
	const close = () => setOpen(null)
	return (
		<>
			{phases.length === 0 && <p className={styles['empty']}>{t('runSheet.empty')}</p>}
			<ol className={styles['phases']}>
				{phases.map((phase, index) => (
					<PhaseRow
						key={phase.id}
						phase={phase}
						index={index}
						count={phases.length}
						state={stateOf(index)}
						actions={actions}
						onOpen={() => setOpen(phase)}
						drag={dragOf(index)}
					/>
				))}
			</ol>
			<Button icon="plus" className={styles['wide']} onClick={() => setOpen('new')}>
				{t('runSheet.add')}
			</Button>
			{open && (
				<PhaseDialog
					title={t(open === 'new' ? 'runSheet.newPhase' : 'runSheet.editPhase')}
					phase={open === 'new' ? newPhase() : planOf(open)}
					locales={[workshop.locale, ...workshop.locales.filter((locale) => locale !== workshop.locale)]}
					onSave={(plan) => {
						if (open === 'new') actions.add(plan)
						else actions.change(open, plan)
						close()
					}}
					onClose={close}
				/>
			)}
		</>
	)
}

function planOf({ id: _, ...plan }: Phase) {
	return plan
}
