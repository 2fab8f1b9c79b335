import { ROLES, type Role, type WorkshopId } from '@charrette/shared'
import { localStore } from '../connection/browserStorage.ts'
import { type Credentials, forgetCredentials, loadCredentials } from '../connection/credentials.ts'
import { removeCopies } from '../connection/forgetCopies.ts'
import { forgetVisits } from '../connection/lastVisits.ts'
import { CREDENTIALS_PREFIX, LOCAL_KEYS } from '../connection/storageKeys.ts'

/**
 * A workshop for which this browser has credentials. There is at least one, and a facilitator's
 * credentials come first.
 */
export interface StoredAccess {
	id: WorkshopId
	credentials: Credentials[]
	/** Whether the workshop is hidden unless archived workshops are shown (HOME3). */
	isArchived: boolean
}

/**
 * The maximum number of archived workshops; beyond it, the first archived ones are listed again.
 */
const MAX_ARCHIVED = 200

/** Returns the workshops of this browser, in no order. */
export function listStoredAccess(): StoredAccess[] {
	const archived = new Set(readArchived())
	const ids = new Set(
		localStore.keys(CREDENTIALS_PREFIX).map((key) => key.slice(CREDENTIALS_PREFIX.length).split('.')[0] ?? ''),
	)
	return [...ids].flatMap((id) => {
		const credentials = ROLES.flatMap((role: Role) => loadCredentials(id, role) ?? [])
		return credentials.length === 0 ? [] : [{ id: id as WorkshopId, credentials, isArchived: archived.has(id) }]
	})
}

/** Archives a workshop on this device, or shows it in the list again. */
export function setArchived(id: WorkshopId, isArchived: boolean): void {
	const others = readArchived().filter((other) => other !== id)
	const archived = isArchived ? [id, ...others].slice(0, MAX_ARCHIVED) : others
	localStore.write(LOCAL_KEYS.archived, JSON.stringify(archived))
}

/** Removes all credentials for a workshop and the copies of its boards from this device. */
export function forgetWorkshop(id: WorkshopId): void {
	void removeCopies(id)
	for (const role of ROLES) {
		forgetCredentials(id, role)
		forgetVisits(id, role)
	}
	setArchived(id, false)
}

function readArchived(): string[] {
	try {
		const stored: unknown = JSON.parse(localStore.read(LOCAL_KEYS.archived) ?? '[]')
		return Array.isArray(stored) ? stored.filter((id) => typeof id === 'string') : []
	} catch {
		return []
	}
}
