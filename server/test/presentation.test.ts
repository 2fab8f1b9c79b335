import type { BoardContent, BoardPresence, JoinResult, Presence, PresenceIdentity } from '@charrette/shared'
import { boardRoom, buildCard, putRecord, recordsOf } from '@charrette/shared'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { FacilitatorClient } from './support/call.ts'
import { call, join, openWithAna } from './support/call.ts'
import type { TestServer } from './support/startServer.ts'
import { startServer } from './support/startServer.ts'
import type { StockClient } from './support/stockClient.ts'
import { joinedAsStock } from './support/stockClient.ts'
import { until } from './support/until.ts'

let server: TestServer
let facilitator: FacilitatorClient
let ana: JoinResult
beforeAll(async () => {
	server = await startServer()
})
afterAll(() => server.stop())
beforeEach(async () => {
	;({ facilitator, ana } = await openWithAna(server.url))
})

describe('messages and gatherings', () => {
	it('[STAGE1] the newest message replaces the others until it is cleared', async () => {
		const started = Date.now()
		await facilitator.run({ type: 'message.send', text: 'Ten minutes left' })
		const { message } = await facilitator.run({ type: 'message.send', text: ' 还有两分钟 ' })
		expect(message).toEqual({ text: '还有两分钟', at: expect.any(Number) })
		expect(message?.at).toBeGreaterThanOrEqual(started)
		expect((await facilitator.run({ type: 'message.clear' })).message).toBeNull()
	})

	it('[STAGE1a] a board has a message of its own, beside that to everybody', async () => {
		const board = ana.board.id
		const messages = async (command: object) => {
			const { message, sessions } = await facilitator.run(command as never)
			return [message?.text, ...(sessions[0]?.boards ?? []).map((one) => one.message?.text)].filter(Boolean)
		}
		await facilitator.run({ type: 'message.send', text: 'Ten minutes left' })
		expect(await messages({ type: 'message.send', board, text: 'Come here' })).toEqual([
			'Ten minutes left',
			'Come here',
		])
		expect(await messages({ type: 'message.clear' })).toEqual(['Come here'])
		expect(await messages({ type: 'message.clear', board })).toEqual([])
		expect((await facilitator.send({ type: 'message.send', board: 'nowhere', text: 'x' })).status).toBe(404)
	})

	it('[STAGE1] a message is neither empty nor too long for a projector', async () => {
		for (const text of [' ', 'x'.repeat(301)])
			expect((await facilitator.send({ type: 'message.send', text })).status).toBe(400)
	})

	it('[STAGE2] gathers participants at a board, or at a part of it', async () => {
		const board = ana.board.id
		const viewport = { x: -10.5, y: 0, w: 800, h: 600 }
		expect((await facilitator.run({ type: 'people.gather', board, viewport })).gathering).toMatchObject({
			board,
			viewport,
		})
		const { gathering } = await facilitator.run({ type: 'people.gather', board })
		expect(gathering).toEqual({ board, at: expect.any(Number) })
		const flat = await facilitator.send({ type: 'people.gather', board, viewport: { ...viewport, w: 0 } })
		expect(flat.status).toBe(400)
	})

	it('[STAGE2a] moves everyone to the gathering, which stays the same', async () => {
		expect(await facilitator.send({ type: 'people.move' })).toMatchObject({
			status: 409,
			body: { error: { reason: 'no_gathering' } },
		})
		const { gathering: asked } = await facilitator.run({ type: 'people.gather', board: ana.board.id })
		const { gathering } = await facilitator.run({ type: 'people.move' })
		expect(gathering).toEqual({ ...asked, movedAt: expect.any(Number) })
	})
})

describe('an anonymous workshop', () => {
	async function enter(token: string): Promise<StockClient> {
		return joinedAsStock(server.syncUrl, boardRoom(ana.board.id), token)
	}
	const answer = <Body>(path: string) => call<Body>(server.url, path, { token: facilitator.opened.token })

	it('[ANON1] has no authors in content and exports, for anyone', async () => {
		const client = await enter(ana.token)
		const card = buildCard('c', { x: 0, y: 0, index: 'a1' as never }, { text: 'mine' }, ana.participant.id)
		putRecord(recordsOf(client.doc), card)
		await until('the card is saved', () => client.acked() >= 2)
		const authors = async () => {
			const { body } = await answer<BoardContent>(`/api/boards/${ana.board.id}/content`)
			const files = ['json', 'md', 'csv'].map((format) => answer(`/api/boards/${ana.board.id}/export?format=${format}`))
			const named = (await Promise.all(files)).filter(({ text }) => text.includes('Ana')).length
			return { author: body.cards[0]?.author, named }
		}
		expect(await authors()).toEqual({ author: 'Ana', named: 3 })
		await facilitator.run({ type: 'anonymity.set', isAnonymous: true })
		expect(await authors()).toEqual({ author: undefined, named: 0 })
		await facilitator.run({ type: 'anonymity.set', isAnonymous: false })
		expect(await authors()).toEqual({ author: 'Ana', named: 3 })
		client.leave()
	})

	it('[ANON1] shows cursors without names, also for new members and after a restart', async () => {
		const [li, watch] = await Promise.all([
			join(server.url, facilitator.opened.joinCode, 'Li'),
			enter(facilitator.opened.token),
		])
		const names = () =>
			[...watch.provider.awareness.getStates()]
				.filter(([client]) => client !== watch.doc.clientID)
				.map(([, state]) => (state as Presence<BoardPresence>).user)
		await facilitator.run({ type: 'participant.move', participant: li.participant.id, group: ana.participant.group })
		const point = async (token: string) => {
			const client = await enter(token)
			client.provider.awareness.setLocalState({ cursor: { x: 1, y: 1 } })
			return client
		}
		const clients = [await point(ana.token)]
		await until('the cursor of Ana arrives', () => names()[0]?.name === 'Ana')
		await facilitator.run({ type: 'anonymity.set', isAnonymous: true })
		await until('her name is hidden', () => names()[0]?.name === '')
		clients.push(await point(li.token))
		await until('the cursor of Li arrives', () => names().length === 2)
		const hidden: Partial<PresenceIdentity> = { name: '', city: '', role: 'participant' }
		expect(names()).toEqual([expect.objectContaining(hidden), expect.objectContaining(hidden)])
		await facilitator.run({ type: 'anonymity.set', isAnonymous: false })
		await until('both have their names again', () => names().every(({ name }) => name !== ''))
		for (const client of [...clients, watch]) client.leave()

		await facilitator.run({ type: 'anonymity.set', isAnonymous: true })
		await server.restart()
		const later = await enter(facilitator.opened.token)
		const back = await point(ana.token)
		const seen = () =>
			later.provider.awareness.getStates().get(back.doc.clientID) as Presence<BoardPresence> | undefined
		await until('her cursor arrives', () => seen() !== undefined)
		expect(seen()?.user).toMatchObject(hidden)
		for (const client of [later, back]) client.leave()
	})
})
