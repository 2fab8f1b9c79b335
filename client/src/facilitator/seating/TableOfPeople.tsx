import { type Group, languagesOf } from '@charrette/shared'
import { type DragEvent, memo, useState } from 'react'
import { joinParts } from '../../i18n/listText.ts'
import { useLanguage, useTranslation } from '../../i18n/useTranslation.ts'
import { Avatar } from '../../people/Avatars.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { joinClasses } from '../../ui/joinClasses.ts'
import { Menu } from '../../ui/Menu.tsx'
import row from '../people/personRow.module.css'
import { countLanguages, languageName, type SeatState, statesOf } from './searchPeople.ts'
import { areSameSeats, type SeatedPerson, type SeatingTable } from './seatedPeople.ts'
import styles from './seating.module.css'

/** A task about a person, in their menu. */
export type SeatTask = 'move' | 'swap' | 'host' | 'languages' | 'correct' | 'merge' | 'remove'

/**
 * The type of a dragged person, which distinguishes people from anything else that is dragged over
 * a table.
 */
const DRAGGED_PERSON = 'application/x-charrette-person'

interface TableProps {
	table: SeatingTable
	/** The number of people at the table, if a search hides some of them; null if it does not. */
	total: number | null
	onTask: (task: SeatTask, person: SeatedPerson) => void
	onDrag: (person: SeatedPerson) => void
	/** Called when the person who is dragged is dropped on the table. */
	onDrop: (group: Group) => void
}

/** A table and its people, who are dragged to another table or moved with their menu (SEAT1b). */
export const TableOfPeople = memo(function TableOfPeople({ table, total, onTask, onDrag, onDrop }: TableProps) {
	const { t } = useTranslation('dashboard')
	const language = useLanguage()
	const [isTarget, setTarget] = useState(false)
	const { group, facilitator, people } = table
	const name = group?.name ?? t('seating.unseated')
	const accepts = (event: DragEvent) => group !== null && event.dataTransfer.types.includes(DRAGGED_PERSON)
	return (
		<section
			className={styles['table']}
			aria-label={name}
			data-target={isTarget}
			data-unseated={group === null}
			onDragOver={(event) => {
				if (!accepts(event)) return
				event.preventDefault()
				setTarget(true)
			}}
			onDragLeave={({ relatedTarget, currentTarget }) => {
				if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) setTarget(false)
			}}
			onDrop={(event) => {
				setTarget(false)
				if (!group || !accepts(event)) return
				event.preventDefault()
				onDrop(group)
			}}
		>
			<h2>
				{name}
				<small className={styles['count']}>{total === null ? people.length : `${people.length} / ${total}`}</small>
			</h2>
			{facilitator && <p className={styles['facilitator']}>{t('blocks.of', { name: facilitator })}</p>}
			<p className={styles['tableLanguages']}>
				{countLanguages(
					people.map(({ participant }) => participant),
					language,
				)}
			</p>
			<ul>
				{people.map((person) => (
					<PersonAtTable key={person.participant.id} person={person} onTask={onTask} onDrag={onDrag} />
				))}
			</ul>
			{people.length === 0 && <p className={styles['empty']}>{t('seating.empty')}</p>}
		</section>
	)
}, areSameTables)

function areSameTables(one: TableProps, other: TableProps): boolean {
	const [was, now] = [one.table, other.table]
	return (
		was.group?.id === now.group?.id &&
		was.group?.name === now.group?.name &&
		was.facilitator === now.facilitator &&
		one.total === other.total &&
		was.people.length === now.people.length &&
		was.people.every((person, at) => areSameSeats(person, now.people[at] ?? person)) &&
		one.onTask === other.onTask &&
		one.onDrag === other.onDrag &&
		one.onDrop === other.onDrop
	)
}

interface PersonProps {
	person: SeatedPerson
	onTask: TableProps['onTask']
	onDrag: TableProps['onDrag']
}

/** The states without a label: the avatar shows who is here, and most people have written. */
const UNLABELLED: readonly SeatState[] = ['here', 'away', 'written', 'interpreter']

/** Two hundred people must not render because one of them has moved (FAN6). */
const PersonAtTable = memo(
	function PersonAtTable({ person, onTask, onDrag }: PersonProps) {
		const { t } = useTranslation('dashboard')
		const language = useLanguage()
		const { participant, isOnline, help, done, isHost, visiting } = person
		const languages = languagesOf(participant).map((locale) => languageName(locale, language))
		const shown = statesOf(person).filter((state) => !UNLABELLED.includes(state))
		return (
			<li
				className={joinClasses(row['person'], styles['person'])}
				data-online={isOnline}
				draggable
				onDragStart={({ dataTransfer }) => {
					dataTransfer.setData(DRAGGED_PERSON, participant.id)
					dataTransfer.effectAllowed = 'move'
					onDrag(person)
				}}
			>
				<Avatar person={{ ...participant, done, help }} isAway={!isOnline} />
				<div className={row['who']}>
					<strong dir="auto">{participant.name}</strong>
					<small>{joinParts([participant.city, ...languages])}</small>
					<span className="visuallyHidden">{t(isOnline ? 'people.online' : 'people.away')}</span>
					{(shown.length > 0 || visiting) && (
						<small className={styles['states']}>
							{shown.map((state) => (
								<span key={state} data-state={state}>
									{state === 'host' && <Icon name="check" size={12} />}
									{t(`seating.states.${state}`)}
								</span>
							))}
							{visiting && <span>{t('people.visiting', { board: visiting })}</span>}
						</small>
					)}
				</div>
				<Menu
					icon="more"
					label={t('people.actionsOf', { name: participant.name })}
					items={[
						{ label: t('seating.move'), onChoose: () => onTask('move', person) },
						...(person.group
							? [
									{ label: t('seating.swap'), onChoose: () => onTask('swap', person) },
									{ label: t(isHost ? 'seating.endHost' : 'seating.makeHost'), onChoose: () => onTask('host', person) },
								]
							: []),
						{ label: t('seating.languages'), onChoose: () => onTask('languages', person) },
						{ label: t('people.correctAsk'), onChoose: () => onTask('correct', person) },
						{ label: t('people.mergeAsk'), onChoose: () => onTask('merge', person) },
						{ label: t('people.remove'), onChoose: () => onTask('remove', person) },
					]}
				/>
			</li>
		)
	},
	(one, other) => areSameSeats(one.person, other.person) && one.onTask === other.onTask && one.onDrag === other.onDrag,
)
