import { findGroup, findParticipant, type ParticipantId, type Workshop } from '@charrette/shared'
import { useCallback, useEffect, useState } from 'react'
import { useTranslation } from '../i18n/useTranslation.ts'
import { failureOf, fetchQuiet } from '../session/api.ts'
import type { Credentials } from '../session/credentials.ts'
import type { Person } from '../session/useWorkshop.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { useToast } from '../ui/ToastProvider.tsx'
import styles from './QuietPeople.module.css'
import type { RunCommand } from './useCommand.ts'

interface QuietPeopleProps {
	credentials: Credentials
	workshop: Workshop
	people: readonly Person[]
	run: RunCommand
}

/** The way to those who have not written yet. */
export function QuietButton(props: QuietPeopleProps) {
	const { t } = useTranslation('desk')
	const [isOpen, setOpen] = useState(false)
	return (
		<>
			<Button size="small" icon="people" className={styles['open']} onClick={() => setOpen(true)}>
				{t('quiet.title')}
			</Button>
			{isOpen && (
				<Dialog title={t('quiet.title')} onClose={() => setOpen(false)}>
					<QuietPeople {...props} />
				</Dialog>
			)}
		</>
	)
}

/** Who has no card yet, as it was when one looked, and a kind reminder for each who is here. */
function QuietPeople({ credentials, workshop, people, run }: QuietPeopleProps) {
	const { t } = useTranslation('desk')
	const [quiet, look] = useQuiet(credentials)
	const [nudged, setNudged] = useState<ReadonlySet<ParticipantId>>(new Set())
	const nudge = async (participant: ParticipantId) => {
		const done = await run({ type: 'participant.nudge', participant })
		if (done) setNudged((was) => new Set(was).add(participant))
	}
	if (!quiet) return null
	const here = new Set(people.map(({ participant }) => participant))
	const persons = quiet.flatMap((id) => findParticipant(workshop, id) ?? [])
	return (
		<>
			{persons.length === 0 && <p role="status">{t('quiet.nobody')}</p>}
			<ul className={styles['quiet']}>
				{persons.map(({ id, name, city, group }) => (
					<li key={id}>
						<span>
							<strong>{name}</strong>
							<small>{[city, findGroup(workshop, group)?.name].filter(Boolean).join(' · ')}</small>
						</span>
						{here.has(id) ? (
							<Button
								size="small"
								icon={nudged.has(id) ? 'check' : 'raised'}
								aria-label={t('quiet.nudgeOf', { name })}
								aria-disabled={nudged.has(id)}
								onClick={() => !nudged.has(id) && nudge(id)}
							>
								{t(nudged.has(id) ? 'quiet.nudged' : 'quiet.nudge')}
							</Button>
						) : (
							<small>{t('people.away')}</small>
						)}
					</li>
				))}
			</ul>
			<Button onClick={look}>{t('quiet.again')}</Button>
		</>
	)
}

function useQuiet(credentials: Credentials): [quiet: readonly ParticipantId[] | null, look: () => void] {
	const { t } = useTranslation()
	const showToast = useToast()
	const [quiet, setQuiet] = useState<readonly ParticipantId[] | null>(null)
	const look = useCallback(() => {
		fetchQuiet(credentials).then(
			(answer) => setQuiet(answer.quiet),
			(thrown: unknown) => showToast(t(`errors.${failureOf(thrown)}`), 'error'),
		)
	}, [credentials, showToast, t])
	useEffect(look, [look])
	return [quiet, look]
}
