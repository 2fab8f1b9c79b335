/**
 * The end of the copies of boards on this device, and of the translations made for them (OFFLINE6):
 * with their workshop, with the access of their author, and after a time without use.
 */
import { ROLES, type WorkshopId } from '@charrette/shared'
import { deleteDB } from 'idb'
import { openCopies, removeCopy, UNUSED_MS } from './copyDatabases.ts'
import { loadCredentials } from './credentials.ts'
import { evictFormer, isFormer } from './formerCopies.ts'
import { COPY_PREFIX, TRANSLATIONS_PREFIX } from './storageKeys.ts'
import { readStoredWorkshop } from './storedWorkshop.ts'

/**
 * Removes everything that this device stores of a workshop's boards. Must be called before the
 * credentials and the stored workshop are removed, which name the databases of the former release.
 * Never rejects.
 */
export async function removeCopies(workshop: WorkshopId): Promise<void> {
	const ids = new Set(ROLES.flatMap((role) => idsOf(workshop, role)))
	try {
		await Promise.all([deleteDB(COPY_PREFIX + workshop), deleteDB(TRANSLATIONS_PREFIX + workshop)])
		for (const name of await listDatabases())
			if (isFormer(name) && name.split(':').some((part) => ids.has(part))) await deleteDB(name)
	} catch {
		// There is no IndexedDB: nothing is stored.
	}
}

/**
 * Returns whether this device has edits of a workshop that were not sent yet. Never rejects; a
 * database that does not exist is not created.
 */
export async function hasUnsentEdits(workshop: WorkshopId): Promise<boolean> {
	try {
		if (!(await listDatabases()).includes(COPY_PREFIX + workshop)) return false
		const db = await openCopies(workshop)
		const count = await db.count('unsaved')
		db.close()
		return count > 0
	} catch {
		// There is no IndexedDB: nothing is stored.
		return false
	}
}

/** Returns the ids in the names of a workshop's former databases: its boards, the participant. */
function idsOf(workshop: WorkshopId, role: (typeof ROLES)[number]): string[] {
	const participant = loadCredentials(workshop, role)?.participant ?? []
	const sessions = readStoredWorkshop(workshop, role)?.sessions ?? []
	return [participant, ...sessions.flatMap(({ boards }) => boards.map(({ id }) => id))].flat()
}

/** Removes an author's copies of a workshop's boards, and all translations. Never rejects. */
export async function removeCopiesOf(workshop: WorkshopId, author: string): Promise<void> {
	try {
		await deleteDB(TRANSLATIONS_PREFIX + workshop)
		const db = await openCopies(workshop)
		const copies = await db.getAllKeys('copies')
		for (const copy of copies.filter((name) => name.endsWith(`:${author}`))) await removeCopy(db, copy)
		const left = await db.count('copies')
		db.close()
		if (left === 0) await deleteDB(COPY_PREFIX + workshop)
		// The names of former databases do not say whose facilitator it was.
		if (ROLES.some((role) => role === author)) return
		for (const name of await listDatabases()) if (isFormer(name) && name.endsWith(`:${author}`)) await deleteDB(name)
	} catch {
		// There is no IndexedDB: nothing is stored.
	}
}

/**
 * Removes the copies of workshops that were not opened for 90 days, except those with unsaved
 * edits (OFFLINE6b). Never rejects.
 */
export async function evictUnused(now = Date.now()): Promise<void> {
	try {
		const names = await listDatabases()
		for (const name of names)
			if (isFormer(name)) await evictFormer(name, now)
			else if (name.startsWith(COPY_PREFIX)) await evictCopies(name.slice(COPY_PREFIX.length) as WorkshopId, now)
			else if (isLeftOver(name, names)) await deleteDB(name)
	} catch {
		// The browser blocks IndexedDB: nothing is stored.
	}
}

/** Returns whether a database has translations of a workshop of which this device has no copies. */
function isLeftOver(name: string, names: readonly string[]): boolean {
	return name.startsWith(TRANSLATIONS_PREFIX) && !names.includes(name.replace(TRANSLATIONS_PREFIX, COPY_PREFIX))
}

async function evictCopies(workshop: WorkshopId, now: number): Promise<void> {
	const db = await openCopies(workshop)
	const [usedAt = 0, unsaved] = await Promise.all([db.get('usage', 'usedAt'), db.count('unsaved')])
	db.close()
	if (unsaved === 0 && now - usedAt > UNUSED_MS) await deleteDB(COPY_PREFIX + workshop)
}

/** Returns the names of all databases; none in Firefox 125, which cannot list them. */
async function listDatabases(): Promise<string[]> {
	if (!('databases' in indexedDB)) return []
	return (await indexedDB.databases()).map(({ name = '' }) => name)
}
