import type { Participant, ParticipantId, Role, WorkshopId, WorkshopLinks } from '@charrette/shared'
import { localStore } from './browserStorage.ts'
import { LOCAL_KEYS } from './storageKeys.ts'

/**
 * The access of this browser to a workshop in one role. `links` is set only in the browser that
 * created the workshop.
 */
export interface Credentials {
	workshop: WorkshopId
	token: string
	role: Role
	participant: ParticipantId | null
	links?: Partial<WorkshopLinks>
}

/**
 * A participant as whom this browser has joined a workshop, for "welcome back". `code` is the
 * workshop's join code.
 */
export interface Participation {
	workshop: WorkshopId
	code: string
	title: string
	name: string
	city: string
}

const MAX_PARTICIPATIONS = 20

/** Stores credentials by workshop and role: one browser may have several roles. */
export function saveCredentials(credentials: Credentials): void {
	write(LOCAL_KEYS.credentials(credentials.workshop, credentials.role), credentials)
}

/** Returns the stored credentials for a workshop and role; null if there are none. */
export function loadCredentials(workshop: string, role: Role): Credentials | null {
	const stored = read(LOCAL_KEYS.credentials(workshop, role))
	return isCredentials(stored) && stored.workshop === workshop && stored.role === role ? stored : null
}

/**
 * Removes the credentials for a workshop and role, with the stored copy of the workshop. For a
 * participant, also removes their participation.
 */
export function forgetCredentials(workshop: string, role: Role): void {
	localStore.remove(LOCAL_KEYS.credentials(workshop, role))
	localStore.remove(LOCAL_KEYS.storedWorkshop(workshop, role))
	if (role !== 'participant') return
	write(
		LOCAL_KEYS.participations,
		readParticipations().filter((known) => known.workshop !== workshop),
	)
}

/** Stores the participant as whom this browser joined a workshop. */
export function rememberParticipation(participation: Participation): void {
	const others = readParticipations().filter((known) => known.workshop !== participation.workshop)
	write(LOCAL_KEYS.participations, [participation, ...others].slice(0, MAX_PARTICIPATIONS))
}

/**
 * Stores the renewed join code of a workshop, so that the new code still finds the participant who
 * joined on this browser.
 */
export function saveJoinCode(workshop: WorkshopId, code: string): void {
	const known = readParticipations()
	if (!known.some((other) => other.workshop === workshop && other.code !== code)) return
	write(
		LOCAL_KEYS.participations,
		known.map((other) => (other.workshop === workshop ? { ...other, code } : other)),
	)
}

/**
 * Stores changes of the participant with these credentials: their name and city may have been
 * corrected, and a duplicate entry may have been merged into another one. Returns whether the
 * participant's id has changed.
 */
export function saveParticipant(credentials: Credentials, { id, name, city }: Participant): boolean {
	const { workshop, participant } = credentials
	if (id !== participant) saveCredentials({ ...credentials, participant: id })
	write(
		LOCAL_KEYS.participations,
		readParticipations().map((known) => (known.workshop === workshop ? { ...known, name, city } : known)),
	)
	return id !== participant
}

/**
 * Returns the token of the participant who has joined the workshop with this join code on this
 * browser; null if there is none.
 */
export function previousToken(code: string): string | null {
	const known = readParticipations().find((participation) => participation.code === code)
	return known ? (loadCredentials(known.workshop, 'participant')?.token ?? null) : null
}

/** Returns the participants with stored credentials on this browser, newest first. */
export function knownParticipations(): Participation[] {
	return readParticipations().filter((known) => loadCredentials(known.workshop, 'participant') !== null)
}

function readParticipations(): Participation[] {
	const stored = read(LOCAL_KEYS.participations)
	return Array.isArray(stored) ? stored.filter(isParticipation) : []
}

function read(key: string): unknown {
	try {
		return JSON.parse(localStore.read(key) ?? 'null')
	} catch {
		// A damaged entry is treated as missing: the person joins again.
		return null
	}
}

function write(key: string, value: unknown): void {
	localStore.write(key, JSON.stringify(value))
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
