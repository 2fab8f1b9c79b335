import type { JoinResult, TokenGrant } from '@charrette/shared'
import { expect, it } from 'vitest'
import { call, secretOf } from './support/call.ts'
import type { TestServer } from './support/startServer.ts'
import type { VotingScene } from './support/votingScene.ts'
import { cards, withVotingScenes } from './support/votingScene.ts'

let server: TestServer
let scene: VotingScene
let ana: JoinResult
let ben: JoinResult
withVotingScenes(async (on) => {
	;({ server, scene, ana, ben } = on)
	await scene.edit(ana.board.id, cards(['a', 'b', 'c']))
	await scene.edit(ben.board.id, cards(['d', 'e', 'a']))
	await scene.edit(scene.plenary, cards(['p', 'a']))
})

it('[VOTE6] in a vote by group, nobody gives dots to a card of another board, whatever the client names', async () => {
	const round = await scene.open({ isByGroup: true, budget: 2 })
	const ballots = [
		{ card: 'shape:d', board: ben.board.id },
		{ card: 'shape:a', board: ben.board.id },
		{ card: 'shape:p', board: scene.plenary },
	]
	for (const ballot of ballots) {
		const { status, body } = await scene.vote(ana, { round, count: 1, ...ballot })
		expect([status, body.error?.code]).toEqual([409, 'not_now'])
		expect(body.error).toMatchObject({ reason: 'other_group' })
	}
	for (const card of ['shape:d', 'shape:p'])
		expect((await scene.vote(ana, { round, count: 1, card })).body.error?.code).toBe('card_gone')
	const { body } = await scene.vote(ana, { round, count: 1, card: 'shape:a' })
	expect(body).toEqual({ round, dots: [{ board: ana.board.id, card: 'shape:a', count: 1 }], left: 1 })
})

it('[VOTE6a] its result ranks the cards of each board, and the best of each go to a second vote in the plenary', async () => {
	const round = await scene.open({ isByGroup: true, budget: 3, perCard: 2 })
	for (const [who, card, count] of [
		[ana, 'shape:b', 2],
		[ana, 'shape:c', 1],
		[ben, 'shape:e', 1],
	] as const)
		await scene.vote(who, { round, card, count })
	await scene.run({ type: 'vote.close', round })
	const { body: first } = await scene.result(ana, round)
	expect(first.isByGroup).toBe(true)
	expect(first.cards.map(({ card, rank }) => [card, rank])).toEqual([
		['shape:b', 1],
		['shape:c', 2],
		['shape:e', 1],
	])

	const url = `/api/sessions/${scene.opened.workshop.sessions[0]?.id}/plenary`
	const body = { what: 'votes', round, top: 1, isPerGroup: true }
	const sent = await call<{ sent: string[] }>(server.url, url, { token: scene.opened.token, body })
	expect(sent.body.sent.toSorted()).toEqual(['shape:b', 'shape:e'])
	const second = await scene.open({ boards: [scene.plenary], budget: 1 })
	expect((await scene.vote(ben, { round: second, card: 'shape:b', count: 1 })).status).toBe(200)
	expect((await scene.vote(ben, { round: second, card: 'shape:e', count: 1 })).body.error?.code).toBe('over_budget')
	expect((await scene.vote(ana, { round: second, card: 'shape:c', count: 1 })).body.error?.code).toBe('card_gone')
})

it('[VOTE6] a proxy voter, who is in no group, chooses among the cards of all groups', async () => {
	const round = await scene.open({ isByGroup: true })
	const { made: voter } = (await scene.send({ type: 'vote.proxy', round, name: 'Olu', city: 'Lagos' })).body
	const ballot = { round, card: 'shape:d', board: ben.board.id, count: 1, voter }
	expect((await scene.vote({ token: scene.opened.token }, ballot)).status).toBe(200)
})

it('[VOTE5a] a vote phase can name its kinds and boards', async () => {
	const add = async (phase: object) =>
		(await scene.send({ type: 'phase.add', phase: { kind: 'vote', title: { en: 'Vote' }, ...phase } })).body.made
	const own = await add({ votedBoards: 'own', votedKinds: ['obstacle'] })
	const plenary = await add({ votedBoards: 'plenary' })
	await scene.run({ type: 'phase.goto', phase: own })
	await scene.run({ type: 'phase.goto', phase: plenary })
	expect((await scene.state()).rounds).toMatchObject([
		{ phase: own, boards: null, kinds: ['obstacle'], isByGroup: true, state: 'closed' },
		{ phase: plenary, boards: [scene.plenary], kinds: null, state: 'open' },
	])
})

it('[VOTE1d] the projector reads the turnout of an open vote, and no other member does', async () => {
	const round = await scene.open()
	await scene.vote(ana, { round, card: 'shape:a', count: 1 })
	const secret = secretOf(scene.opened.links.projector)
	const projector = (await call<TokenGrant>(server.url, '/api/token', { body: { secret } })).body
	expect((await scene.progress(projector, round)).body).toMatchObject({ people: 2, voted: 1 })
	expect((await scene.progress(ana, round)).status).toBe(403)
})
