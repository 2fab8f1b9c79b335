import { findParticipant, type Workshop } from './Workshop.ts'

/**
 * The name under which somebody's work is shown: a participant's; of who is unknown here the one that came with it, where one did;
 * undefined for everybody while the workshop is anonymous.
 */
export function shownName(workshop: Workshop, participant: string, broughtName?: string): string | undefined {
	return workshop.isAnonymous ? undefined : (findParticipant(workshop, participant)?.name ?? broughtName)
}

/** The participants whose names are shown, each with the name. Where names are shown, the empty id is among them: it stands for people from elsewhere. */
export function shownNames({ isAnonymous, participants }: Workshop): [string, string][] {
	return isAnonymous ? [] : [['', ''], ...participants.map(({ id, name }): [string, string] => [id, name])]
}
