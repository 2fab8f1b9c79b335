import { findParticipant, type Workshop } from './Workshop.ts'

/** The name under which a participant's work is shown; undefined for who is unknown, and for everybody while the workshop is anonymous. */
export function shownName(workshop: Workshop, participant: string): string | undefined {
	return workshop.isAnonymous ? undefined : findParticipant(workshop, participant)?.name
}

/** The participants whose names are shown, each with the name. */
export function shownNames({ isAnonymous, participants }: Workshop): [string, string][] {
	return isAnonymous ? [] : participants.map(({ id, name }) => [id, name])
}
