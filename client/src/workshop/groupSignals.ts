import type { Board, Participant, ParticipantId, Workshop } from '@charrette/shared'
import type { Person } from '../connection/useWorkshop.ts'

/**
 * The participants of a board's group, with the number of them who are online, and who signal
 * "done" or "help".
 */
export interface GroupSignals {
	members: ReadonlySet<ParticipantId>
	people: number
	online: number
	done: number
	help: number
}

/**
 * Returns the signals of a board's group. For a board without a group, counts all participants, and
 * only the signals of the participants at the board.
 */
export function groupSignals(workshop: Workshop, board: Board, here: readonly Person[]): GroupSignals {
	const isInGroup = ({ group }: Participant) => (board.group === null ? !board.isApart : group === board.group)
	const members = workshop.participants.filter(isInGroup)
	const ids = new Set(members.map(({ id }) => id))
	const present = here.filter(({ participant }) => participant !== null && ids.has(participant))
	const signalling = board.group === null ? present.filter((person) => person.board === board.id) : present
	const count = (signal: 'done' | 'help') => signalling.filter((person) => person[signal]).length
	const online = new Set(present.map(({ participant }) => participant)).size
	return { members: ids, people: members.length, online, done: count('done'), help: count('help') }
}
