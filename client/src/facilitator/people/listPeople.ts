import {
	type BoardId,
	findBoard,
	findGroup,
	foldText,
	type Participant,
	type PersonStatus,
	type PresenceIdentity,
	type Workshop,
} from '@charrette/shared'
import { compareNames } from '../../i18n/compareNames.ts'

/** A person who is online, the board that they view, and their status. */
type PresentPerson = PresenceIdentity & Partial<PersonStatus> & { board: BoardId | null }

/** A participant with their state, for the people list. */
export interface PeopleRow extends PersonStatus {
	participant: Participant
	isOnline: boolean
	/** The title of the board that they view; null if it is their group's board. */
	visiting: string | null
}

/**
 * Returns the participants whose name or city contains `search`. People who need help come first,
 * then people who are online; each part is sorted by name.
 */
export function listPeople(workshop: Workshop, people: readonly PresentPerson[], search: string): PeopleRow[] {
	const query = foldText(search)
	const online = new Map(people.map((person) => [person.participant, person]))
	return workshop.participants
		.filter(({ name, city }) => foldText(`${name} ${city}`).includes(query))
		.map((participant) => {
			const present = online.get(participant.id)
			const ownBoard = findGroup(workshop, participant.group)?.board
			const isElsewhere = present?.board != null && present.board !== ownBoard
			const visiting = isElsewhere ? (findBoard(workshop, present.board ?? '')?.board.title ?? null) : null
			return {
				participant,
				isOnline: present !== undefined,
				visiting,
				done: present?.done === true,
				help: present?.help === true,
			}
		})
		.sort((a, b) => urgency(b) - urgency(a) || compareNames(a.participant.name, b.participant.name))
}

function urgency({ help, isOnline }: PeopleRow): number {
	return help ? 2 : Number(isOnline)
}
