import { findGroup, findParticipant, type ParticipantId, type Workshop } from '@charrette/shared'
import { useCallback, useEffect, useState } from 'react'
import { fetchInactiveParticipants } from '../../connection/api.ts'
import type { Credentials } from '../../connection/credentials.ts'
import { failureOf } from '../../connection/http.ts'
import type { Person } from '../../connection/useWorkshop.ts'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { useToast } from '../../ui/Toasts.tsx'
import type { RunCommand } from '../useCommand.ts'
import styles from './people.module.css'

interface InactiveParticipantsProps {
	credentials: Credentials
	workshop: Workshop
	people: readonly Person[]
	run: RunCommand
}

/** The way to those who have not written yet. */
export function InactiveParticipantsButton(props: InactiveParticipantsProps) {
	const { t } = useTranslation('dashboard')
	const [isOpen, setOpen] = useState(false)
	return (
		<>
			<Button size="small" icon="people" className={styles['open']} onClick={() => setOpen(true)}>
				{t('inactive.title')}
			</Button>
			{isOpen && (
				<Dialog title={t('inactive.title')} onClose={() => setOpen(false)}>
					<InactiveParticipants {...props} />
				</Dialog>
			)}
		</>
	)
}

/** Who has no card yet, as it was when one looked, and a kind reminder for each who is here. */
function InactiveParticipants({ credentials, workshop, people, run }: InactiveParticipantsProps) {
	const { t } = useTranslation('dashboard')
	const [quiet, look] = useInactiveParticipants(credentials)
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
			{persons.length === 0 && <p role="status">{t('inactive.none')}</p>}
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
								aria-label={t('inactive.remindNamed', { name })}
								aria-disabled={nudged.has(id)}
								onClick={() => !nudged.has(id) && nudge(id)}
							>
								{t(nudged.has(id) ? 'inactive.reminded' : 'inactive.remind')}
							</Button>
						) : (
							<small>{t('people.away')}</small>
						)}
					</li>
				))}
			</ul>
			<Button onClick={look}>{t('inactive.refresh')}</Button>
		</>
	)
}

function useInactiveParticipants(credentials: Credentials): [quiet: readonly ParticipantId[] | null, look: () => void] {
	const { t } = useTranslation()
	const showToast = useToast()
	const [quiet, setQuiet] = useState<readonly ParticipantId[] | null>(null)
	const look = useCallback(() => {
		fetchInactiveParticipants(credentials).then(
			(answer) => setQuiet(answer.quiet),
			(thrown: unknown) => showToast(t(`errors.${failureOf(thrown)}`), 'error'),
		)
	}, [credentials, showToast, t])
	useEffect(look, [look])
	return [quiet, look]
}
