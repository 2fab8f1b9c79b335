import { currentSession, findGroup, formatJoinCode, type GroupId, type Workshop } from '@charrette/shared'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Person } from '../session/useWorkshop.ts'
import { Select } from '../ui/Select.tsx'
import { useToast } from '../ui/ToastProvider.tsx'
import { Avatar } from '../workshop/Avatars.tsx'
import { listPeople, type Row } from './listPeople.ts'
import styles from './PeopleList.module.css'
import type { RunCommand } from './useCommand.ts'

interface PeopleListProps {
	workshop: Workshop
	people: readonly Person[]
	run: RunCommand
}

/** Everybody who joined: here or away, in which group, looking at which board; a select moves them. */
export function PeopleList({ workshop, people, run }: PeopleListProps) {
	const { t } = useTranslation('desk')
	const showToast = useToast()
	const [search, setSearch] = useState('')
	const rows = listPeople(workshop, people, search)
	const groups = (currentSession(workshop)?.groups ?? []).map((group) => ({ value: group.id, label: group.name }))

	const move = async ({ participant }: Row, group: GroupId) => {
		const done = await run({ type: 'participant.move', participant: participant.id, group })
		const name = findGroup(workshop, group)?.name ?? ''
		if (done) showToast(t('people.moved', { name: participant.name, group: name }))
	}
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
			<ul className={styles['people']}>
				{rows.map((row) => (
					<PersonRow key={row.participant.id} row={row} groups={groups} onMove={(group) => move(row, group)} />
				))}
			</ul>
			{rows.length === 0 && (
				<p className={styles['empty']}>
					{isEmpty ? t('people.nobody', { code: formatJoinCode(workshop.joinCode) }) : t('people.noMatch')}
				</p>
			)}
		</section>
	)
}

interface PersonRowProps {
	row: Row
	groups: { value: GroupId; label: string }[]
	onMove: (group: GroupId) => void
}

function PersonRow({ row, groups, onMove }: PersonRowProps) {
	const { t } = useTranslation(['desk', 'app'])
	const { participant, isHere, visiting, done, help } = row
	return (
		<li className={styles['person']} data-here={isHere}>
			<Avatar face={{ ...participant, done, help }} isAway={!isHere} />
			<div className={styles['who']}>
				<strong>{participant.name}</strong>
				<small>{participant.city}</small>
				{help && <small data-signal="help">{t('app:signals.help')}</small>}
				{done && <small data-signal="done">{t('app:signals.done')}</small>}
				{visiting && <small>{t('desk:people.visiting', { board: visiting })}</small>}
				<span className="visuallyHidden">{t(isHere ? 'desk:people.online' : 'desk:people.away')}</span>
			</div>
			<Select
				size="small"
				label={t('desk:people.groupOf', { name: participant.name })}
				value={participant.group}
				options={groups}
				onChange={onMove}
				className={styles['group']}
			/>
		</li>
	)
}
