import type { CastDots, ParticipantId, Turnout, VoteProgress, VoteRound, Workshop } from '@charrette/shared'
import type { WorkshopDeps } from '../WorkshopDeps.ts'

/** How many have voted so far, by group; nothing of what they voted for (VOTE1). */
export async function voteProgress(deps: WorkshopDeps, workshop: Workshop, round: VoteRound): Promise<VoteProgress> {
	const given = dotsByVoter(await deps.ballots.read(round.id))
	const turnout = (people: readonly { id: ParticipantId }[]): Turnout => ({
		people: people.length,
		voted: people.filter(({ id }) => (given.get(id) ?? 0) > 0).length,
		finished: people.filter(({ id }) => (given.get(id) ?? 0) >= round.budget).length,
	})
	const groups = workshop.sessions.find((session) => session.id === round.session)?.groups ?? []
	return {
		...turnout([...workshop.participants, ...round.hall]),
		groups: groups.map(({ id }) => ({
			group: id,
			...turnout(workshop.participants.filter((person) => person.group === id)),
		})),
		hall: turnout(round.hall),
	}
}

function dotsByVoter(cast: readonly CastDots[]): Map<ParticipantId, number> {
	const given = new Map<ParticipantId, number>()
	for (const { voter, count } of cast) given.set(voter, (given.get(voter) ?? 0) + count)
	return given
}
