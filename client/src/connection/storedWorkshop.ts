/**
 * The copy of a workshop in this browser, with which its boards open without a connection
 * (OFFLINE2). It has the titles, the run sheet, the boards, and of the people only the reader: no
 * other name is stored. Temporary state is not stored either: messages, gatherings, the timer,
 * votes.
 */
import { type ParticipantId, type Role, type Workshop, type WorkshopId, withoutEndedWindows } from '@charrette/shared'
import { localStore } from './browserStorage.ts'
import { loadCredentials } from './credentials.ts'
import { LOCAL_KEYS, STORED_WORKSHOP_PREFIX } from './storageKeys.ts'

/** Stored workshops. @limit offline: the one unopened for longest is evicted */
const MAX_STORED = 10

/** The person who reads the copy. */
interface Reader {
	workshop: WorkshopId
	role: Role
	participant: ParticipantId | null
}

interface Entry {
	/** The time when the entry was stored, in ms since 1970. */
	at: number
	workshop: Workshop
}

/**
 * Stores the needed part of a workshop, if that part has changed. A projector stores nothing,
 * because it makes no edits.
 */
export function storeWorkshop(reader: Reader, workshop: Workshop): void {
	if (reader.role === 'projector') return
	// This device has forgotten the workshop while this tab was open (OFFLINE6a).
	if (!loadCredentials(reader.workshop, reader.role)) return
	const needed = neededOf(workshop, reader.participant)
	const stored = readEntry(LOCAL_KEYS.storedWorkshop(reader.workshop, reader.role))
	if (stored && JSON.stringify(stored.workshop) === JSON.stringify(needed)) return
	localStore.write(
		LOCAL_KEYS.storedWorkshop(reader.workshop, reader.role),
		JSON.stringify({ at: Date.now(), workshop: needed }),
	)
	const entries = localStore.keys(STORED_WORKSHOP_PREFIX).map((key) => ({ key, at: readEntry(key)?.at ?? 0 }))
	for (const { key } of entries.sort((a, b) => b.at - a.at).slice(MAX_STORED)) localStore.remove(key)
}

/** Returns the stored copy of a workshop; null if there is none that can be read. */
export function readStoredWorkshop(workshop: WorkshopId, role: Role): Workshop | null {
	const stored = readEntry(LOCAL_KEYS.storedWorkshop(workshop, role))?.workshop
	return stored ? withoutEndedWindows(stored, Date.now()) : null
}

/** Removes the stored copy of a workshop. */
export function forgetStoredWorkshop(workshop: string, role: Role): void {
	localStore.remove(LOCAL_KEYS.storedWorkshop(workshop, role))
}

function neededOf(workshop: Workshop, reader: ParticipantId | null): Workshop {
	const { rounds: _votes, removedBoards: _boards, practices: _practices, ...others } = workshop
	const { merged: _merged, facilitators: _names, ...needed } = others
	return {
		...needed,
		// The version rises with every change, even of fields that are not stored.
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
		// A damaged entry is treated as missing.
		return null
	}
}
