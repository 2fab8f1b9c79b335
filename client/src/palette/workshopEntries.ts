import { type BoardId, currentSession, findBoard, findGroup, type Workshop } from '@charrette/shared'
import type { Person } from '../connection/useWorkshop.ts'
import type { PaletteEntry } from './paletteEntries.ts'

interface WorkshopEntriesOptions {
	workshop: Workshop
	people: readonly Person[]
	/** The open board. */
	board: BoardId
	/** The name shown for a person without a name. */
	facilitator: string
	goTo: (board: BoardId) => void
	/** Follows a person at this board; undefined in a view that cannot. */
	follow?: (person: Person) => void
}

/**
 * Returns entries for the other boards of the current session, and for the people who are
 * connected.
 */
export function workshopEntries(options: WorkshopEntriesOptions): PaletteEntry[] {
	const { workshop, people, board, facilitator, goTo, follow } = options
	const session = currentSession(workshop)
	const boards = (session?.boards ?? []).filter(({ id }) => id !== board)
	const seen = new Set<string>()
	return [
		...boards.map(
			({ id, title }): PaletteEntry => ({
				id: `board ${id}`,
				section: 'boards',
				label: title,
				icon: 'canvas',
				run: () => goTo(id),
			}),
		),
		...people.flatMap((person, index): PaletteEntry[] => {
			const id = `person ${person.participant ?? index}`
			const at = person.board
			if (seen.has(id) || !at || (at === board && !follow)) return []
			seen.add(id)
			return [
				{
					id,
					section: 'people',
					label: person.name || facilitator,
					detail: [person.city, placeOf(workshop, at)].filter(Boolean).join(' · '),
					icon: 'people',
					run: () => (at === board ? follow?.(person) : goTo(at)),
				},
			]
		}),
	]
}

/** Returns the name of the group at a board, or the title of a board without one. */
function placeOf(workshop: Workshop, id: BoardId): string {
	const board = findBoard(workshop, id)?.board
	return (board?.group && findGroup(workshop, board.group)?.name) || (board?.title ?? '')
}
