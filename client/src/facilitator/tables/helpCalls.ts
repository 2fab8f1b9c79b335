import {
	currentSession,
	type FacilitatorId,
	facilitatorOf,
	type Group,
	type NamedFacilitator,
	type Participant,
	type ParticipantId,
	type Workshop,
} from '@charrette/shared'
import type { Person } from '../../connection/useWorkshop.ts'

/** A person who asks for help, their table, and the facilitator of that table. */
export interface HelpCall {
	participant: Participant
	group: Group | null
	facilitator: NamedFacilitator | null
}

/** The times, in ms, at which this page saw that people ask for help. */
export type CallTimes = ReadonlyMap<ParticipantId, number>

/** The time after which a call is shown to the other facilitators, too (BLOCK5). */
export const HELP_WAIT_MS = 60_000

/** The same array each time, so that a page without calls renders nothing again (FAN6). */
export const NO_CALLS: readonly HelpCall[] = []

/** Returns the calls of the people who are here. */
export function findHelpCalls(workshop: Workshop, people: readonly Person[]): readonly HelpCall[] {
	const calling = new Set(people.filter(({ help }) => help).map(({ participant }) => participant))
	if (calling.size === 0) return NO_CALLS
	const groups = new Map(currentSession(workshop)?.groups.map((group) => [group.id, group]))
	return workshop.participants
		.filter(({ id }) => calling.has(id))
		.map((participant) => {
			const group = groups.get(participant.group) ?? null
			return { participant, group, facilitator: facilitatorOf(workshop, group) }
		})
}

/** Adds the time of new calls, and removes ended ones; returns `before` if there are neither. */
export function trackCalls(before: CallTimes, calls: readonly HelpCall[], now: number): CallTimes {
	const after = new Map(calls.map(({ participant: { id } }) => [id, before.get(id) ?? now]))
	return after.size === before.size && [...after.keys()].every((id) => before.has(id)) ? before : after
}

/**
 * Returns the calls to show on the page of a facilitator, the longest waiting people first: calls
 * of their own tables and of tables without a facilitator at once, all others after a minute.
 */
export function dueCalls(
	calls: readonly HelpCall[],
	since: CallTimes,
	{ me, now }: { me: FacilitatorId | null; now: number },
): HelpCall[] {
	const sinceOf = ({ participant }: HelpCall) => since.get(participant.id) ?? now
	return calls
		.filter((call) => !call.facilitator || call.facilitator.id === me || now - sinceOf(call) >= HELP_WAIT_MS)
		.sort((a, b) => sinceOf(a) - sinceOf(b))
}

/** Returns the ms until the next call is due for everyone; null if none is waiting. */
export function untilNextDue(calls: readonly HelpCall[], since: CallTimes, now: number): number | null {
	const waits = calls
		.map(({ participant: { id } }) => (since.get(id) ?? now) + HELP_WAIT_MS - now)
		.filter((wait) => wait > 0)
	return waits.length > 0 ? Math.min(...waits) : null
}
