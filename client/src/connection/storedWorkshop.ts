/**
 * What this browser stores of a workshop, so that its boards open without a connection (OFFLINE2): titles, the run sheet, the
 * boards, and of the people this one alone. Nobody's name but the reader's own is stored, nor what goes on only
 * now: messages, gatherings, the timer, votes.
 */
import type { ParticipantId, Role, Workshop, WorkshopId } from '@charrette/shared'
import { localStore } from './browserStorage.ts'
import { STORED_WORKSHOP_PREFIX, storedWorkshopKey } from './credentials.ts'

/** Of more workshops, those that were open longest ago are forgotten. */
const MAX_STORED = 10

/** Whose copy it is. */
interface Reader {
	workshop: WorkshopId
	role: Role
	participant: ParticipantId | null
}

interface Entry {
	/** When it was stored, in ms since 1970. */
	at: number
	workshop: Workshop
}

/** Stores what is needed of a workshop, if it has changed. A projector stores nothing: nobody works there. */
export function storeWorkshop(reader: Reader, workshop: Workshop): void {
	if (reader.role === 'projector') return
	const needed = neededOf(workshop, reader.participant)
	const stored = readEntry(storedWorkshopKey(reader.workshop, reader.role))
	if (stored && JSON.stringify(stored.workshop) === JSON.stringify(needed)) return
	localStore.write(
		storedWorkshopKey(reader.workshop, reader.role),
		JSON.stringify({ at: Date.now(), workshop: needed }),
	)
	const entries = localStore.keys(STORED_WORKSHOP_PREFIX).map((key) => ({ key, at: readEntry(key)?.at ?? 0 }))
	for (const { key } of entries.sort((a, b) => b.at - a.at).slice(MAX_STORED)) localStore.remove(key)
}

/** The stored copy of a workshop; null if there is none that can be read. */
export function readStoredWorkshop(workshop: WorkshopId, role: Role): Workshop | null {
	return readEntry(storedWorkshopKey(workshop, role))?.workshop ?? null
}

/** Removes the stored copy of a workshop. */
export function forgetStoredWorkshop(workshop: string, role: Role): void {
	localStore.remove(storedWorkshopKey(workshop, role))
}

function neededOf(workshop: Workshop, reader: ParticipantId | null): Workshop {
	const { rounds: _votes, removedBoards: _boards, practices: _practices, merged: _merged, ...needed } = workshop
	return {
		...needed,
		// It rises with every change, also with those that are left out here.
		version: 0,
		participants: workshop.participants.filter(({ id }) => id === reader),
		removed: [],
		spotlight: null,
		projection: null,
		gathering: null,
		message: null,
		timer: null,
	}
}

function readEntry(key: string): Entry | null {
	try {
		const entry = JSON.parse(localStore.read(key) ?? 'null') as Partial<Entry> | null
		const workshop = entry?.workshop
		const isWhole = Array.isArray(workshop?.sessions) && Array.isArray(workshop.participants)
		return workshop && isWhole ? { at: Number(entry.at), workshop } : null
	} catch {
		// A damaged entry counts as none.
		return null
	}
}
