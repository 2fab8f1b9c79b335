import type { BoardContent, Snapshot, SnapshotChanges } from '@charrette/shared'
import { recordsOf, textOf } from '@charrette/shared'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { createWorkshop, phaseOf } from './support/call.ts'
import type { SnapshotScene } from './support/snapshotScene.ts'
import { openSnapshotScene } from './support/snapshotScene.ts'
import type { TestServer } from './support/startServer.ts'
import { startServer } from './support/startServer.ts'
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

describe('automatic snapshots', () => {
	it('[HIST1] are saved at the end of each phase, and when another session starts', async () => {
		await scene.facilitator.run({
			type: 'phase.add',
			phase: phaseOf('write', { title: { en: 'Write', es: 'Escribir' } }),
		})
		await scene.add('early')
		await scene.facilitator.run({ type: 'phase.next' })
		await until('the first snapshot is saved', async () => (await scene.list()).length === 1)
		await scene.add('written')
		await scene.facilitator.run({ type: 'session.add', title: 'Afternoon' })
		const { sessions } = await scene.facilitator.state()
		await scene.facilitator.run({ type: 'session.goto', session: sessions[1]?.id })
		await until('the phase is saved', async () => (await scene.list()).length === 2)
		expect(
			(await scene.list()).map(({ cause, name, phase, look }) => ({ cause, name, phase, cards: look?.cards })),
		).toEqual([
			{ cause: 'phase', name: '', phase: { en: 'Write', es: 'Escribir' }, cards: 2 },
			{ cause: 'phase', name: '', phase: undefined, cards: 1 },
		])
	})
})

it('[HIST2a] a named snapshot of a board that has not changed since the last snapshot reuses that snapshot', async () => {
	await scene.add('one')
	const first = await scene.save('First')
	const again = await Promise.all(['First', 'Again', 'And again'].map((name) => scene.save(name)))
	expect(again.map(({ id }) => id)).toEqual(Array(3).fill(first.id))
	await scene.add('two')
	expect((await scene.save('Second')).id).not.toBe(first.id)
	expect((await scene.list()).map(({ name }) => name)).toEqual(['Second', 'First'])
})

describe('reading a snapshot', () => {
	const changes = async (id: string, query = '', token?: string) =>
		(await scene.get<SnapshotChanges>(`/api/snapshots/${id}/changes${query}`, token)).body

	it('[HIST3] lists changes since the previous one, since another one, and until now', async () => {
		await scene.add('one')
		const first = await scene.save('First')
		await scene.add('two')
		const second = await scene.save('Second')
		await scene.edit((records) => textOf(records, 'shape:one')?.insert(0, 'not '))
		const third = await scene.save('Third')
		await scene.edit((records) => records.delete('shape:two'))
		const summaryOf = ({ since, until, changes: { added, changed, gone } }: SnapshotChanges) => [
			since?.name ?? null,
			until?.name ?? null,
			[added, gone].map((cards) => cards.map(({ text, author }) => `${text} ${author}`)),
			changed.map(({ before, after }) => `${before.text} > ${after.text}`),
		]
		expect(summaryOf(await changes(first.id))).toEqual([null, 'First', [['one Ana'], []], []])
		expect(summaryOf(await changes(second.id))).toEqual(['First', 'Second', [['two Ana'], []], []])
		expect(summaryOf(await changes(third.id, `?since=${first.id}`))).toEqual([
			'First',
			'Third',
			[['two Ana'], []],
			['one > not one'],
		])
		expect(summaryOf(await changes(third.id, '?until=now'))).toEqual(['Third', null, [[], ['two Ana']], []])
		const other = await createWorkshop(server.url)
		for (const { workshop, token } of [other, scene.facilitator.opened]) {
			const theirs = `/api/boards/${workshop.sessions[0]?.boards.at(-1)?.id}/snapshots`
			const foreign = (await scene.post<Snapshot>(theirs, { name: 'Theirs' }, token)).body
			expect((await scene.get(`/api/snapshots/${third.id}/changes?since=${foreign.id}`)).status).toBe(404)
		}
		expect((await scene.get(`/api/snapshots/${third.id}/changes?until=then`)).status).toBe(400)
	})

	it('[HIST4] is for members who can view its board, and has no authors in an anonymous workshop', async () => {
		await scene.add('one', 'Ana’s idea')
		await scene.edit((records) => records.get('shape:one')?.set('meta.authorName', 'Ana'))
		const noon = await scene.save('Noon')
		const path = `/api/snapshots/${noon.id}`
		const state = async () => {
			const response = await fetch(`${server.url}${path}/state`, {
				headers: { Authorization: `Bearer ${scene.ana.token}` },
			})
			const doc = new Y.Doc()
			Y.applyUpdate(doc, new Uint8Array(await response.arrayBuffer()))
			return doc
		}
		const shown = await state()
		expect(recordsOf(shown).toJSON()).toEqual(recordsOf(scene.client.doc).toJSON())
		expect([...shown.store.clients.keys()]).not.toContain(scene.client.doc.clientID)
		expect((await scene.get<BoardContent>(`${path}/content`, scene.ana.token)).body.cards[0]?.author).toBe('Ana')
		await scene.facilitator.run({ type: 'anonymity.set', isAnonymous: true })
		expect((await scene.get<BoardContent>(`${path}/content`, scene.ana.token)).body.cards[0]).not.toHaveProperty(
			'author',
		)
		expect((await changes(noon.id, '', scene.ana.token)).changes.added[0]).not.toHaveProperty('author')
		const fields = Object.keys(
			recordsOf(await state())
				.get('shape:one')
				?.toJSON() ?? {},
		)
		expect(fields.filter((key) => key.startsWith('meta.'))).toEqual([])
		const stranger = await createWorkshop(server.url)
		for (const part of ['content', 'state', 'changes'])
			for (const token of [stranger.token, 'none'])
				expect((await scene.get(`${path}/${part}`, token)).status).toBe(token === 'none' ? 401 : 404)
	})

	it('[HIST4] is not found after its board was removed', async () => {
		await scene.add('one')
		const noon = await scene.save('Noon')
		const { sessions } = await scene.facilitator.run({ type: 'session.add', title: 'Afternoon' })
		await scene.facilitator.run({ type: 'session.goto', session: sessions[1]?.id })
		await scene.facilitator.run({ type: 'session.remove', session: sessions[0]?.id, withCards: true })
		for (const token of [undefined, scene.ana.token])
			expect((await scene.get(`/api/snapshots/${noon.id}/content`, token)).status).toBe(404)
		expect((await scene.post(`/api/snapshots/${noon.id}/restore`, {})).status).toBe(404)
	})
})
