import type { BallotView, BoardId, ErrorBody, RoundId, VoteProgress, VoteResult } from '@charrette/shared'
import { boardRoom, buildCard, putRecord, recordsOf } from '@charrette/shared'
import { afterAll, beforeAll, beforeEach } from 'vitest'
import type { Answer, FacilitatorClient } from './call.ts'
import { call, join, openAsFacilitator } from './call.ts'
import type { TestServer } from './startServer.ts'
import { startServer } from './startServer.ts'
import { joinedAsStock } from './stockClient.ts'
import { until } from './until.ts'

/** A workshop with votes: its facilitator, and functions for ballots and results. */
export interface VotingScene extends FacilitatorClient {
	plenary: BoardId
	/** Opens a vote, with three dots each by default. */
	open(options?: object): Promise<RoundId>
	/** Sends a ballot. */
	vote(who: { token: string }, ballot: object): Promise<Answer<BallotView & Partial<ErrorBody>>>
	ballotOf(who: { token: string }, round: RoundId, voter?: string): Promise<Answer<BallotView & Partial<ErrorBody>>>
	result(who: { token: string }, round: RoundId): Promise<Answer<VoteResult & Partial<ErrorBody>>>
	progress(who: { token: string }, round: RoundId): Promise<Answer<VoteProgress & Partial<ErrorBody>>>
	/** Edits a board as the facilitator, and waits for the ack. */
	edit(board: BoardId, change: (records: ReturnType<typeof recordsOf>) => void): Promise<void>
}

/** Opens a workshop of two groups. */
export async function openVotingScene(server: Pick<TestServer, 'url' | 'syncUrl'>): Promise<VotingScene> {
	const facilitator = await openAsFacilitator(server.url)
	const { token, workshop } = facilitator.opened
	const ballots = `/api/workshops/${workshop.id}/ballots`
	return {
		...facilitator,
		plenary: workshop.sessions[0]?.boards.at(-1)?.id as BoardId,
		open: async (options = {}) =>
			(await facilitator.send({ type: 'vote.open', title: 'Which first?', ...options })).body.made as RoundId,
		vote: (who, ballot) => call(server.url, ballots, { token: who.token, body: ballot }),
		ballotOf: (who, round, voter) =>
			call(server.url, `${ballots}?round=${round}${voter ? `&voter=${voter}` : ''}`, { token: who.token }),
		result: (who, round) => call(server.url, `/api/rounds/${round}/result`, { token: who.token }),
		progress: (who, round) => call(server.url, `/api/rounds/${round}/progress`, { token: who.token }),
		async edit(board, change) {
			const client = await joinedAsStock(server.syncUrl, boardRoom(board), token)
			const before = client.acked()
			client.doc.transact(() => change(recordsOf(client.doc)))
			await until('the edit is acked', () => client.acked() > before)
			client.leave()
		},
	}
}

/** Like `openVotingScene`, with the participants Ana and Ben of Lima. */
export async function openVotingSceneOfTwo(server: Pick<TestServer, 'url' | 'syncUrl'>) {
	const scene = await openVotingScene(server)
	const enter = (name: string) => join(server.url, scene.opened.joinCode, name, 'Lima')
	return { scene, ana: await enter('Ana'), ben: await enter('Ben') }
}

/** A server, and a voting scene of two on it. */
export interface VotingTest extends Awaited<ReturnType<typeof openVotingSceneOfTwo>> {
	server: TestServer
}

/** Runs a server for the tests of a file. Before each test, `prepare` gets a scene of its own. */
export function withVotingScenes(prepare: (on: VotingTest) => void | Promise<void>): void {
	let server: TestServer
	beforeAll(async () => {
		server = await startServer()
	})
	afterAll(() => server.stop())
	beforeEach(async () => prepare({ server, ...(await openVotingSceneOfTwo(server)) }))
}

/** Returns a change that adds cards of this kind with these ids. */
export const cards =
	(ids: readonly string[], kind: 'solution' | 'note' = 'solution') =>
	(records: ReturnType<typeof recordsOf>) => {
		for (const id of ids)
			putRecord(
				records,
				buildCard(id, { x: 0, y: ids.indexOf(id), index: 'a1' as never }, { kind, text: `Text ${id}` }),
			)
	}
