import {
	type CommandOf,
	currentSession,
	type GroupId,
	hostOf,
	type ParticipantId,
	type SessionId,
	type Workshop,
} from '@charrette/shared'

/** The number of changes that a page can undo. */
export const MAX_CHANGES = 20

/** A change of seats that a page has made, and the command that undoes it (SEAT3a). */
export interface SeatChange {
	/** The change as a sentence. */
	text: string
	undo: CommandOf<'groups.seat'>
	/** The version of the workshop with the change. */
	version: number
}

/** A change, and the seats that it made once the workshop has arrived with them. */
export interface KnownChange extends SeatChange {
	made: { session: SessionId; seats: ReadonlyMap<ParticipantId | GroupId, GroupId | ParticipantId | null> } | null
}

/**
 * Returns the changes, oldest first, as of this state. The last of them can be undone: nobody has
 * changed its seats or hosts since. Changes that somebody has overwritten are left out. Returns the
 * same array if nothing changes.
 */
export function settleChanges(changes: readonly KnownChange[], workshop: Workshop): readonly KnownChange[] {
	const isHere = ({ version }: KnownChange) => version <= workshop.version
	const known = changes.some((change) => !change.made && isHere(change))
		? changes.map((change) =>
				change.made || !isHere(change) ? change : { ...change, made: seatsMade(workshop, change.undo) },
			)
		: changes
	let count = known.length
	for (let last = known[count - 1]; last && isHere(last) && !isUntouched(workshop, last); last = known[count - 1])
		count--
	return count < known.length ? known.slice(0, count) : known
}

/** Adds a change; the oldest ones beyond `MAX_CHANGES` are forgotten. */
export function addChange(changes: readonly KnownChange[], change: SeatChange): KnownChange[] {
	return [...changes, { ...change, made: null }].slice(-MAX_CHANGES)
}

/**
 * Returns whether a change can be undone: it is one of these, and nobody has changed its seats or
 * hosts since. The state with it may not have arrived yet.
 */
export function canUndo(changes: readonly KnownChange[], change: SeatChange, workshop: Workshop): boolean {
	const known = changes.find(({ undo }) => undo === change.undo)
	return known !== undefined && (!known.made || isUntouched(workshop, known))
}

/**
 * Removes a change, which was undone in this version. The others are not examined before that
 * version has arrived: until then their seats look changed.
 */
export function withoutChange(changes: readonly KnownChange[], undone: SeatChange, version: number): KnownChange[] {
	const others = changes.filter(({ undo }) => undo !== undone.undo)
	return others.map((change) => ({ ...change, version: Math.max(change.version, version) }))
}

/** The seats of the people in a command, and the hosts of the groups for which it names one. */
function seatsMade(workshop: Workshop, { seats }: SeatChange['undo']): KnownChange['made'] {
	const groupOf = new Map(workshop.participants.map(({ id, group }) => [id, group]))
	const made = new Map<ParticipantId | GroupId, GroupId | ParticipantId | null>()
	for (const { group, people, host } of seats) {
		for (const person of people) made.set(person, groupOf.get(person) ?? null)
		if (host !== undefined) made.set(group, hostIn(workshop, group))
	}
	return { session: workshop.session, seats: made }
}

function hostIn(workshop: Workshop, id: GroupId): ParticipantId | null {
	const group = currentSession(workshop)?.groups.find((candidate) => candidate.id === id)
	return group ? (hostOf(group, workshop)?.id ?? null) : null
}

/** Whether all people of a change who are still here have the seats that it gave them. */
function isUntouched(workshop: Workshop, { undo, made }: KnownChange): boolean {
	const now = seatsMade(workshop, undo)
	if (!made || !now || made.session !== now.session) return false
	const present = new Set<string>(workshop.participants.map(({ id }) => id))
	const groups = new Set<string>(currentSession(workshop)?.groups.map(({ id }) => id))
	return [...made.seats].every(
		([id, seat]) =>
			now.seats.get(id) === seat || !(present.has(id) || (groups.has(id) && (!seat || present.has(seat)))),
	)
}
