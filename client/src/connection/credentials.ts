import type { ParticipantId, Role, WorkshopId, WorkshopLinks } from '@charrette/shared'

/** What this browser may do in one workshop, in one role. `links` are known only to the browser that opened the workshop. */
export interface Credentials {
	workshop: WorkshopId
	token: string
	role: Role
	participant: ParticipantId | null
	links?: Partial<WorkshopLinks>
}

/** A person this browser has joined as before, for "welcome back". `code` is the workshop's join code. */
export interface Participation {
	workshop: WorkshopId
	code: string
	title: string
	name: string
	city: string
}

const CREDENTIALS_PREFIX = 'charrette.credentials.'
const PARTICIPATIONS_KEY = 'charrette.participations'
const MAX_PARTICIPATIONS = 20

/** Keeps credentials, by workshop and role: one browser may hold several roles. */
export function saveCredentials(credentials: Credentials): void {
	write(keyOf(credentials.workshop, credentials.role), credentials)
}

/** The credentials kept for this workshop and role. Null if there are none. */
export function loadCredentials(workshop: string, role: Role): Credentials | null {
	const kept = read(keyOf(workshop, role))
	return isCredentials(kept) && kept.workshop === workshop && kept.role === role ? kept : null
}

/** Forgets the credentials for this workshop and role, and with a participant's also who they were. */
export function forgetCredentials(workshop: string, role: Role): void {
	localStorage.removeItem(keyOf(workshop, role))
	if (role !== 'participant') return
	write(
		PARTICIPATIONS_KEY,
		readParticipations().filter((known) => known.workshop !== workshop),
	)
}

/** Remembers who joined a workshop on this browser; the newest comes first. */
export function rememberParticipation(participation: Participation): void {
	const others = readParticipations().filter((known) => known.workshop !== participation.workshop)
	write(PARTICIPATIONS_KEY, [participation, ...others].slice(0, MAX_PARTICIPATIONS))
}

/** The token of whoever joined the workshop with this code on this browser before. Null if nobody did. */
export function previousToken(code: string): string | null {
	const known = readParticipations().find((participation) => participation.code === code)
	return known ? (loadCredentials(known.workshop, 'participant')?.token ?? null) : null
}

/** The people this browser can come back as: remembered, and with credentials still kept. Newest first. */
export function knownParticipations(): Participation[] {
	return readParticipations().filter((known) => loadCredentials(known.workshop, 'participant') !== null)
}

function keyOf(workshop: string, role: Role): string {
	return `${CREDENTIALS_PREFIX}${workshop}.${role}`
}

function readParticipations(): Participation[] {
	const kept = read(PARTICIPATIONS_KEY)
	return Array.isArray(kept) ? kept.filter(isParticipation) : []
}

function read(key: string): unknown {
	try {
		return JSON.parse(localStorage.getItem(key) ?? 'null')
	} catch {
		// A damaged entry counts as none: one joins again.
		return null
	}
}

function write(key: string, value: unknown): void {
	localStorage.setItem(key, JSON.stringify(value))
}

function hasStrings<Key extends string>(value: unknown, keys: readonly Key[]): value is Record<Key, string> {
	if (typeof value !== 'object' || value === null) return false
	const fields = new Map<string, unknown>(Object.entries(value))
	return keys.every((key) => typeof fields.get(key) === 'string')
}

function isCredentials(value: unknown): value is Credentials {
	return hasStrings(value, ['workshop', 'token', 'role'])
}

function isParticipation(value: unknown): value is Participation {
	return hasStrings(value, ['workshop', 'code', 'title', 'name', 'city'])
}
