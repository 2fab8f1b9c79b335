import type { BoardContent, BoardId, ErrorBody, JoinResult, ReactionList } from '@charrette/shared'
import { FRAME, findGroup, workshopRoom } from '@charrette/shared'
import { describe, expect, it } from 'vitest'
import { call, secretOf } from './support/call.ts'
import { jsonFramesIn, openRaw } from './support/rawClient.ts'
import type { TestServer } from './support/startServer.ts'
import { until } from './support/until.ts'
import type { VotingScene } from './support/votingScene.ts'
import { cards, withVotingScenes } from './support/votingScene.ts'

let server: TestServer
let scene: VotingScene
let ana: JoinResult
let ben: JoinResult
/** The board of Ana's group, where Ben is a visitor. */
let board: BoardId
withVotingScenes(async (on) => {
	;({ server, scene, ana, ben } = on)
	board = findGroup(ana.workshop, ana.participant.group)?.board as BoardId
	await scene.edit(board, cards(['a', 'b']))
})

const read = (who: { token: string }) =>
	call<ReactionList & Partial<ErrorBody>>(server.url, `/api/boards/${board}/reactions`, { token: who.token })
const react = (who: { token: string }, body: object) =>
	call<ReactionList & Partial<ErrorBody>>(server.url, `/api/boards/${board}/reactions`, { token: who.token, body })
const thumb = (card = 'shape:a', isOn = true) => ({ card, emoji: '👍', isOn })

describe('[REACT1] lasting reactions', () => {
	it('count each person once for a card and emoji, and can be removed', async () => {
		expect((await react(ana, thumb())).body.reactions).toEqual([
			{ card: 'shape:a', emoji: '👍', count: 1, isMine: true },
		])
		await react(ana, thumb())
		await react(scene.opened, thumb())
		await react(scene.opened, thumb())
		await react(ana, { ...thumb(), emoji: '💡' })
		const seen = (await read(ana)).body.reactions
		expect(seen).toHaveLength(2)
		expect(seen).toContainEqual({ card: 'shape:a', emoji: '👍', count: 2, isMine: true })
		expect((await react(ana, thumb('shape:a', false))).body.reactions).toContainEqual({
			card: 'shape:a',
			emoji: '👍',
			count: 1,
			isMine: false,
		})
		await react(ana, thumb('shape:a', false))
		expect((await read(ana)).body.reactions).toHaveLength(2)
	})

	it('can be added by visitors who can only view the board', async () => {
		expect(ben.participant.group).not.toBe(ana.participant.group)
		expect((await react(ben, thumb('shape:b'))).body.reactions).toEqual([
			{ card: 'shape:b', emoji: '👍', count: 1, isMine: true },
		])
	})

	it('require an existing card and a known emoji, and are refused from a projector', async () => {
		expect(await react(ana, thumb('shape:gone'))).toMatchObject({ status: 404 })
		expect(await react(ana, { ...thumb(), emoji: '🐢' })).toMatchObject({ status: 400 })
		const secret = secretOf(scene.opened.links.projector)
		const { body: projector } = await call<{ token: string }>(server.url, '/api/token', { body: { secret } })
		expect((await react(projector, thumb())).status).toBe(403)
		expect((await read(ana)).body.reactions).toEqual([])
	})

	it('are announced to the members of the workshop, at most once a second for a board', async () => {
		const client = await openRaw(`${server.syncUrl}/${workshopRoom(scene.opened.workshop.id)}`, ben.token)
		await until('the state arrives', () => client.frames.some((frame) => frame[0] === FRAME.state))
		for (const emoji of ['👍', '❤️', '👏', '💡', '😄', '🤔']) await react(ana, { ...thumb(), emoji })
		const hints = () => jsonFramesIn<{ type: string; board?: string }>(client, FRAME.hint)
		await until('the second hint arrives', () => hints().length > 1)
		expect(hints()).toEqual([
			{ type: 'reactions', board },
			{ type: 'reactions', board },
		])
	})
})

it('[GALLERY1] a visitor can ask questions only in a gallery walk', async () => {
	const ask = (who: { token: string }, body: object) =>
		call<{ card: string } & Partial<ErrorBody>>(server.url, `/api/boards/${board}/questions`, {
			token: who.token,
			body,
		})
	const body = { card: 'shape:a', text: ' Who pays for it? ' }
	expect((await ask(ben, body)).status).toBe(409)
	const phase = { kind: 'gallery', title: { en: 'Walk' } }
	await scene.run({ type: 'phase.add', phase })
	await scene.run({ type: 'phase.next' })
	const { status, body: created } = await ask(ben, body)
	expect(status).toBe(201)
	const { body: content } = await call<BoardContent>(server.url, `/api/boards/${board}/content`, { token: ana.token })
	expect(content.cards.find(({ id }) => id === created.card)).toMatchObject({
		kind: 'question',
		text: 'Who pays for it?',
		author: 'Ben',
		city: 'Lima',
	})
	expect(content.links).toMatchObject([{ from: created.card, to: 'shape:a' }])
	expect((await ask(ben, { ...body, card: 'shape:gone' })).status).toBe(404)
	await scene.run({ type: 'boards.freeze', boards: [board], frozen: true })
	expect((await ask(ben, body)).status).toBe(409)
})
