import type { BoardContent, ErrorBody, RestoreResult } from '@charrette/shared'
import {
	boardRoom,
	buildCard,
	buildCluster,
	buildLink,
	CLOSE,
	plenaryOf,
	putRecord,
	recordsOf,
	textOf,
} from '@charrette/shared'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { joinWithAckTracking } from './support/ackTrackingClient.ts'
import { join } from './support/call.ts'
import { killTaskProcesses } from './support/machine.ts'
import type { SnapshotScene } from './support/snapshotScene.ts'
import { at, openSnapshotScene } from './support/snapshotScene.ts'
import type { TestServer } from './support/startServer.ts'
import { startServer } from './support/startServer.ts'
import type { StockClient } from './support/stockClient.ts'
import { until } from './support/until.ts'

let server: TestServer
let scene: SnapshotScene
beforeAll(async () => {
	server = await startServer()
})
afterAll(() => server.stop())
beforeEach(async () => {
	scene = await openSnapshotScene(server)
})
afterEach(() => scene.leave())

const restore = (id: string, body: object) => scene.post<RestoreResult>(`/api/snapshots/${id}/restore`, body)

describe('restoring in place', () => {
	it('[REST1h] the board names its last restore and the restored version, but no restore of single cards', async () => {
		const boardNow = async () =>
			(await scene.facilitator.state()).sessions.flatMap(({ boards }) => boards).find(({ lastRestore }) => lastRestore)
		await scene.add('a')
		const noon = await scene.save('Noon')
		await scene.add('b')
		await restore(noon.id, { cards: ['shape:a'] })
		expect(await boardNow()).toBeUndefined()
		await restore(noon.id, {})
		expect((await boardNow())?.lastRestore).toEqual({ at: expect.any(Number), to: noon.at })
	})

	it('[REST1] [REST2] loses no concurrent edits, converges, and its snapshot undoes it', async () => {
		const other = await scene.enter((await join(server.url, scene.facilitator.opened.joinCode, 'Bo', 'Wuhan')).token)
		const facilitator = await scene.enter(scene.facilitator.opened.token)
		await scene.add('before')
		const noon = await scene.save('Noon')
		await scene.add('gone')
		textOf(recordsOf(scene.client.doc), 'shape:before')?.insert(0, 'not ')
		let isRestored = false
		const typing = (async () => {
			for (let letter = 0; !isRestored; letter++) {
				putRecord(recordsOf(facilitator.doc), buildCard(`f${letter}`, at(letter), { text: `f${letter}` }))
				await scene.edit((records) => textOf(records, 'shape:before')?.insert(0, String(letter % 10)))
			}
		})()
		const { body } = await restore(noon.id, {})
		isRestored = true
		await typing
		await until('the edit arrives', () => !recordsOf(scene.client.doc).has('shape:gone'))
		await scene.add('later')
		textOf(recordsOf(scene.client.doc), 'shape:before')?.insert(0, 'still ')
		await until('all have the same content', () => {
			const [one, two, three] = [scene.client, other, facilitator].map((each) => JSON.stringify(sorted(each)))
			return one === two && two === three && (one ?? '').includes('still ')
		})
		expect(await scene.texts()).toEqual(expect.arrayContaining(['later']))
		expect((await scene.content()).cards.find(({ id }) => id === 'shape:before')?.text).toMatch(/^still .*before$/)
		expect(body.kept?.cause).toBe('restore')
		await restore(body.kept?.id ?? '', { keepAs: 'Undone' })
		expect(await scene.texts()).toContain('gone')
		expect((await scene.list()).map(({ name }) => name)).toEqual(['Undone', 'Before restoring', 'Noon'])
	})

	it('[REST3] restores selected cards with their links only, and rejects unknown ones', async () => {
		await scene.edit((records) => {
			putRecord(records, buildCluster('law', at(500), { title: 'Law', w: 300, h: 200 }))
			putRecord(records, buildCard('a', at(10, 'shape:law'), { text: 'A' }))
			putRecord(records, buildCard('b', at(0), { text: 'B' }))
			for (const record of buildLink('ab', { from: 'shape:a', to: 'shape:b' }, 'a1' as never))
				putRecord(records, record)
		})
		const noon = await scene.save('Noon')
		await scene.edit((records) => {
			for (const id of ['shape:a', 'shape:ab', 'binding:ab-start', 'binding:ab-end']) records.delete(id)
			textOf(records, 'shape:b')?.insert(0, 'later ')
		})
		for (const body of [{ cards: [] }, { cards: ['../a'] }, { mode: 'copy', cards: ['shape:a'] }])
			expect((await restore(noon.id, body)).status).toBe(400)
		expect((await restore(noon.id, { cards: ['shape:a', 'shape:never'] })).status).toBe(404)
		expect(await scene.list()).toHaveLength(1)
		const { body } = await restore(noon.id, { cards: ['shape:a'], keepAs: 'Before A' })
		const { cards, links } = await scene.content()
		expect(cards.map(({ text, cluster }) => [text, cluster])).toEqual(
			expect.arrayContaining([
				['A', 'shape:law'],
				['later B', undefined],
			]),
		)
		expect(links.map(({ from, to }) => [from, to])).toEqual([['shape:a', 'shape:b']])
		await restore(body.kept?.id ?? '', {})
		expect(await scene.texts()).toEqual(['later B'])
	})
})

describe('restoring while its process is killed', () => {
	it('[REST1f] changes nothing, returns a retryable error, and works afterwards', async () => {
		await scene.add('before')
		const noon = await scene.save('Noon')
		await scene.add('after')
		const ids = () => [...recordsOf(scene.client.doc).keys()].sort()
		const before = ids()
		for (const mode of ['edit', 'replace', 'copy']) {
			const killing = setInterval(() => killTaskProcesses('snapshotWorker'), 1)
			const { status, body } = await scene.post(`/api/snapshots/${noon.id}/restore`, { mode })
			clearInterval(killing)
			expect([mode, status, (body as unknown as ErrorBody).error.code]).toEqual([mode, 503, 'busy'])
		}
		expect(ids()).toEqual(before)
		expect((await scene.list()).map(({ name }) => name)).toEqual(['Noon'])
		expect((await restore(noon.id, {})).status).toBe(200)
		await until('it is restored', () => ids().length === 1)
	})
})

describe('restoring by replacing', () => {
	it('[REST1] its snapshot has every acked edit of the replaced document', async () => {
		const client = joinWithAckTracking(server.syncUrl, boardRoom(scene.ana.board.id), scene.ana.token)
		await until('the client is synced', () => client.provider.synced)
		for (let card = 0; card < 400; card++)
			putRecord(recordsOf(client.doc), buildCard(`c${card}`, at(card), { text: `Card ${card}` }))
		await until('the board is full', () => client.isAllAcked())
		const noon = await scene.save('Noon')
		let isReplaced = false
		const writing = (async () => {
			for (let card = 0; client.closed() === null && !isReplaced; card++) {
				putRecord(recordsOf(client.doc), buildCard(`late${card}`, at(card), { text: `Late ${card}` }))
				await until('the edit is acked, or the client is closed', () => client.isAllAcked() || client.closed() !== null)
			}
		})()
		const { body } = await restore(noon.id, { mode: 'replace' })
		isReplaced = true
		await writing
		const saved = client.edits.filter(({ isAcked }) => isAcked).length
		expect(saved).toBeGreaterThan(400)
		const kept = await scene.get<BoardContent>(`/api/snapshots/${body.kept?.id}/content`)
		expect(kept.body.cards.length).toBeGreaterThanOrEqual(saved)
		expect((await scene.list()).map(({ name }) => name)).toEqual(['Before restoring', 'Noon'])
		client.leave()
	})
})

describe('a copy of a snapshot', () => {
	it('[REST4][REST5] is an extra, frozen board without a group, and affects no other board', async () => {
		await scene.add('then')
		const noon = await scene.save('Noon')
		await scene.add('now')
		const plenary = plenaryOf((await scene.facilitator.state()).sessions[0] as never)
		const { body, status } = await restore(noon.id, { mode: 'copy', title: 'At noon' })
		expect(status).toBe(200)
		const { sessions } = await scene.facilitator.run({ type: 'boards.freeze', frozen: false })
		const boards = sessions[0]?.boards ?? []
		expect(boards.at(-1)).toEqual({ id: body.board, title: 'At noon', group: null, frozen: true, isApart: true })
		expect(plenaryOf(sessions[0] as never)?.id).toBe(plenary?.id)
		expect(await scene.texts(body.board)).toEqual(['then'])
		expect(await scene.texts()).toEqual(['now', 'then'])
		const seen = await scene.enter(scene.ana.token, body.board)
		expect(recordsOf(seen.doc).has('shape:then')).toBe(true)
		const { made } = (await scene.facilitator.send({ type: 'vote.open', title: 'Which?' })).body
		const ballot = { round: made, board: body.board, card: 'shape:then', count: 1 }
		expect(
			(await scene.post(`/api/workshops/${scene.facilitator.opened.workshop.id}/ballots`, ballot, scene.ana.token))
				.status,
		).toBe(404)
		const copied = await scene.facilitator.run({ type: 'session.copy', session: sessions[0]?.id })
		expect(copied.sessions[1]?.boards).toHaveLength(3)
		const again = await restore(noon.id, { mode: 'copy' })
		const named = (await scene.facilitator.state()).sessions[0]?.boards.find(({ id }) => id === again.body.board)
		expect(named?.title).toMatch(new RegExp(`^${scene.ana.board.title} · .*20\\d\\d`))
		await scene.facilitator.run({ type: 'spotlight.set', board: body.board })
		const { spotlight, sessions: left } = await scene.facilitator.run({
			type: 'board.remove',
			board: body.board,
			withCards: true,
		})
		expect(spotlight).toBeNull()
		expect(left[0]?.boards.map(({ id }) => id)).not.toContain(body.board)
		await until('its member is closed', () => seen.closed() === CLOSE.noAccess)
		for (const board of [scene.ana.board.id, plenary?.id])
			expect((await scene.facilitator.send({ type: 'board.remove', board })).status).toBe(409)
	})
})

function sorted({ doc }: StockClient): unknown {
	return [...recordsOf(doc)]
		.map(([id, record]) => [id, record.toJSON()])
		.sort(([a], [b]) => (String(a) < String(b) ? -1 : 1))
}
