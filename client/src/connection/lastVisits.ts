/**
 * When a person was last at the boards of a workshop on this device (VISIT1). It stays on the
 * device: the server stores nothing about who has read what.
 */
import { type BoardId, type LastVisits, LIMITS, type Role, type WorkshopId } from '@charrette/shared'
import { localStore } from './browserStorage.ts'
import { LOCAL_KEYS } from './storageKeys.ts'

/** A pause after which a person counts as returning. */
const PAUSE_MS = 10 * 60 * 1000

/** A person's latest time at a board, and the end of the visit before, in ms of the server. */
interface Visit {
	at: number
	before: number
}

interface Visits {
	workshop: Visit
	boards: Record<string, Visit>
}

/** Whose visits, to which workshop. */
interface Visitor {
	workshop: WorkshopId
	role: Role
}

/** Notes that a person is at a board now. */
export function noteVisit(visitor: Visitor, board: BoardId, now: number): void {
	const known = read(visitor)
	const boards = { ...known?.boards, [board]: continued(known?.boards[board], now) }
	const newest = Object.entries(boards).sort(([, a], [, b]) => b.at - a.at)
	const visits: Visits = {
		workshop: continued(known?.workshop, now),
		boards: Object.fromEntries(newest.slice(0, LIMITS.maxVisitedBoards)),
	}
	localStore.write(LOCAL_KEYS.visits(visitor.workshop, visitor.role), JSON.stringify(visits))
}

/**
 * Returns the ends of the last visits: of those before the current visit (`before`), or up to now
 * (`at`). Null if this device has noted none.
 */
export function readLastVisits(visitor: Visitor, which: keyof Visit): LastVisits | null {
	const visits = read(visitor)
	if (!visits) return null
	const boards = Object.entries(visits.boards).map(([board, visit]) => [board, Math.floor(visit[which])])
	return { workshop: Math.floor(visits.workshop[which]), boards: Object.fromEntries(boards) }
}

/** Removes what this device has noted of a workshop. */
export function forgetVisits(workshop: string, role: Role): void {
	localStore.remove(LOCAL_KEYS.visits(workshop, role))
}

/** Returns a visit that goes on now, or a new one after a pause. */
function continued(known: Visit | undefined, now: number): Visit {
	if (!known) return { at: now, before: now }
	return { at: Math.max(now, known.at), before: now - known.at > PAUSE_MS ? known.at : known.before }
}

function read({ workshop, role }: Visitor): Visits | null {
	try {
		const stored = JSON.parse(localStore.read(LOCAL_KEYS.visits(workshop, role)) ?? 'null') as Partial<Visits> | null
		const all = stored?.workshop && stored.boards ? [stored.workshop, ...Object.values(stored.boards)] : []
		const isWhole = all.length > 0 && all.every(({ at, before }) => Number.isFinite(at) && Number.isFinite(before))
		return isWhole ? (stored as Visits) : null
	} catch {
		// A damaged entry is treated as missing.
		return null
	}
}
