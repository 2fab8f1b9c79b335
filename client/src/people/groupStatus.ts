import type { Board, Participant, ParticipantId, Workshop } from '@charrette/shared'
import type { Person } from '../connection/useWorkshop.ts'

/**
 * The participants of a board's group, with the number of them who are online, are done, and need
 * help.
 */
export interface GroupStatus {
	members: ReadonlySet<ParticipantId>
	people: number
	online: number
	done: number
	help: number
}

/**
 * Returns the status of a board's group. For a board without a group, counts all participants, and
 * only the status of the participants at the board.
 */
export function groupStatus(workshop: Workshop, board: Board, people: readonly Person[]): GroupStatus {
	const isInGroup = ({ group }: Participant) => (board.group === null ? !board.isApart : group === board.group)
	const members = workshop.participants.filter(isInGroup)
	const ids = new Set(members.map(({ id }) => id))
	const present = people.filter(({ participant }) => participant !== null && ids.has(participant))
	const counted = board.group === null ? present.filter((person) => person.board === board.id) : present
	const count = (status: 'done' | 'help') => counted.filter((person) => person[status]).length
	const online = new Set(present.map(({ participant }) => participant)).size
	return { members: ids, people: members.length, online, done: count('done'), help: count('help') }
}
