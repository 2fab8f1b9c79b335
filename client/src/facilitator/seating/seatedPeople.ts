import {
	type BoardId,
	currentSession,
	facilitatorOf,
	findBoard,
	type Group,
	groupBy,
	hostOf,
	isInterpreter,
	languagesOf,
	type Participant,
	type ParticipantId,
	type PersonStatus,
	type PresenceIdentity,
	type Workshop,
} from '@charrette/shared'
import { compareNames } from '../../i18n/compareNames.ts'

/** A person who is online, the board that they view, and their status. */
type PresentPerson = PresenceIdentity & Partial<PersonStatus> & { board: BoardId | null }

/** A participant in their seat, with their state. */
export interface SeatedPerson extends PersonStatus {
	participant: Participant
	/** Their group in the current session; null without one. */
	group: Group | null
	/** The name of the facilitator of their table; null for nobody (BLOCK2). */
	facilitator: string | null
	isOnline: boolean
	/** The title of the board that they view; null if it is their group's board. */
	visiting: string | null
	isHost: boolean
	/** Whether they speak two of the own languages of the people at their table. */
	isInterpreter: boolean
	/** Whether they joined after the last mix or rotation, and no facilitator has seated them. */
	isLate: boolean
	/** Whether they have a card in this session; null if that is unknown. */
	hasCard: boolean | null
}

/** A table and its people; `group` is null for people without a table. */
export interface SeatingTable {
	group: Group | null
	facilitator: string | null
	people: SeatedPerson[]
}

/**
 * Returns the participants with their seats and states. `inactive` lists the participants without a
 * card; null while it is unknown.
 */
export function seatedPeople(
	workshop: Workshop,
	people: readonly PresentPerson[],
	inactive: readonly ParticipantId[] | null = null,
): SeatedPerson[] {
	const session = currentSession(workshop)
	const groups = new Map(session?.groups.map((group) => [group.id, group]))
	const facilitators = new Map(session?.groups.map((group) => [group.id, facilitatorOf(workshop, group)?.name]))
	const hosts = new Set(session?.groups.map((group) => hostOf(group, workshop)?.id))
	const late = new Set(session?.latecomers)
	const quiet = inactive && new Set(inactive)
	const online = new Map(people.map((person) => [person.participant, person]))
	const atTable = groupBy(workshop.participants, ({ group }) => group)
	const ownLanguages = new Map(
		[...atTable].map(([group, members]) => [group, new Set(members.map(({ locale }) => locale))]),
	)
	return workshop.participants.map((participant): SeatedPerson => {
		const { id } = participant
		const group = groups.get(participant.group) ?? null
		const present = online.get(id)
		const isElsewhere = present?.board != null && present.board !== group?.board
		return {
			participant,
			group,
			facilitator: facilitators.get(participant.group) ?? null,
			isOnline: present !== undefined,
			visiting: isElsewhere ? (findBoard(workshop, present.board ?? '')?.board.title ?? null) : null,
			done: present?.done === true,
			help: present?.help === true,
			isHost: hosts.has(id),
			isInterpreter: isInterpreter(languagesOf(participant), ownLanguages.get(participant.group) ?? new Set()),
			isLate: late.has(id),
			hasCard: quiet && !quiet.has(id),
		}
	})
}

/** Whether nothing that is shown of a person has changed. */
export function areSameSeats(one: SeatedPerson, other: SeatedPerson): boolean {
	return SHOWN_FIELDS.every((field) => one[field] === other[field]) && one.group?.name === other.group?.name
}

const SHOWN_FIELDS = [
	'participant',
	'facilitator',
	'isOnline',
	'visiting',
	'done',
	'help',
	'isHost',
	'isInterpreter',
	'isLate',
	'hasCard',
] as const satisfies (keyof SeatedPerson)[]

/** Sorts people for the list: people who need help, people who are online, the others; by name. */
export function byUrgency(people: readonly SeatedPerson[]): SeatedPerson[] {
	const urgency = ({ help, isOnline }: SeatedPerson) => (help ? 2 : Number(isOnline))
	return [...people].sort((a, b) => urgency(b) - urgency(a) || compareNames(a.participant.name, b.participant.name))
}

/**
 * Returns the tables of the current session with these people: the host first, then by name. Groups
 * that rest have no table unless people sit there; people without a table come first.
 */
export function tablesOf(workshop: Workshop, people: readonly SeatedPerson[]): SeatingTable[] {
	const atTable = groupBy(people, ({ group }) => group?.id)
	const sorted = (members: readonly SeatedPerson[] = []) =>
		[...members].sort(
			(a, b) => Number(b.isHost) - Number(a.isHost) || compareNames(a.participant.name, b.participant.name),
		)
	const tables = (currentSession(workshop)?.groups ?? [])
		.map(
			(group): SeatingTable => ({
				group,
				facilitator: facilitatorOf(workshop, group)?.name ?? null,
				people: sorted(atTable.get(group.id)),
			}),
		)
		.filter(({ group, people: members }) => !group?.isResting || members.length > 0)
	const unseated = atTable.get(undefined)
	return unseated ? [{ group: null, facilitator: null, people: sorted(unseated) }, ...tables] : tables
}
