import type { BoardId } from '@charrette/shared'
import { findBoard, findGroup, type Participant, type PresenceIdentity, type Workshop } from '@charrette/shared'
import { foldText } from '../ui/matchOptions.ts'

/** Somebody who is here now, and the board that is open before them. */
type Present = PresenceIdentity & { board: BoardId | null }

/** A participant as the people list shows them. */
export interface Row {
	participant: Participant
	isHere: boolean
	/** The title of the board they look at, when it is not their group's. */
	visiting: string | null
}

/** Participants whose name or city matches, those who are here first, each part by name. */
export function listPeople(workshop: Workshop, people: readonly Present[], search: string): Row[] {
	const wanted = foldText(search)
	const here = new Map(people.map((person) => [person.participant, person]))
	return workshop.participants
		.filter(({ name, city }) => foldText(`${name} ${city}`).includes(wanted))
		.map((participant) => {
			const present = here.get(participant.id)
			const home = findGroup(workshop, participant.group)?.board
			const isElsewhere = present?.board != null && present.board !== home
			const visiting = isElsewhere ? (findBoard(workshop, present.board ?? '')?.board.title ?? null) : null
			return { participant, isHere: present !== undefined, visiting }
		})
		.sort((a, b) => Number(b.isHere) - Number(a.isHere) || a.participant.name.localeCompare(b.participant.name))
}
