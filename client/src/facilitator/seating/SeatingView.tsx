import { type Group, groupBy, type Participant, type Workshop } from '@charrette/shared'
import { useCallback, useMemo, useRef, useState } from 'react'
import { useLanguage, useTranslation } from '../../i18n/useTranslation.ts'
import { SearchField } from '../../ui/SearchField.tsx'
import { PersonDialog, type PersonTask } from '../people/PersonDialogs.tsx'
import { peopleOfGroups, type ShownGroups } from '../tables/tableView.ts'
import type { RunCommand } from '../useCommand.ts'
import { LanguagesDialog, MoveDialog, SwapDialog } from './SeatDialogs.tsx'
import { Suggestions } from './Suggestions.tsx'
import { SEAT_STATES, type SeatState, searchPeople, statesOf } from './searchPeople.ts'
import { type SeatedPerson, tablesOf } from './seatedPeople.ts'
import styles from './seating.module.css'
import { type SeatTask, TableOfPeople } from './TableOfPeople.tsx'
import { useSeatChanges } from './useSeatChanges.ts'

interface SeatingViewProps {
	workshop: Workshop
	people: readonly SeatedPerson[]
	/** The groups to show (BLOCK4). */
	shown: ShownGroups
	run: RunCommand
}

/** The tables of the session with their people, a search, and suggestions (SEAT1, SEAT4). */
export function SeatingView({ workshop, people: everyone, shown, run }: SeatingViewProps) {
	const { t } = useTranslation('dashboard')
	const language = useLanguage()
	const [search, setSearch] = useState('')
	const [dialog, setDialog] = useState<{ task: SeatTask; person: SeatedPerson } | null>(null)
	const dragged = useRef<SeatedPerson | null>(null)
	const changes = useSeatChanges(run)
	const people = useMemo(() => peopleOfGroups(everyone, shown), [everyone, shown])
	const isSearching = search.trim() !== ''
	const found = useMemo(() => searchPeople(people, search, language), [people, search, language])
	const totals = useMemo(() => groupBy(people, ({ group }) => group?.id), [people])
	const tables = tablesOf(workshop, found).filter(({ group, people: found }) =>
		isSearching ? found.length > 0 : !shown || !group || shown.has(group.id),
	)
	const onTask = useCallback(
		(task: SeatTask, person: SeatedPerson) => {
			if (task !== 'host') setDialog({ task, person })
			else if (person.group)
				run({ type: 'group.host', group: person.group.id, participant: person.isHost ? null : person.participant.id })
		},
		[run],
	)
	const onDrag = useCallback((person: SeatedPerson) => {
		dragged.current = person
	}, [])
	const onDrop = useCallback(
		(group: Group) => {
			if (dragged.current) void changes.move(dragged.current, group)
			dragged.current = null
		},
		[changes],
	)
	return (
		<>
			<SeatSearch people={people} search={search} onSearch={setSearch} />
			{!isSearching && (
				<Suggestions
					workshop={workshop}
					people={everyone}
					changes={changes}
					run={run}
					onMerge={(person) => setDialog({ task: 'merge', person })}
				/>
			)}
			<p role="status" className={styles['found']}>
				{isSearching && (found.length > 0 ? t('seating.found', { count: found.length }) : t('seating.noMatch'))}
			</p>
			<div className={styles['tables']} data-quiet={!people.some(({ hasCard }) => hasCard)}>
				{tables.map((table) => (
					<TableOfPeople
						key={table.group?.id ?? ''}
						table={table}
						total={isSearching ? (totals.get(table.group?.id)?.length ?? 0) : null}
						onTask={onTask}
						onDrag={onDrag}
						onDrop={onDrop}
					/>
				))}
			</div>
			{dialog && (
				<SeatTaskDialog
					{...dialog}
					workshop={workshop}
					people={everyone}
					changes={changes}
					run={run}
					onClose={() => setDialog(null)}
				/>
			)}
		</>
	)
}

interface SeatTaskDialogProps extends Omit<SeatingViewProps, 'shown'> {
	task: SeatTask
	person: SeatedPerson
	changes: ReturnType<typeof useSeatChanges>
	onClose: () => void
}

/** The dialog of a task about a person. */
function SeatTaskDialog({ task, person, people, ...props }: SeatTaskDialogProps) {
	if (task === 'move') return <MoveDialog person={person} {...props} />
	if (task === 'swap') return <SwapDialog person={person} people={people} {...props} />
	if (task === 'languages') return <LanguagesDialog person={person} {...props} />
	const participant: Participant = person.participant
	return isPersonTask(task) ? <PersonDialog task={task} person={participant} {...props} /> : null
}

const isPersonTask = (task: SeatTask): task is PersonTask => task === 'correct' || task === 'merge' || task === 'remove'

interface SeatSearchProps {
	people: readonly SeatedPerson[]
	search: string
	onSearch: (search: string) => void
}

/** The search field, and the states with their numbers of people, each of which is a search. */
function SeatSearch({ people, search, onSearch }: SeatSearchProps) {
	const { t } = useTranslation('dashboard')
	const counts = groupBy(
		people.flatMap((person) => statesOf(person)),
		(state) => state,
	)
	const offered = SEAT_STATES.filter((state: SeatState) => counts.has(state))
	return (
		<div className={styles['search']}>
			<SearchField
				placeholder={t('seating.searchHint')}
				label={t('seating.search')}
				value={search}
				onChange={(event) => onSearch(event.target.value)}
			/>
			<div className={styles['chips']}>
				{offered.map((state) => {
					const text = t(`seating.states.${state}`)
					const isChosen = search === text
					return (
						<button
							key={state}
							type="button"
							data-state={state}
							aria-pressed={isChosen}
							onClick={() => onSearch(isChosen ? '' : text)}
						>
							{text} <b>{counts.get(state)?.length}</b>
						</button>
					)
				})}
			</div>
		</div>
	)
}
