import type { BoardContent, Joined, MomentChanges, Restored, Snapshot, SnapshotList } from '@charrette/shared'
import {
	boardRoom,
	buildCard,
	buildCluster,
	buildLink,
	plenaryOf,
	putRecord,
	recordsOf,
	textOf,
} from '@charrette/shared'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { call, join, openWorkshop } from './support/call.ts'
import type { Conductor } from './support/conductor.ts'
import { conduct, phaseOf } from './support/conductor.ts'
import type { TestServer } from './support/startServer.ts'
import { startServer } from './support/startServer.ts'
import type { StockClient } from './support/stockClient.ts'
import { joinedAsStock } from './support/stockClient.ts'
import { until } from './support/until.ts'

let server: TestServer
let desk: Conductor
let ana: Joined
let client: StockClient
const open: StockClient[] = []
beforeAll(async () => {
	server = await startServer()
})
afterAll(() => server.stop())
beforeEach(async () => {
	desk = await conduct(server.url)
	ana = await join(server.url, desk.opened.joinCode, 'Ana')
	client = await enter(ana.token)
})
afterEach(() => {
	for (const one of open.splice(0)) one.leave()
})

async function enter(token: string): Promise<StockClient> {
	const entered = await joinedAsStock(server.syncUrl, boardRoom(ana.board.id), token)
	open.push(entered)
	return entered
}

const at = (x: number, parent?: string) => ({ x, y: 0, index: 'a1' as never, ...(parent ? { parent } : {}) })

/** Does something to the board as Ana, and waits until it is kept. */
async function edit(change: (records: ReturnType<typeof recordsOf>) => void): Promise<void> {
	const before = client.acked()
	client.doc.transact(() => change(recordsOf(client.doc)))
	await until('it is acked', () => client.acked() > before)
}
const add = (id: string, text = id) =>
	edit((records) => putRecord(records, buildCard(id, at(0), { kind: 'note', text }, ana.participant.id)))
const get = <Body>(path: string, token = desk.opened.token) => call<Body>(server.url, path, { token })
const post = <Body>(path: string, body: object, token = desk.opened.token) =>
	call<Body>(server.url, path, { token, body })
const keep = async (name: string) => (await post<Snapshot>(`/api/boards/${ana.board.id}/snapshots`, { name })).body
const restore = (id: string, body: object) => post<Restored>(`/api/snapshots/${id}/restore`, body)
const list = async () => (await get<SnapshotList>(`/api/boards/${ana.board.id}/snapshots`)).body.snapshots
const content = async (board: string = ana.board.id) => (await get<BoardContent>(`/api/boards/${board}/content`)).body
const texts = async (board?: string) => (await content(board)).cards.map(({ text }) => text).sort()

describe('keeping by itself', () => {
	it('[HIST1] at the end of each phase, and when another session takes its place, whoever asks for it', async () => {
		await desk.run({ type: 'phase.add', phase: phaseOf('write', { title: { en: 'Write', es: 'Escribir' } }) })
		await add('early')
		await desk.run({ type: 'phase.next' })
		await until('the set-up is kept', async () => (await list()).length === 1)
		await add('written')
		await desk.run({ type: 'session.add', title: 'Afternoon' })
		const { sessions } = await desk.state()
		await desk.run({ type: 'session.goto', session: sessions[1]?.id })
		await until('the phase is kept', async () => (await list()).length === 2)
		expect((await list()).map(({ cause, name, phase, look }) => ({ cause, name, phase, cards: look?.cards }))).toEqual([
			{ cause: 'phase', name: '', phase: { en: 'Write', es: 'Escribir' }, cards: 2 },
			{ cause: 'phase', name: '', phase: undefined, cards: 1 },
		])
	})
})

describe('restoring in place', () => {
	it('[REST1] while people edit loses none of their later edits, converges, and is undone by what it kept', async () => {
		const other = await enter((await join(server.url, desk.opened.joinCode, 'Bo', 'Wuhan')).token)
		const facilitator = await enter(desk.opened.token)
		await add('before')
		const noon = await keep('Noon')
		await add('gone')
		textOf(recordsOf(client.doc), 'shape:before')?.insert(0, 'not ')
		let isRestored = false
		const typing = (async () => {
			for (let letter = 0; !isRestored; letter++) {
				putRecord(recordsOf(facilitator.doc), buildCard(`f${letter}`, at(letter), { text: `f${letter}` }))
				await edit((records) => textOf(records, 'shape:before')?.insert(0, String(letter % 10)))
			}
		})()
		const { body } = await restore(noon.id, {})
		isRestored = true
		await typing
		await until('it is seen', () => !recordsOf(client.doc).has('shape:gone'))
		await add('later')
		textOf(recordsOf(client.doc), 'shape:before')?.insert(0, 'still ')
		await until('all say the same', () => {
			const [one, two, three] = [client, other, facilitator].map((each) => JSON.stringify(sorted(each)))
			return one === two && two === three && (one ?? '').includes('still ')
		})
		expect(await texts()).toEqual(expect.arrayContaining(['later']))
		expect((await content()).cards.find(({ id }) => id === 'shape:before')?.text).toMatch(/^still .*before$/)
		expect(body.kept?.cause).toBe('restore')
		await restore(body.kept?.id ?? '', { keepAs: 'Undone' })
		expect(await texts()).toContain('gone')
		expect((await list()).map(({ name }) => name)).toEqual(['Undone', 'Before restoring', 'Noon'])
	})

	it('[REST3] of chosen cards alone leaves all else, with their links; what was never there is refused', async () => {
		await edit((records) => {
			putRecord(records, buildCluster('law', at(500), { title: 'Law', w: 300, h: 200 }))
			putRecord(records, buildCard('a', at(10, 'shape:law'), { text: 'A' }))
			putRecord(records, buildCard('b', at(0), { text: 'B' }))
			for (const record of buildLink('ab', { from: 'shape:a', to: 'shape:b' }, 'a1' as never))
				putRecord(records, record)
		})
		const noon = await keep('Noon')
		await edit((records) => {
			for (const id of ['shape:a', 'shape:ab', 'binding:ab-start', 'binding:ab-end']) records.delete(id)
			textOf(records, 'shape:b')?.insert(0, 'later ')
		})
		for (const wish of [{ cards: [] }, { cards: ['../a'] }, { mode: 'copy', cards: ['shape:a'] }])
			expect((await restore(noon.id, wish)).status).toBe(400)
		expect((await restore(noon.id, { cards: ['shape:a', 'shape:never'] })).status).toBe(404)
		expect(await list()).toHaveLength(1)
		const { body } = await restore(noon.id, { cards: ['shape:a'], keepAs: 'Before A' })
		const { cards, links } = await content()
		expect(cards.map(({ text, cluster }) => [text, cluster])).toEqual(
			expect.arrayContaining([
				['A', 'shape:law'],
				['later B', undefined],
			]),
		)
		expect(links.map(({ from, to }) => [from, to])).toEqual([['shape:a', 'shape:b']])
		await restore(body.kept?.id ?? '', {})
		expect(await texts()).toEqual(['later B'])
	})
})

describe('a copy of a moment', () => {
	it('[REST4][REST5] is a further board, frozen and nobody’s, and stands in nobody’s way', async () => {
		await add('then')
		const noon = await keep('Noon')
		await add('now')
		const plenary = plenaryOf((await desk.state()).sessions[0] as never)
		const { body, status } = await restore(noon.id, { mode: 'copy', title: 'At noon' })
		expect(status).toBe(200)
		const { sessions } = await desk.run({ type: 'boards.freeze', frozen: false })
		const boards = sessions[0]?.boards ?? []
		expect(boards.at(-1)).toEqual({ id: body.board, title: 'At noon', group: null, frozen: true, isApart: true })
		expect(plenaryOf(sessions[0] as never)?.id).toBe(plenary?.id)
		expect(await texts(body.board)).toEqual(['then'])
		expect(await texts()).toEqual(['now', 'then'])
		const seen = await joinedAsStock(server.syncUrl, boardRoom(body.board), ana.token)
		open.push(seen)
		expect(recordsOf(seen.doc).has('shape:then')).toBe(true)
		const { made } = (await desk.tell({ type: 'vote.open', title: 'Which?' })).body
		const ballot = { round: made, board: body.board, card: 'shape:then', count: 1 }
		expect((await post(`/api/workshops/${desk.opened.workshop.id}/ballots`, ballot, ana.token)).status).toBe(404)
		const copied = await desk.run({ type: 'session.copy', session: sessions[0]?.id })
		expect(copied.sessions[1]?.boards).toHaveLength(3)
		const again = await restore(noon.id, { mode: 'copy' })
		const named = (await desk.state()).sessions[0]?.boards.find(({ id }) => id === again.body.board)
		expect(named?.title).toMatch(new RegExp(`^${ana.board.title} · .*20\\d\\d`))
	})
})

describe('looking at a moment', () => {
	const changes = async (id: string, query = '', token?: string) =>
		(await get<MomentChanges>(`/api/snapshots/${id}/changes${query}`, token)).body

	it('[HIST3] tells what changed since the one before, since another, and until now', async () => {
		await add('one')
		const first = await keep('First')
		await add('two')
		const second = await keep('Second')
		await edit((records) => textOf(records, 'shape:one')?.insert(0, 'not '))
		const third = await keep('Third')
		await edit((records) => records.delete('shape:two'))
		const told = ({ since, until, changes: { added, changed, gone } }: MomentChanges) => [
			since?.name ?? null,
			until?.name ?? null,
			[added, gone].map((cards) => cards.map(({ text, author }) => `${text} ${author}`)),
			changed.map(({ before, after }) => `${before.text} > ${after.text}`),
		]
		expect(told(await changes(first.id))).toEqual([null, 'First', [['one Ana'], []], []])
		expect(told(await changes(second.id))).toEqual(['First', 'Second', [['two Ana'], []], []])
		expect(told(await changes(third.id, `?since=${first.id}`))).toEqual([
			'First',
			'Third',
			[['two Ana'], []],
			['one > not one'],
		])
		expect(told(await changes(third.id, '?until=now'))).toEqual(['Third', null, [[], ['two Ana']], []])
		const other = await openWorkshop(server.url)
		for (const { workshop, token } of [other, desk.opened]) {
			const theirs = `/api/boards/${workshop.sessions[0]?.boards.at(-1)?.id}/snapshots`
			const foreign = (await post<Snapshot>(theirs, { name: 'Theirs' }, token)).body
			expect((await get(`/api/snapshots/${third.id}/changes?since=${foreign.id}`)).status).toBe(404)
		}
		expect((await get(`/api/snapshots/${third.id}/changes?until=then`)).status).toBe(400)
	})

	it('[HIST4] is for those who may view its board, and names nobody while the workshop is anonymous', async () => {
		await add('one', 'Ana’s idea')
		await edit((records) => records.get('shape:one')?.set('meta.authorName', 'Ana'))
		const noon = await keep('Noon')
		const path = `/api/snapshots/${noon.id}`
		const state = async () => {
			const response = await fetch(`${server.url}${path}/state`, { headers: { Authorization: `Bearer ${ana.token}` } })
			const doc = new Y.Doc()
			Y.applyUpdate(doc, new Uint8Array(await response.arrayBuffer()))
			return doc
		}
		const shown = await state()
		expect(recordsOf(shown).toJSON()).toEqual(recordsOf(client.doc).toJSON())
		expect([...shown.store.clients.keys()]).not.toContain(client.doc.clientID)
		expect((await get<BoardContent>(`${path}/content`, ana.token)).body.cards[0]?.author).toBe('Ana')
		await desk.run({ type: 'anonymity.set', isAnonymous: true })
		expect((await get<BoardContent>(`${path}/content`, ana.token)).body.cards[0]).not.toHaveProperty('author')
		expect((await changes(noon.id, '', ana.token)).changes.added[0]).not.toHaveProperty('author')
		const fields = Object.keys(
			recordsOf(await state())
				.get('shape:one')
				?.toJSON() ?? {},
		)
		expect(fields.filter((key) => key.startsWith('meta.'))).toEqual([])
		const stranger = await openWorkshop(server.url)
		for (const part of ['content', 'state', 'changes'])
			for (const token of [stranger.token, 'none'])
				expect((await get(`${path}/${part}`, token)).status).toBe(token === 'none' ? 401 : 404)
	})

	it('[HIST4] is gone with its board', async () => {
		await add('one')
		const noon = await keep('Noon')
		const { sessions } = await desk.run({ type: 'session.add', title: 'Afternoon' })
		await desk.run({ type: 'session.goto', session: sessions[1]?.id })
		await desk.run({ type: 'session.remove', session: sessions[0]?.id, withCards: true })
		expect((await get(`/api/snapshots/${noon.id}/content`)).status).toBe(404)
		expect((await restore(noon.id, { mode: 'copy' })).status).toBe(404)
	})
})

function sorted({ doc }: StockClient): unknown {
	return [...recordsOf(doc)]
		.map(([id, record]) => [id, record.toJSON()])
		.sort(([a], [b]) => (String(a) < String(b) ? -1 : 1))
}
