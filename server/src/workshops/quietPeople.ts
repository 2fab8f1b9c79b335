import type { ParticipantId, Workshop } from '@charrette/shared'
import { currentSession, readBoard } from '@charrette/shared'
import type { WorkshopDeps } from './WorkshopDeps.ts'

/** Who of the participants has no card on any board of the session that runs (HINT2). What others wrote is not told. */
export async function quietPeople(deps: WorkshopDeps, workshop: Workshop): Promise<ParticipantId[]> {
	const boards = currentSession(workshop)?.boards ?? []
	const writers = new Set<string>()
	for (const board of boards) {
		const { cards } = await deps.rooms.read(board, (doc) => readBoard(doc, (author) => author))
		for (const { author } of cards) if (author) writers.add(author)
	}
	return workshop.participants.filter(({ id }) => !writers.has(id)).map(({ id }) => id)
}
