import { currentSession, findParticipant, type Participant, type ParticipantId, type Workshop } from '@charrette/shared'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { fetchInactiveParticipants } from '../../connection/api/workshops.ts'
import type { Credentials } from '../../connection/credentials.ts'
import { queryFailure } from '../../connection/queryClient.tsx'
import type { Person } from '../../connection/useWorkshop.ts'
import { compareNames } from '../../i18n/compareNames.ts'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { useFailureToast } from '../../ui/useAttempt.ts'
import type { ShownGroups } from '../tables/tableView.ts'
import type { RunCommand } from '../useCommand.ts'
import styles from './people.module.css'

interface InactiveParticipantsProps {
	credentials: Credentials
	workshop: Workshop
	people: readonly Person[]
	/** The groups whose people are listed (BLOCK4). */
	shown: ShownGroups
	/** Chooses the groups. */
	scope: ReactNode
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
 * The participants who have not written a card, as of the last refresh, by group; those who are
 * here come first, and can be reminded, alone or all at once.
 */
function InactiveParticipants({ credentials, workshop, people, shown, scope, run }: InactiveParticipantsProps) {
	const { t } = useTranslation('dashboard')
	const query = useQuery({
		queryKey: ['inactiveParticipants', credentials.token],
		queryFn: () => fetchInactiveParticipants(credentials),
	})
	useFailureToast(queryFailure(query))
	const [reminded, setReminded] = useState<ReadonlySet<ParticipantId>>(new Set())
	const remind = async (participants: ParticipantId[]) => {
		const done = await run({ type: 'people.nudge', participants })
		if (done) setReminded((before) => new Set([...before, ...participants]))
	}
	if (!query.data) return null
	const online = new Set(people.map(({ participant }) => participant))
	const inactive = query.data.quiet
		.flatMap((id) => findParticipant(workshop, id) ?? [])
		.filter(({ group }) => !shown || shown.has(group))
	const waiting = inactive.filter(({ id }) => online.has(id) && !reminded.has(id)).map(({ id }) => id)
	return (
		<>
			<div className={styles['scope']}>{scope}</div>
			{inactive.length === 0 && <p role="status">{t('inactive.none')}</p>}
			{inactiveByGroup(workshop, inactive, online).map(({ name, members }) => (
				<section key={name} className={styles['table']}>
					<h3>{name}</h3>
					<ul className={styles['inactive']}>
						{members.map((person) => (
							<InactivePerson
								key={person.id}
								person={person}
								isOnline={online.has(person.id)}
								isReminded={reminded.has(person.id)}
								onRemind={() => remind([person.id])}
							/>
						))}
					</ul>
				</section>
			))}
			<div className={styles['inactiveActions']}>
				<Button onClick={() => void query.refetch()}>{t('inactive.refresh')}</Button>
				{waiting.length > 1 && (
					<Button variant="primary" icon="raised" onClick={() => remind(waiting)}>
						{t('inactive.remindAll')}
					</Button>
				)}
			</div>
		</>
	)
}

interface InactivePersonProps {
	person: Participant
	isOnline: boolean
	isReminded: boolean
	onRemind: () => void
}

function InactivePerson({ person: { name, city }, isOnline, isReminded, onRemind }: InactivePersonProps) {
	const { t } = useTranslation('dashboard')
	return (
		<li>
			<span>
				<strong>{name}</strong>
				<small>{city}</small>
			</span>
			{isOnline ? (
				<Button
					size="small"
					icon={isReminded ? 'check' : 'raised'}
					aria-label={t('inactive.remindNamed', { name })}
					aria-disabled={isReminded}
					onClick={() => !isReminded && onRemind()}
				>
					{t(isReminded ? 'inactive.reminded' : 'inactive.remind')}
				</Button>
			) : (
				<small>{t('people.away')}</small>
			)}
		</li>
	)
}

/** Returns these people by group, in the order of the groups; those who are here come first. */
export function inactiveByGroup(
	workshop: Workshop,
	inactive: readonly Participant[],
	online: ReadonlySet<string | null>,
): { name: string; members: Participant[] }[] {
	const groups = currentSession(workshop)?.groups ?? []
	return groups.flatMap(({ id, name }) => {
		const members = inactive.filter(({ group }) => group === id)
		members.sort((a, b) => Number(online.has(b.id)) - Number(online.has(a.id)) || compareNames(a.name, b.name))
		return members.length > 0 ? [{ name, members }] : []
	})
}
