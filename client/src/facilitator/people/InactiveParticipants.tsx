import { findGroup, findParticipant, type ParticipantId, type Workshop } from '@charrette/shared'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { fetchInactiveParticipants } from '../../connection/api.ts'
import type { Credentials } from '../../connection/credentials.ts'
import { queryFailure } from '../../connection/queryClient.tsx'
import type { Person } from '../../connection/useWorkshop.ts'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { useFailureToast } from '../../ui/useAttempt.ts'
import type { RunCommand } from '../useCommand.ts'
import styles from './people.module.css'

interface InactiveParticipantsProps {
	credentials: Credentials
	workshop: Workshop
	people: readonly Person[]
	run: RunCommand
}

/** Opens the list of participants without a card. */
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

/**
 * The participants who have not written a card, as of the last refresh, with a button that reminds
 * the ones who are online.
 */
function InactiveParticipants({ credentials, workshop, people, run }: InactiveParticipantsProps) {
	const { t } = useTranslation('dashboard')
	const query = useQuery({
		queryKey: ['inactiveParticipants', credentials.token],
		queryFn: () => fetchInactiveParticipants(credentials),
	})
	useFailureToast(queryFailure(query))
	const [reminded, setReminded] = useState<ReadonlySet<ParticipantId>>(new Set())
	const remind = async (participant: ParticipantId) => {
		const done = await run({ type: 'participant.nudge', participant })
		if (done) setReminded((before) => new Set(before).add(participant))
	}
	if (!query.data) return null
	const online = new Set(people.map(({ participant }) => participant))
	const inactive = query.data.quiet.flatMap((id) => findParticipant(workshop, id) ?? [])
	return (
		<>
			{inactive.length === 0 && <p role="status">{t('inactive.none')}</p>}
			<ul className={styles['inactive']}>
				{inactive.map(({ id, name, city, group }) => (
					<li key={id}>
						<span>
							<strong>{name}</strong>
							<small>{[city, findGroup(workshop, group)?.name].filter(Boolean).join(' · ')}</small>
						</span>
						{online.has(id) ? (
							<Button
								size="small"
								icon={reminded.has(id) ? 'check' : 'raised'}
								aria-label={t('inactive.remindNamed', { name })}
								aria-disabled={reminded.has(id)}
								onClick={() => !reminded.has(id) && remind(id)}
							>
								{t(reminded.has(id) ? 'inactive.reminded' : 'inactive.remind')}
							</Button>
						) : (
							<small>{t('people.away')}</small>
						)}
					</li>
				))}
			</ul>
			<Button onClick={() => void query.refetch()}>{t('inactive.refresh')}</Button>
		</>
	)
}
