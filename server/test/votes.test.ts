import type { BoardContent, BoardId, JoinResult, TokenGrant } from '@charrette/shared'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { call, join, secretOf } from './support/call.ts'
import type { TestServer } from './support/startServer.ts'
import { startServer } from './support/startServer.ts'
import type { VotingScene } from './support/votingScene.ts'
import { cards, openVotingScene, openVotingSceneOfTwo } from './support/votingScene.ts'

let server: TestServer
let hall: VotingScene
let ana: JoinResult
let ben: JoinResult
beforeAll(async () => {
	server = await startServer()
})
afterAll(() => server.stop())
beforeEach(async () => {
	;({ hall, ana, ben } = await openVotingSceneOfTwo(server))
	await hall.edit(hall.plenary, cards(['a', 'b', 'c']))
})

const facilitator = () => ({ token: hall.opened.token })
const codeOf = ({ status, body }: { status: number; body: { error?: { code: string } } }) => [status, body.error?.code]

describe('a ballot', () => {
	it('[VOTE2] sets the dots of a voter on a card, any number of times, within the budget', async () => {
		const round = await hall.open({ budget: 3, perCard: 2 })
		const first = await hall.vote(ana, { round, card: 'shape:a', count: 2 })
		expect(first.body).toEqual({ round, dots: [{ board: hall.plenary, card: 'shape:a', count: 2 }], left: 1 })
		const over = await hall.vote(ana, { round, card: 'shape:b', count: 2 })
		expect([...codeOf(over), over.body.error?.message]).toEqual([
			409,
			'over_budget',
			expect.stringContaining('1 dot left'),
		])
		expect(codeOf(await hall.vote(ana, { round, card: 'shape:b', count: 3 }))).toEqual([409, 'too_many_on_card'])
		await hall.vote(ana, { round, card: 'shape:a', count: 1 })
		expect((await hall.vote(ana, { round, card: 'shape:b', count: 2 })).body.left).toBe(0)
		expect((await hall.ballotOf(ana, round)).body.dots.map(({ card, count }) => [card, count])).toEqual([
			['shape:a', 1],
			['shape:b', 2],
		])
	})

	it('[VOTE2] finds the card on the voter’s own board first, or on the given board', async () => {
		const group = ana.board.id
		await hall.edit(group, cards(['a']))
		const round = await hall.open()
		await hall.vote(ana, { round, card: 'shape:a', count: 1 })
		await hall.vote(ana, { round, card: 'shape:a', count: 1, board: hall.plenary })
		const { dots } = (await hall.ballotOf(ana, round)).body
		expect(dots.map(({ board }) => board).sort()).toEqual([group, hall.plenary].sort())
	})

	it.each([
		['a card that is nowhere', { card: 'shape:gone' }, 404, 'card_gone'],
		['what is no card', { card: 'binding:a' }, 400, 'invalid_input'],
		['less than nothing', { card: 'shape:a', count: -1 }, 400, 'invalid_input'],
		['half a dot', { card: 'shape:a', count: 0.5 }, 400, 'invalid_input'],
		['a vote that is nowhere', { card: 'shape:a', round: 'nowhere' }, 404, 'not_found'],
		['a board that is not voted on', { card: 'shape:a', board: 'elsewhere' }, 404, 'card_gone'],
	])('rejects %s', async (_, ballot, status, code) => {
		const round = await hall.open()
		expect(codeOf(await hall.vote(ana, { round, count: 1, ...ballot }))).toEqual([status, code])
	})

	it('[VOTE2] is only for the boards and kinds of the vote', async () => {
		await hall.edit(hall.plenary, cards(['note'], 'note'))
		const round = await hall.open({ boards: [hall.plenary], kinds: ['solution'] })
		await hall.edit(ana.board.id, cards(['mine']))
		for (const card of ['shape:note', 'shape:mine'])
			expect(codeOf(await hall.vote(ana, { round, card, count: 1 }))).toEqual([404, 'card_gone'])
		expect((await hall.vote(ana, { round, card: 'shape:a', count: 1 })).status).toBe(200)
	})

	it('[VOTE2] can take dots back from a deleted card, but not give any', async () => {
		const round = await hall.open()
		await hall.vote(ana, { round, card: 'shape:a', count: 1 })
		await hall.edit(hall.plenary, (records) => records.delete('shape:a'))
		expect(codeOf(await hall.vote(ben, { round, card: 'shape:a', count: 1 }))).toEqual([404, 'card_gone'])
		expect((await hall.vote(ana, { round, card: 'shape:a', count: 0 })).body).toEqual({ round, dots: [], left: 3 })
	})

	it('[VOTE1] can only be cast and read by its participant', async () => {
		const round = await hall.open()
		const secret = secretOf(hall.opened.links.projector)
		const projector = (await call<TokenGrant>(server.url, '/api/token', { body: { secret } })).body
		const stranger = await openVotingScene(server)
		const ballot = { round, card: 'shape:a', count: 1 }
		for (const who of [facilitator(), projector, stranger.opened])
			expect(codeOf(await hall.vote(who, ballot))).toEqual([403, 'not_allowed'])
		for (const who of [facilitator(), ben, projector]) {
			expect(codeOf(await hall.vote(who, { ...ballot, voter: ana.participant.id }))).toEqual([403, 'not_allowed'])
			expect(codeOf(await hall.ballotOf(who, round, ana.participant.id))).toEqual([403, 'not_allowed'])
		}
		expect(codeOf(await hall.vote({ token: 'none' }, ballot))).toEqual([401, 'not_signed_in'])
	})

	it('[VOTE2] of a proxy voter is cast by a facilitator, with a budget of its own', async () => {
		const round = await hall.open({ budget: 1 })
		const { made: voter } = (await hall.send({ type: 'vote.proxy', round, name: 'Olu', city: 'Lagos' })).body
		const ballot = { round, card: 'shape:a', count: 1, voter }
		expect((await hall.vote(facilitator(), ballot)).body.left).toBe(0)
		expect(codeOf(await hall.vote(facilitator(), { ...ballot, card: 'shape:b' }))).toEqual([409, 'over_budget'])
		expect(codeOf(await hall.vote(ana, ballot))).toEqual([403, 'not_allowed'])
		expect((await hall.progress(facilitator(), round)).body).toMatchObject({
			people: 3,
			voted: 1,
			finished: 1,
			hall: { people: 1, voted: 1, finished: 1 },
		})
		await hall.run({ type: 'vote.close', round })
		const next = await hall.open()
		expect((await hall.vote(facilitator(), { ...ballot, round: next })).body.left).toBe(2)
	})
})

describe('a vote', () => {
	it('[VOTE1] is secret until it is closed: facilitators see only counts', async () => {
		const round = await hall.open()
		const before = await hall.state()
		await hall.vote(ana, { round, card: 'shape:a', count: 1 })
		expect(await hall.state()).toEqual(before)
		for (const who of [ana, ben, facilitator()])
			expect(codeOf(await hall.result(who, round))).toEqual([409, 'vote_open'])
		const { body } = await hall.progress(facilitator(), round)
		const turnout = (people: number, voted: number) => ({ people, voted, finished: 0 })
		const groupOf = (group: string, voted: number) => ({ group, ...turnout(1, voted) })
		expect(body).toMatchObject({ ...turnout(2, 1), hall: turnout(0, 0) })
		expect(body.groups).toEqual(
			expect.arrayContaining([groupOf(ana.participant.group, 1), groupOf(ben.participant.group, 0)]),
		)
		expect(JSON.stringify(body)).not.toContain('shape:')
		expect(codeOf(await hall.progress(ana, round))).toEqual([403, 'not_allowed'])
	})

	it('[VOTE3] has a result for everyone when closed, which never changes', async () => {
		const round = await hall.open()
		const eva = await join(server.url, hall.opened.joinCode, 'Eva', 'Lima')
		for (const who of [ana, ben]) await hall.vote(who, { round, card: 'shape:b', count: 1 })
		for (const card of ['shape:a', 'shape:c']) await hall.vote(eva, { round, card, count: 1 })
		await hall.edit(hall.plenary, (records) => records.delete('shape:c'))
		const closed = await hall.run({ type: 'vote.close', round })
		expect(closed.rounds).toMatchObject([{ id: round, state: 'closed', closedAt: expect.any(Number) }])
		await hall.edit(hall.plenary, (records) => records.delete('shape:b'))
		const results = await Promise.all([ana, ben, facilitator()].map((who) => hall.result(who, round)))
		for (const { body } of results) {
			expect(body.cards.map(({ text, rank, dots }) => [text, rank, dots])).toEqual([
				['Text b', 1, 2],
				['Text a', 2, 1],
			])
			expect(body).toMatchObject({ title: 'Which first?', people: 3, voters: 3, dots: 4, gone: 1 })
			expect(body.cities).toEqual([{ city: 'Lima', dots: 4, voters: 3 }])
			for (const person of [ana, ben, eva]) expect(JSON.stringify(body)).not.toContain(person.participant.id)
		}
		expect(codeOf(await hall.vote(ana, { round, card: 'shape:a', count: 1 }))).toEqual([409, 'vote_closed'])
		expect((await hall.ballotOf(ana, round)).body.dots).toHaveLength(1)
		await server.restart()
		expect((await hall.result(ana, round)).body).toEqual(results[0]?.body)
	})

	it('[VOTE3] shows on cards and in exports when closed, until a newer vote replaces it; both results stay', async () => {
		const content = async () =>
			(await call<BoardContent>(server.url, `/api/boards/${hall.plenary}/content`, facilitator())).body.cards.map(
				({ votes }) => votes,
			)
		const first = await hall.open({ perCard: 3 })
		await hall.vote(ana, { round: first, card: 'shape:a', count: 3 })
		expect(await content()).toEqual([undefined, undefined, undefined])
		await hall.run({ type: 'vote.close', round: first })
		expect(await content()).toEqual([3, undefined, undefined])
		const second = await hall.open()
		await hall.vote(ana, { round: second, card: 'shape:b', count: 1 })
		await hall.run({ type: 'vote.close', round: second })
		expect(await content()).toEqual([undefined, 1, undefined])
		expect((await hall.result(ana, first)).body.cards).toMatchObject([{ card: 'shape:a', dots: 3 }])
		const exported = async (format: string) =>
			(await call(server.url, `/api/boards/${hall.plenary}/export?format=${format}`, facilitator())).text
		expect(JSON.parse(await exported('json'))).toMatchObject({
			cards: [{ id: 'shape:a' }, { id: 'shape:b', votes: 1 }, {}],
		})
		expect(await exported('csv')).toMatch(/shape:b,Solution,Text b,,,,,,1,/)
		expect(await exported('md')).toContain('**Solution** Text b · Dots: 1')
	})

	it('[VOTE3] is the only open one in its session, can be cancelled, and never reopens', async () => {
		const round = await hall.open()
		await hall.vote(ana, { round, card: 'shape:a', count: 1 })
		expect(codeOf(await hall.send({ type: 'vote.open', title: 'Another' }))).toEqual([409, 'not_now'])
		await hall.run({ type: 'vote.cancel', round })
		expect(codeOf(await hall.result(ana, round))).toEqual([404, 'not_found'])
		expect(codeOf(await hall.vote(ana, { round, card: 'shape:a', count: 1 }))).toEqual([409, 'vote_closed'])
		for (const type of ['vote.close', 'vote.cancel'])
			expect(codeOf(await hall.send({ type, round }))).toEqual([409, 'not_now'])
		const next = await hall.open()
		await hall.run({ type: 'vote.close', round: next })
		const { version } = await hall.state()
		expect((await hall.send({ type: 'vote.close', round: next })).body.version).toBe(version)
	})

	it('is only for boards of its session', async () => {
		const { status } = await hall.send({ type: 'vote.open', title: 'x', boards: ['elsewhere' as BoardId] })
		expect([status, (await hall.state()).rounds]).toEqual([404, undefined])
	})
})
