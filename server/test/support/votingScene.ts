import type { BallotView, BoardId, ErrorBody, RoundId, VoteProgress, VoteResult } from '@charrette/shared'
import { boardRoom, buildCard, putRecord, recordsOf } from '@charrette/shared'
import type { Answer, FacilitatorClient } from './call.ts'
import { call, join, openAsFacilitator } from './call.ts'
import type { TestServer } from './startServer.ts'
import { joinedAsStock } from './stockClient.ts'
import { until } from './until.ts'

/** A workshop that votes: its facilitator, and everything around a ballot. */
export interface VotingScene extends FacilitatorClient {
	plenary: BoardId
	/** Opens a vote, three dots each unless told otherwise. */
	open(wish?: object): Promise<RoundId>
	/** Sends a ballot with somebody's token. */
	vote(who: { token: string }, ballot: object): Promise<Answer<BallotView & Partial<ErrorBody>>>
	ballotOf(who: { token: string }, round: RoundId, voter?: string): Promise<Answer<BallotView & Partial<ErrorBody>>>
	result(who: { token: string }, round: RoundId): Promise<Answer<VoteResult & Partial<ErrorBody>>>
	progress(who: { token: string }, round: RoundId): Promise<Answer<VoteProgress & Partial<ErrorBody>>>
	/** Changes a board, as a facilitator with a tool of their own would, and waits until it is saved. */
	edit(board: BoardId, change: (records: ReturnType<typeof recordsOf>) => void): Promise<void>
}

/** Opens a workshop of two groups that is ready to vote. */
export async function openVotingScene(server: Pick<TestServer, 'url' | 'syncUrl'>): Promise<VotingScene> {
	const desk = await openAsFacilitator(server.url)
	const { token, workshop } = desk.opened
	const ballots = `/api/workshops/${workshop.id}/ballots`
	return {
		...desk,
		plenary: workshop.sessions[0]?.boards.at(-1)?.id as BoardId,
		open: async (wish = {}) =>
			(await desk.send({ type: 'vote.open', title: 'Which first?', ...wish })).body.made as RoundId,
		vote: (who, ballot) => call(server.url, ballots, { token: who.token, body: ballot }),
		ballotOf: (who, round, voter) =>
			call(server.url, `${ballots}?round=${round}${voter ? `&voter=${voter}` : ''}`, { token: who.token }),
		result: (who, round) => call(server.url, `/api/rounds/${round}/result`, { token: who.token }),
		progress: (who, round) => call(server.url, `/api/rounds/${round}/progress`, { token: who.token }),
		async edit(board, change) {
			const client = await joinedAsStock(server.syncUrl, boardRoom(board), token)
			const before = client.acked()
			client.doc.transact(() => change(recordsOf(client.doc)))
			await until('it is saved', () => client.acked() > before)
			client.leave()
		},
	}
}

/** Like `openHall`, with Ana and Ben of Lima in it. */
export async function openVotingSceneOfTwo(server: Pick<TestServer, 'url' | 'syncUrl'>) {
	const hall = await openVotingScene(server)
	const enter = (name: string) => join(server.url, hall.opened.joinCode, name, 'Lima')
	return { hall, ana: await enter('Ana'), ben: await enter('Ben') }
}

/** Cards with these ids on a board; `kind` is that of all. */
export const cards =
	(ids: readonly string[], kind: 'solution' | 'note' = 'solution') =>
	(records: ReturnType<typeof recordsOf>) => {
		for (const id of ids)
			putRecord(
				records,
				buildCard(id, { x: 0, y: ids.indexOf(id), index: 'a1' as never }, { kind, text: `Text ${id}` }),
			)
	}
