import type { BoardContent, BoardId, JoinResult, TokenGrant } from '@charrette/shared'
import { describe, expect, it } from 'vitest'
import { call, join, secretOf } from './support/call.ts'
import type { TestServer } from './support/startServer.ts'
import type { VotingScene } from './support/votingScene.ts'
import { cards, openVotingScene, withVotingScenes } from './support/votingScene.ts'

let server: TestServer
let scene: VotingScene
let ana: JoinResult
let ben: JoinResult
withVotingScenes(async (on) => {
	;({ server, scene, ana, ben } = on)
	await scene.edit(scene.plenary, cards(['a', 'b', 'c']))
})

const facilitator = () => ({ token: scene.opened.token })
const codeOf = ({ status, body }: { status: number; body: { error?: { code: string } } }) => [status, body.error?.code]

it('[HAND3] the projector shows the result of any closed vote, until something else is chosen', async () => {
	const first = await scene.open()
	const show = (round: string) => scene.send({ type: 'projection.set', shows: 'result', round })
	expect(codeOf(await show(first))).toEqual([409, 'vote_open'])
	await scene.send({ type: 'vote.close', round: first })
	const { body } = await scene.send({ type: 'session.add', groups: 1 })
	await scene.run({ type: 'session.goto', session: body.made })
	const shown = async () => {
		const { projection, projectedRound } = await scene.state()
		return [projection, projectedRound]
	}
	await show(first)
	expect(await shown()).toEqual(['result', first])
	await scene.run({ type: 'projection.set', shows: 'result' })
	expect(await shown()).toEqual(['result', undefined])
	await show(first)
	await scene.run({ type: 'projection.set', shows: 'wall', round: first })
	expect(await shown()).toEqual(['wall', undefined])
	await show(first)
	const second = await scene.open()
	expect(await shown()).toEqual(['result', undefined])
	await scene.send({ type: 'vote.cancel', round: second })
	expect(codeOf(await show(second))).toEqual([409, 'vote_closed'])
	expect(codeOf(await show('nowhere'))).toEqual([404, 'not_found'])
	await show(first)
	await scene.run({ type: 'session.goto', session: (await scene.state()).sessions[0]?.id })
	expect(await shown()).toEqual([null, undefined])
})

describe('a ballot', () => {
	it('[VOTE2] sets the dots of a voter on a card, any number of times, within the budget', async () => {
		const round = await scene.open({ budget: 3, perCard: 2 })
		const first = await scene.vote(ana, { round, card: 'shape:a', count: 2 })
		expect(first.body).toEqual({ round, dots: [{ board: scene.plenary, card: 'shape:a', count: 2 }], left: 1 })
		const over = await scene.vote(ana, { round, card: 'shape:b', count: 2 })
		expect([...codeOf(over), over.body.error?.message]).toEqual([
			409,
			'over_budget',
			expect.stringContaining('1 dot left'),
		])
		expect(codeOf(await scene.vote(ana, { round, card: 'shape:b', count: 3 }))).toEqual([409, 'too_many_on_card'])
		await scene.vote(ana, { round, card: 'shape:a', count: 1 })
		expect((await scene.vote(ana, { round, card: 'shape:b', count: 2 })).body.left).toBe(0)
		expect((await scene.ballotOf(ana, round)).body.dots.map(({ card, count }) => [card, count])).toEqual([
			['shape:a', 1],
			['shape:b', 2],
		])
	})

	it('[VOTE2] finds the card on the voter’s own board first, or on the given board', async () => {
		const group = ana.board.id
		await scene.edit(group, cards(['a']))
		const round = await scene.open()
		await scene.vote(ana, { round, card: 'shape:a', count: 1 })
		await scene.vote(ana, { round, card: 'shape:a', count: 1, board: scene.plenary })
		const { dots } = (await scene.ballotOf(ana, round)).body
		expect(dots.map(({ board }) => board).sort()).toEqual([group, scene.plenary].sort())
	})

	it.each([
		['an unknown card', { card: 'shape:gone' }, 404, 'card_gone'],
		['the id of a binding', { card: 'binding:a' }, 400, 'invalid_input'],
		['a negative count', { card: 'shape:a', count: -1 }, 400, 'invalid_input'],
		['half a dot', { card: 'shape:a', count: 0.5 }, 400, 'invalid_input'],
		['an unknown vote', { card: 'shape:a', round: 'nowhere' }, 404, 'not_found'],
		['a board outside the vote', { card: 'shape:a', board: 'elsewhere' }, 404, 'card_gone'],
	])('rejects %s', async (_, ballot, status, code) => {
		const round = await scene.open()
		expect(codeOf(await scene.vote(ana, { round, count: 1, ...ballot }))).toEqual([status, code])
	})

	it('[VOTE2] is only for the boards and kinds of the vote', async () => {
		await scene.edit(scene.plenary, cards(['note'], 'note'))
		const round = await scene.open({ boards: [scene.plenary], kinds: ['solution'] })
		await scene.edit(ana.board.id, cards(['mine']))
		for (const card of ['shape:note', 'shape:mine'])
			expect(codeOf(await scene.vote(ana, { round, card, count: 1 }))).toEqual([404, 'card_gone'])
		expect((await scene.vote(ana, { round, card: 'shape:a', count: 1 })).status).toBe(200)
	})

	it('[VOTE2] can remove dots from a deleted card, but not add any', async () => {
		const round = await scene.open()
		await scene.vote(ana, { round, card: 'shape:a', count: 1 })
		await scene.edit(scene.plenary, (records) => records.delete('shape:a'))
		expect(codeOf(await scene.vote(ben, { round, card: 'shape:a', count: 1 }))).toEqual([404, 'card_gone'])
		expect((await scene.vote(ana, { round, card: 'shape:a', count: 0 })).body).toEqual({ round, dots: [], left: 3 })
	})

	it('[VOTE1] can only be cast and read by its participant', async () => {
		const round = await scene.open()
		const secret = secretOf(scene.opened.links.projector)
		const projector = (await call<TokenGrant>(server.url, '/api/token', { body: { secret } })).body
		const stranger = await openVotingScene(server)
		const ballot = { round, card: 'shape:a', count: 1 }
		for (const voter of [facilitator(), projector, stranger.opened])
			expect(codeOf(await scene.vote(voter, ballot))).toEqual([403, 'not_allowed'])
		for (const voter of [facilitator(), ben, projector]) {
			expect(codeOf(await scene.vote(voter, { ...ballot, voter: ana.participant.id }))).toEqual([403, 'not_allowed'])
			expect(codeOf(await scene.ballotOf(voter, round, ana.participant.id))).toEqual([403, 'not_allowed'])
		}
		expect(codeOf(await scene.vote({ token: 'none' }, ballot))).toEqual([401, 'not_signed_in'])
	})

	it('[VOTE2] of a proxy voter is cast by a facilitator, with a budget of its own', async () => {
		const round = await scene.open({ budget: 1 })
		const { made: voter } = (await scene.send({ type: 'vote.proxy', round, name: 'Olu', city: 'Lagos' })).body
		const ballot = { round, card: 'shape:a', count: 1, voter }
		expect((await scene.vote(facilitator(), ballot)).body.left).toBe(0)
		expect(codeOf(await scene.vote(facilitator(), { ...ballot, card: 'shape:b' }))).toEqual([409, 'over_budget'])
		expect(codeOf(await scene.vote(ana, ballot))).toEqual([403, 'not_allowed'])
		expect((await scene.progress(facilitator(), round)).body).toMatchObject({
			people: 3,
			voted: 1,
			finished: 1,
			hall: { people: 1, voted: 1, finished: 1 },
		})
		await scene.run({ type: 'vote.close', round })
		const next = await scene.open()
		expect((await scene.vote(facilitator(), { ...ballot, round: next })).body.left).toBe(2)
	})
})

describe('a vote', () => {
	it('[VOTE1] is secret until it is closed: facilitators see only counts', async () => {
		const round = await scene.open()
		const before = await scene.state()
		await scene.vote(ana, { round, card: 'shape:a', count: 1 })
		expect(await scene.state()).toEqual(before)
		for (const voter of [ana, ben, facilitator()])
			expect(codeOf(await scene.result(voter, round))).toEqual([409, 'vote_open'])
		const { body } = await scene.progress(facilitator(), round)
		const turnout = (people: number, voted: number) => ({ people, voted, finished: 0 })
		const groupOf = (group: string, voted: number) => ({ group, ...turnout(1, voted) })
		expect(body).toMatchObject({ ...turnout(2, 1), hall: turnout(0, 0) })
		expect(body.groups).toEqual(
			expect.arrayContaining([groupOf(ana.participant.group, 1), groupOf(ben.participant.group, 0)]),
		)
		expect(JSON.stringify(body)).not.toContain('shape:')
		expect(codeOf(await scene.progress(ana, round))).toEqual([403, 'not_allowed'])
	})

	it('[VOTE3] has a result for everyone when closed, which never changes', async () => {
		const round = await scene.open()
		const eva = await join(server.url, scene.opened.joinCode, 'Eva', 'Lima')
		for (const voter of [ana, ben]) await scene.vote(voter, { round, card: 'shape:b', count: 1 })
		for (const card of ['shape:a', 'shape:c']) await scene.vote(eva, { round, card, count: 1 })
		await scene.edit(scene.plenary, (records) => records.delete('shape:c'))
		const closed = await scene.run({ type: 'vote.close', round })
		expect(closed.rounds).toMatchObject([{ id: round, state: 'closed', closedAt: expect.any(Number) }])
		await scene.edit(scene.plenary, (records) => records.delete('shape:b'))
		const results = await Promise.all([ana, ben, facilitator()].map((voter) => scene.result(voter, round)))
		for (const { body } of results) {
			expect(body.cards.map(({ text, rank, dots }) => [text, rank, dots])).toEqual([
				['Text b', 1, 2],
				['Text a', 2, 1],
			])
			expect(body).toMatchObject({ title: 'Which first?', people: 3, voters: 3, dots: 4, gone: 1 })
			expect(body.cities).toEqual([{ city: 'Lima', dots: 4, voters: 3 }])
			for (const person of [ana, ben, eva]) expect(JSON.stringify(body)).not.toContain(person.participant.id)
		}
		expect(codeOf(await scene.vote(ana, { round, card: 'shape:a', count: 1 }))).toEqual([409, 'vote_closed'])
		expect((await scene.ballotOf(ana, round)).body.dots).toHaveLength(1)
		await server.restart()
		expect((await scene.result(ana, round)).body).toEqual(results[0]?.body)
	})

	it('[VOTE3a] counts a person who was removed after voting among the people, and no other removed person', async () => {
		const round = await scene.open()
		const [eva, dan] = await Promise.all(
			['Eva', 'Dan'].map((name) => join(server.url, scene.opened.joinCode, name, 'Lima')),
		)
		for (const voter of [ana, ben, eva]) await scene.vote(voter as JoinResult, { round, card: 'shape:b', count: 1 })
		for (const person of [ben, eva, dan])
			await scene.run({ type: 'participant.remove', participant: (person as JoinResult).participant.id })
		await scene.run({ type: 'vote.close', round })
		expect((await scene.result(ana, round)).body).toMatchObject({ people: 3, voters: 3, dots: 3 })
	})

	it('[VOTE3] shows on cards and in exports when closed, until a newer vote replaces it; both results stay', async () => {
		const content = async () =>
			(await call<BoardContent>(server.url, `/api/boards/${scene.plenary}/content`, facilitator())).body.cards.map(
				({ votes }) => votes,
			)
		const first = await scene.open({ perCard: 3 })
		await scene.vote(ana, { round: first, card: 'shape:a', count: 3 })
		expect(await content()).toEqual([undefined, undefined, undefined])
		await scene.run({ type: 'vote.close', round: first })
		expect(await content()).toEqual([3, undefined, undefined])
		const second = await scene.open()
		await scene.vote(ana, { round: second, card: 'shape:b', count: 1 })
		await scene.run({ type: 'vote.close', round: second })
		expect(await content()).toEqual([undefined, 1, undefined])
		expect((await scene.result(ana, first)).body.cards).toMatchObject([{ card: 'shape:a', dots: 3 }])
		const exported = async (format: string) =>
			(await call(server.url, `/api/boards/${scene.plenary}/export?format=${format}`, facilitator())).text
		expect(JSON.parse(await exported('json'))).toMatchObject({
			cards: [{ id: 'shape:a' }, { id: 'shape:b', votes: 1 }, {}],
		})
		expect(await exported('csv')).toMatch(/shape:b,Solution,Text b,,,,,,1,/)
		expect(await exported('md')).toContain('**Solution** Text b · Dots: 1')
	})

	it('[VOTE3] is the only open one in its session, can be cancelled, and never reopens', async () => {
		const round = await scene.open()
		await scene.vote(ana, { round, card: 'shape:a', count: 1 })
		expect(codeOf(await scene.send({ type: 'vote.open', title: 'Another' }))).toEqual([409, 'not_now'])
		await scene.run({ type: 'vote.cancel', round })
		expect(codeOf(await scene.result(ana, round))).toEqual([404, 'not_found'])
		expect(codeOf(await scene.vote(ana, { round, card: 'shape:a', count: 1 }))).toEqual([409, 'vote_closed'])
		for (const type of ['vote.close', 'vote.cancel'])
			expect(codeOf(await scene.send({ type, round }))).toEqual([409, 'not_now'])
		const next = await scene.open()
		await scene.run({ type: 'vote.close', round: next })
		const { version } = await scene.state()
		expect((await scene.send({ type: 'vote.close', round: next })).body.version).toBe(version)
	})

	it('is only for boards of its session', async () => {
		const { status } = await scene.send({ type: 'vote.open', title: 'x', boards: ['elsewhere' as BoardId] })
		expect([status, (await scene.state()).rounds]).toEqual([404, undefined])
	})
})
