import { formatJoinCode, type Workshop } from '@charrette/shared'
import { memo, useCallback, useMemo, useState } from 'react'
import type { Person } from '../../connection/useWorkshop.ts'
import { joinParts } from '../../i18n/listText.ts'
import { useLanguage, useTranslation } from '../../i18n/useTranslation.ts'
import { Avatar } from '../../people/Avatars.tsx'
import { Button } from '../../ui/Button.tsx'
import { joinClasses } from '../../ui/joinClasses.ts'
import { Menu } from '../../ui/Menu.tsx'
import { SearchField } from '../../ui/SearchField.tsx'
import { MoveDialog } from '../seating/SeatDialogs.tsx'
import { searchPeople } from '../seating/searchPeople.ts'
import { areSameSeats, byUrgency, type SeatedPerson, seatedPeople } from '../seating/seatedPeople.ts'
import { useSeatChanges } from '../seating/useSeatChanges.ts'
import { peopleOfGroups, type ShownGroups } from '../tables/tableView.ts'
import type { RunCommand } from '../useCommand.ts'
import { PersonDialog, type PersonTask } from './PersonDialogs.tsx'
import styles from './people.module.css'
import rowStyles from './personRow.module.css'

interface PeopleListProps {
	workshop: Workshop
	people: readonly Person[]
	/** The groups whose people are listed (BLOCK4). */
	shown: ShownGroups
	run: RunCommand
}

type ListTask = PersonTask | 'move'

/**
 * The list of participants: whether they are online, their group and the board that they view. A
 * menu moves, corrects, merges or removes them; the seating page shows them by table.
 */
export function PeopleList({ workshop, people, shown, run }: PeopleListProps) {
	const { t } = useTranslation('dashboard')
	const language = useLanguage()
	const changes = useSeatChanges(run)
	const [search, setSearch] = useState('')
	const [dialog, setDialog] = useState<{ task: ListTask; person: SeatedPerson } | null>(null)
	const seated = useMemo(
		() => byUrgency(peopleOfGroups(seatedPeople(workshop, people), shown)),
		[workshop, people, shown],
	)
	const rows = useMemo(() => searchPeople(seated, search, language), [seated, search, language])
	const ask = useCallback((task: ListTask, person: SeatedPerson) => setDialog({ task, person }), [])
	const close = () => setDialog(null)
	const total = workshop.participants.length
	const isEmpty = total === 0
	return (
		<section aria-labelledby="people">
			<h2 id="people" className={styles['heading']}>
				{t('people.title')} <span>{shown ? `${seated.length} / ${total}` : total}</span>
			</h2>
			{!isEmpty && (
				<SearchField
					className={styles['search']}
					placeholder={t('seating.searchShort')}
					label={t('seating.search')}
					value={search}
					onChange={(event) => setSearch(event.target.value)}
				/>
			)}
			<StatusCounts rows={rows} />
			<ul className={styles['people']}>
				{rows.map((row) => (
					<PersonRow key={row.participant.id} row={row} onTask={ask} />
				))}
			</ul>
			{rows.length === 0 && (
				<p className={styles['empty']}>
					{isEmpty ? t('people.noOne', { code: formatJoinCode(workshop.joinCode) }) : t('seating.noMatch')}
				</p>
			)}
			<RemovedPeople workshop={workshop} run={run} />
			{dialog?.task === 'move' && (
				<MoveDialog person={dialog.person} workshop={workshop} changes={changes} onClose={close} />
			)}
			{dialog && dialog.task !== 'move' && (
				<PersonDialog
					task={dialog.task}
					person={dialog.person.participant}
					workshop={workshop}
					run={run}
					onClose={close}
				/>
			)}
		</section>
	)
}

/** The numbers of people in the list who need help and who are done. */
function StatusCounts({ rows }: { rows: readonly SeatedPerson[] }) {
	const { t } = useTranslation('dashboard')
	const [help, done] = [rows.filter((row) => row.help).length, rows.filter((row) => row.done).length]
	if (help + done === 0) return null
	return (
		<p className={styles['statusCounts']}>
			{help > 0 && <span data-status="help">{t('people.needHelp', { count: help })}</span>}
			{done > 0 && <span data-status="done">{t('people.areDone', { count: done })}</span>}
		</p>
	)
}

interface PersonRowProps {
	row: SeatedPerson
	onTask: (task: ListTask, person: SeatedPerson) => void
}

/** Two hundred rows must not render because a single person has moved (FAN6). */
const PersonRow = memo(
	function PersonRow({ row, onTask }: PersonRowProps) {
		const { t } = useTranslation(['dashboard', 'app'])
		const { participant, group, facilitator, isOnline, visiting, done, help } = row
		return (
			<li className={joinClasses(rowStyles['person'], styles['person'])} data-online={isOnline}>
				<Avatar person={{ ...participant, done, help }} isAway={!isOnline} />
				<div className={rowStyles['who']}>
					<strong dir="auto">{participant.name}</strong>
					<small>{joinParts([participant.city, group?.name ?? t('dashboard:seating.unseated')])}</small>
					{help && <small data-status="help">{joinParts([t('app:signals.help'), facilitator])}</small>}
					{done && <small data-status="done">{t('app:signals.done')}</small>}
					{visiting && <small>{t('dashboard:people.visiting', { board: visiting })}</small>}
					<span className="visuallyHidden">{t(isOnline ? 'dashboard:people.online' : 'dashboard:people.away')}</span>
				</div>
				<Menu
					icon="more"
					label={t('dashboard:people.actionsOf', { name: participant.name })}
					items={[
						{ label: t('dashboard:seating.move'), onChoose: () => onTask('move', row) },
						{ label: t('dashboard:people.correctAsk'), onChoose: () => onTask('correct', row) },
						{ label: t('dashboard:people.mergeAsk'), onChoose: () => onTask('merge', row) },
						{ label: t('dashboard:people.remove'), onChoose: () => onTask('remove', row) },
					]}
				/>
			</li>
		)
	},
	(one, other) => areSameSeats(one.row, other.row) && one.onTask === other.onTask,
)

/** The removed people, each with a button that lets them return. */
function RemovedPeople({ workshop, run }: { workshop: Workshop; run: RunCommand }) {
	const { t } = useTranslation('dashboard')
	if (workshop.removed.length === 0) return null
	return (
		<details className={styles['removed']}>
			<summary>{t('people.out', { count: workshop.removed.length })}</summary>
			<ul>
				{workshop.removed.map(({ id, name, city }) => (
					<li key={id}>
						<span>
							{name} · {city}
						</span>
						<Button
							size="small"
							aria-label={t('people.readmitNamed', { name })}
							onClick={() => run({ type: 'participant.readmit', participant: id })}
						>
							{t('people.readmit')}
						</Button>
					</li>
				))}
			</ul>
		</details>
	)
}
