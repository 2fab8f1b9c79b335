import type { BoardContent, ErrorBody, JoinResult, PlenaryResult } from '@charrette/shared'
import { buildCluster, LIMITS, putRecord } from '@charrette/shared'
import { expect, it } from 'vitest'
import { call, join } from './support/call.ts'
import type { TestServer } from './support/startServer.ts'
import type { VotingScene } from './support/votingScene.ts'
import { cards, openVotingSceneOfTwo, withVotingScenes } from './support/votingScene.ts'

let server: TestServer
let scene: VotingScene
let ana: JoinResult
let ben: JoinResult
withVotingScenes(async (on) => {
	;({ server, scene, ana, ben } = on)
	await scene.edit(ana.board.id, cards(['a', 'b', 'c']))
	await scene.edit(ben.board.id, cards(['d', 'e']))
})

const send = (who: { token: string }, body: object) =>
	call<PlenaryResult & Partial<ErrorBody>>(
		server.url,
		`/api/sessions/${scene.opened.workshop.sessions[0]?.id}/plenary`,
		{ token: who.token, body },
	)
const plenaryCards = async () => {
	const path = `/api/boards/${scene.plenary}/content`
	return (await call<BoardContent>(server.url, path, { token: scene.opened.token })).body
}
const textsOf = async () => (await plenaryCards()).cards.map(({ text }) => text.replace('Text ', '')).sort()
const failureOf = ({ status, body }: Awaited<ReturnType<typeof send>>) => [
	status,
	body.error?.code,
	...('reason' in (body.error ?? {}) ? [body.error?.reason] : []),
]

it('[PLEN1] sends the cards of all groups to the plenary board, once, and keeps the originals', async () => {
	const first = await send(scene.opened, { what: 'all' })
	expect(first.body).toMatchObject({ board: scene.plenary, known: 0 })
	expect(first.body.sent).toHaveLength(5)
	expect((await send(scene.opened, { what: 'all', by: 'theme' })).body).toMatchObject({ sent: [], known: 5 })
	expect(await textsOf()).toEqual(['a', 'b', 'c', 'd', 'e'])
	const { clusters, cards: copies } = await plenaryCards()
	expect(clusters.map(({ title }) => title).sort()).toEqual(['Group 1', 'Group 2'])
	expect(copies.find(({ text }) => text === 'Text a')?.from).toMatchObject({
		group: expect.stringMatching(/^Group \d$/),
		board: ana.board.id,
		card: 'shape:a',
	})
	await server.restart()
	expect(await textsOf()).toEqual(['a', 'b', 'c', 'd', 'e'])
	const own = await call<BoardContent>(server.url, `/api/boards/${ana.board.id}/content`, { token: ana.token })
	expect(own.body.cards).toHaveLength(3)
})

it('[PLEN1] sends the cards with the most dots, of all groups or of each', async () => {
	const round = await scene.open()
	for (const card of ['a', 'b', 'd']) await scene.vote(ana, { round, card: `shape:${card}`, count: 1 })
	for (const card of ['a', 'b', 'e']) await scene.vote(ben, { round, card: `shape:${card}`, count: 1 })
	const votes = { what: 'votes', round, top: 1 }
	expect(failureOf(await send(scene.opened, votes))).toEqual([409, 'vote_open'])
	await scene.send({ type: 'vote.close', round })
	await send(scene.opened, votes)
	// Cards with equal dots share a rank.
	expect(await textsOf()).toEqual(['a', 'b'])
	await send(scene.opened, { what: 'votes', top: 1, isPerGroup: true })
	expect(await textsOf()).toEqual(['a', 'b', 'd', 'e'])
})

it('[PLEN1] sends clusters by their title', async () => {
	await scene.edit(ana.board.id, (records) => {
		const at = { x: -900, y: 0, index: 'a0' as never }
		putRecord(records, buildCluster('money', at, { title: 'Money', w: 400, h: 300 }))
		for (const id of ['shape:a', 'shape:b']) records.get(id)?.set('parentId', 'shape:money')
	})
	await send(scene.opened, { what: 'clusters', by: 'theme' })
	expect((await plenaryCards()).clusters.map(({ title, cards }) => [title, cards.length])).toEqual([['Money', 2]])
})

it('[PLEN1d] [JOIN4] sends cards of several groups onto one of them, where they can be joined and taken apart', async () => {
	const from = (who: JoinResult, card: string, on?: string) =>
		send(scene.opened, { what: 'shapes', board: who.board.id, shapes: [`shape:${card}`], ...(on && { on }) })
	await from(ana, 'a')
	expect((await from(ben, 'd', 'shape:a')).body).toMatchObject({ sent: ['shape:d'], known: 0 })
	await scene.edit(scene.plenary, (records) => records.get('shape:d')?.set('meta.joined', 'shape:a'))
	const { clusters, cards: heads } = await plenaryCards()
	expect(clusters.map(({ cards: own }) => own)).toEqual([['shape:a']])
	expect(heads.map(({ id, joined }) => [id, joined?.map(({ id: own, from: source }) => [own, source?.board])])).toEqual(
		[['shape:a', [['shape:d', ben.board.id]]]],
	)
	await scene.edit(scene.plenary, (records) => records.get('shape:d')?.delete('meta.joined'))
	expect(await textsOf()).toEqual(['a', 'd'])
	expect(failureOf(await from(ben, 'e', 'no id'))).toEqual([400, 'invalid_input'])
})

it('[PLEN2] lets participants send cards of their own group, while they may edit the plenary board', async () => {
	const mine = { what: 'shapes', board: ana.board.id, shapes: ['shape:a'] }
	expect((await send(ana, mine)).body.sent).toEqual(['shape:a'])
	expect(failureOf(await send(ana, { ...mine, board: ben.board.id, shapes: ['shape:d'] }))).toEqual([
		403,
		'not_allowed',
	])
	for (const body of [{ what: 'all' }, { what: 'clusters' }, { what: 'votes', top: 1 }])
		expect(failureOf(await send(ana, body))).toEqual([403, 'not_allowed'])
	await scene.send({ type: 'boards.freeze', frozen: true, boards: [scene.plenary] })
	expect(failureOf(await send(ana, { ...mine, shapes: ['shape:b'] }))).toEqual([403, 'view_only'])
	expect((await send(scene.opened, { ...mine, shapes: ['shape:b'] })).status).toBe(200)
	expect(await textsOf()).toEqual(['a', 'b'])
	const stranger = await openVotingSceneOfTwo(server)
	expect(failureOf(await send(stranger.scene.opened, { what: 'all' }))).toEqual([404, 'not_found'])
	expect(failureOf(await send(await join(server.url, scene.opened.joinCode, 'Cleo', 'Oslo'), { what: 'all' }))[0]).toBe(
		403,
	)
})

it('[PLEN2] bounds a request, and refuses all of it', async () => {
	const ids = Array.from({ length: LIMITS.maxSentShapes }, (_, order) => `card-${order}`)
	await scene.edit(ana.board.id, cards(ids))
	expect(failureOf(await send(scene.opened, { what: 'all' }))).toEqual([409, 'not_now', 'too_many_cards'])
	expect(await textsOf()).toEqual([])
	const shapes = ids.map((id) => `shape:${id}`)
	expect((await send(scene.opened, { what: 'shapes', board: ana.board.id, shapes })).body.sent).toHaveLength(ids.length)
	const tooMany = { what: 'shapes', board: ana.board.id, shapes: [...shapes, 'shape:a'] }
	expect(failureOf(await send(scene.opened, tooMany))).toEqual([400, 'invalid_input'])
})
