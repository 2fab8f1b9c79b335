import { currentSession, formatJoinCode, type GroupId, type Participant, type Workshop } from '@charrette/shared'
import { memo, useCallback, useState } from 'react'
import type { Person } from '../../connection/useWorkshop.ts'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { Button } from '../../ui/Button.tsx'
import { Menu } from '../../ui/Menu.tsx'
import { Select } from '../../ui/Select.tsx'
import { useToast } from '../../ui/Toasts.tsx'
import { Avatar } from '../../workshop/Avatars.tsx'
import type { RunCommand } from '../useCommand.ts'
import { listPeople, type PeopleRow } from './listPeople.ts'
import { PersonDialog, type PersonTask } from './PersonDialogs.tsx'
import styles from './people.module.css'

interface PeopleListProps {
	workshop: Workshop
	people: readonly Person[]
	run: RunCommand
}

/**
 * The list of participants: whether they are online, their group and the board that they view. A
 * select moves a participant to another group; a menu corrects, merges or removes them.
 */
export function PeopleList({ workshop, people, run }: PeopleListProps) {
	const { t } = useTranslation('dashboard')
	const showToast = useToast()
	const [search, setSearch] = useState('')
	const [dialog, setDialog] = useState<{ task: PersonTask; person: Participant } | null>(null)
	const rows = listPeople(workshop, people, search)
	const groups = (currentSession(workshop)?.groups ?? []).map((group) => ({ value: group.id, label: group.name }))

	const move = useCallback(
		async ({ id, name }: Participant, group: GroupOption) => {
			const done = await run({ type: 'participant.move', participant: id, group: group.value })
			if (done) showToast(t('people.moved', { name, group: group.label }))
		},
		[run, showToast, t],
	)
	const ask = useCallback((task: PersonTask, person: Participant) => setDialog({ task, person }), [])
	const isEmpty = workshop.participants.length === 0
	return (
		<section aria-labelledby="people">
			<h2 id="people" className={styles['heading']}>
				{t('people.title')} <span>{workshop.participants.length}</span>
			</h2>
			{!isEmpty && (
				<input
					type="search"
					className={styles['search']}
					placeholder={t('people.search')}
					aria-label={t('people.search')}
					value={search}
					onChange={(event) => setSearch(event.target.value)}
				/>
			)}
			<StatusCounts rows={rows} />
			<ul className={styles['people']}>
				{rows.map((row) => (
					<PersonRow key={row.participant.id} row={row} groups={groups} onMove={move} onTask={ask} />
				))}
			</ul>
			{rows.length === 0 && (
				<p className={styles['empty']}>
					{isEmpty ? t('people.noOne', { code: formatJoinCode(workshop.joinCode) }) : t('people.noMatch')}
				</p>
			)}
			<RemovedPeople workshop={workshop} run={run} />
			{dialog && <PersonDialog {...dialog} workshop={workshop} run={run} onClose={() => setDialog(null)} />}
		</section>
	)
}

/** The numbers of people in the list who need help and who are done. */
function StatusCounts({ rows }: { rows: readonly PeopleRow[] }) {
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
	row: PeopleRow
	groups: readonly GroupOption[]
	onMove: (person: Participant, group: GroupOption) => void
	onTask: (task: PersonTask, person: Participant) => void
}

interface GroupOption {
	value: GroupId
	label: string
}

/** Two hundred rows must not render because a single person has moved (FAN6). */
const PersonRow = memo(function PersonRow({ row, groups, onMove, onTask }: PersonRowProps) {
	const { t } = useTranslation(['dashboard', 'app'])
	const { participant, isOnline, visiting, done, help } = row
	return (
		<li className={styles['person']} data-online={isOnline}>
			<Avatar person={{ ...participant, done, help }} isAway={!isOnline} />
			<div className={styles['who']}>
				<strong title={participant.name}>{participant.name}</strong>
				<small title={participant.city}>{participant.city}</small>
				{help && <small data-status="help">{t('app:signals.help')}</small>}
				{done && <small data-status="done">{t('app:signals.done')}</small>}
				{visiting && <small>{t('dashboard:people.visiting', { board: visiting })}</small>}
				<span className="visuallyHidden">{t(isOnline ? 'dashboard:people.online' : 'dashboard:people.away')}</span>
			</div>
			<Select
				size="small"
				isLazy
				label={t('dashboard:people.groupOf', { name: participant.name })}
				value={participant.group}
				options={groups}
				onChange={(chosen) => {
					const group = groups.find(({ value }) => value === chosen)
					if (group) onMove(participant, group)
				}}
				className={styles['group']}
			/>
			<Menu
				icon="more"
				label={t('dashboard:people.actionsOf', { name: participant.name })}
				items={[
					{ label: t('dashboard:people.correctAsk'), onChoose: () => onTask('correct', participant) },
					{ label: t('dashboard:people.mergeAsk'), onChoose: () => onTask('merge', participant) },
					{ label: t('dashboard:people.remove'), onChoose: () => onTask('remove', participant) },
				]}
			/>
		</li>
	)
}, areSameRows)

function areSameRows(one: PersonRowProps, other: PersonRowProps): boolean {
	const isSameRow = ROW_FIELDS.every((field) => one.row[field] === other.row[field])
	const areSameGroups =
		one.groups.length === other.groups.length &&
		one.groups.every(({ value, label }, at) => value === other.groups[at]?.value && label === other.groups[at].label)
	return isSameRow && areSameGroups && one.onMove === other.onMove && one.onTask === other.onTask
}

const ROW_FIELDS = ['participant', 'isOnline', 'visiting', 'done', 'help'] as const satisfies (keyof PeopleRow)[]

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
