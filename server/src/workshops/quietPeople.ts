import type { ParticipantId, Workshop } from '@charrette/shared'
import { currentSession, homeBoard, isWritingAlone, ownBoards, readBoard } from '@charrette/shared'
import type { WorkshopDeps } from './WorkshopDeps.ts'

/** Who of the participants has no card on any board of the session that runs (HINT2). Who writes alone now is not told of (ROOM3). */
export async function quietPeople(deps: WorkshopDeps, workshop: Workshop): Promise<ParticipantId[]> {
	const session = currentSession(workshop)
	const boards = session ? ownBoards(session) : []
	const writers = new Set<string>()
	for (const board of boards) {
		const { cards } = await deps.rooms.read(board, (doc) => readBoard(doc, (author) => author))
		for (const { author } of cards) if (author) writers.add(author)
	}
	const quiet = workshop.participants.filter((person) => {
		const home = homeBoard(workshop, person)
		return !writers.has(person.id) && !(home && isWritingAlone(workshop, person.id, home.id))
	})
	return quiet.map(({ id }) => id)
}
