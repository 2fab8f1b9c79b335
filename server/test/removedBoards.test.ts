import { join as joinPath } from 'node:path'
import type { BoardId, RemovedBoards, RestoreResult, Workshop, WorkshopView } from '@charrette/shared'
import { boardRoom, buildCard, LIMITS, putRecord, recordsOf } from '@charrette/shared'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { Sqlite } from '../dist/adapters/sqlite/Sqlite.js'
import { createWorkshop } from './support/call.ts'
import type { SnapshotScene } from './support/snapshotScene.ts'
import { at, openSnapshotScene } from './support/snapshotScene.ts'
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

const path = () => `/api/workshops/${scene.facilitator.opened.workshop.id}`
const removed = async () => (await scene.get<RemovedBoards>(`${path()}/removed-boards`)).body.boards
const restoreCopy = (snapshot: string, title?: string) =>
	scene.post<RestoreResult>(`/api/snapshots/${snapshot}/restore`, { mode: 'copy', title })
const boardIn = ({ sessions }: Workshop, id: string) =>
	sessions.flatMap(({ boards }) => boards).find((board) => board.id === id)

it('[HIST6] the content of a removed board can be copied, by facilitators only', async () => {
	await scene.add('one')
	const noon = await scene.save('Noon')
	const { board } = (await restoreCopy(noon.id, 'Spare')).body
	const { token } = scene.facilitator.opened
	const there = await scene.enter(token, board)
	there.doc.transact(() => putRecord(recordsOf(there.doc), buildCard('two', at(300), { text: 'two' })))
	await until('it is saved', async () => (await scene.texts(board)).length === 2)
	expect(await removed()).toEqual([])
	const { removedBoards } = await scene.facilitator.run({ type: 'board.remove', board, withCards: true })
	const session = scene.facilitator.opened.workshop.session
	expect(removedBoards).toEqual([{ id: board, title: 'Spare', session, at: expect.any(Number) }])

	const seen = (await scene.get<WorkshopView>(path(), scene.ana.token)).body.workshop
	expect(seen).not.toHaveProperty('removedBoards')
	expect((await scene.get(`${path()}/removed-boards`, scene.ana.token)).status).toBe(403)
	const [spare] = await removed()
	expect(spare?.moment).toMatchObject({ board, cause: 'removal', look: { cards: 2 } })
	const snapshot = spare?.moment.id ?? ''
	expect((await scene.get(`/api/snapshots/${snapshot}/content`)).status).toBe(404)
	expect((await scene.post(`/api/snapshots/${snapshot}/restore`, {})).status).toBe(404)
	const stranger = await createWorkshop(server.url)
	expect((await scene.post(`/api/snapshots/${snapshot}/restore`, { mode: 'copy' }, stranger.token)).status).toBe(404)

	const back = (await restoreCopy(snapshot, 'Spare')).body.board
	expect(await scene.texts(back)).toEqual(['one', 'two'])
	const copy = { id: back, title: 'Spare', group: null, frozen: true, isApart: true }
	expect(boardIn(await scene.facilitator.state(), back)).toEqual(copy)
})

it('[HIST6] an edit acked during the removal of its board is not lost', async () => {
	// Many cards, so that saving them takes longer than several edits.
	await scene.edit((records) => {
		for (let card = 0; card < 400; card++) putRecord(records, buildCard(`c${card}`, at(card), { text: `Card ${card}` }))
	})
	const { board } = (await restoreCopy((await scene.save('Noon')).id)).body
	const there = await scene.enter(scene.facilitator.opened.token, board)
	// The first step 2 of the client is acked, too, and must not be taken for the first edit.
	await until('it is in step', () => there.acked() > 0)
	const before = there.acked()
	let removing: ReturnType<typeof scene.facilitator.send> | undefined
	for (let written = 0; there.closed() === null; written++) {
		// The first edit is acked before the removal begins, so that at least one is acked.
		if (written === 1) removing = scene.facilitator.send({ type: 'board.remove', board, withCards: true })
		putRecord(recordsOf(there.doc), buildCard(`late${written}`, at(written), { text: `late${written}` }))
		await until(
			'the edit is acked, or the client is closed',
			() => there.acked() - before > written || there.closed() !== null,
		)
	}
	expect((await removing)?.status).toBe(200)
	const kept = there.acked() - before
	const [gone] = await removed()
	const back = (await restoreCopy(gone?.moment.id ?? '')).body.board
	const texts = await scene.texts(back)
	expect(kept).toBeGreaterThan(0)
	for (let n = 0; n < kept; n++) expect(texts).toContain(`late${n}`)
})

it('[HIST6] non-empty boards of a removed group or session can be copied to the current session', async () => {
	await scene.add('one')
	const [first] = (await scene.facilitator.state()).sessions
	const [mine, other] = first?.groups ?? []
	await scene.facilitator.run({ type: 'groups.remove', group: other?.id })
	expect(await removed()).toEqual([])
	const { made } = (await scene.facilitator.send({ type: 'groups.add' })).body
	await scene.facilitator.run({ type: 'groups.remove', group: mine?.id, to: made })
	const { sessions } = await scene.facilitator.run({ type: 'session.add', title: 'Afternoon' })
	await scene.facilitator.run({ type: 'session.goto', session: sessions[1]?.id })
	await scene.facilitator.run({ type: 'session.remove', session: first?.id, withCards: true })
	const boards = await removed()
	expect(boards.map((board) => [board.title, board.moment.look?.cards])).toEqual([
		[expect.any(String), 1],
		[scene.ana.board.title, 1],
	])
	const back: BoardId = (await restoreCopy(boards[1]?.moment.id ?? '')).body.board
	expect((await scene.facilitator.state()).sessions[0]?.boards.at(-1)?.id).toBe(back)
	expect(await scene.texts(back)).toEqual(['one'])
})

it('[VOTE3c] a board or session is not removed while there is an open vote on its cards', async () => {
	const { facilitator } = scene
	await scene.add('one')
	const { board } = (await restoreCopy((await scene.save('Noon')).id)).body
	const reasonOf = async (command: object) => (await facilitator.send(command)).body.error?.reason
	const vote = async (boards?: BoardId[]) =>
		(await facilitator.send({ type: 'vote.open', title: 'Which first?', ...(boards ? { boards } : {}) })).body.made

	const onCopy = await vote([board])
	const removeBoard = { type: 'board.remove', board, withCards: true }
	expect(await reasonOf(removeBoard)).toBe('vote_runs')
	await facilitator.run({ type: 'vote.cancel', round: onCopy })
	await facilitator.run(removeBoard)

	const onAll = await vote()
	const { sessions } = await facilitator.run({ type: 'session.add', title: 'Afternoon' })
	await facilitator.run({ type: 'session.goto', session: sessions[1]?.id })
	const removeSession = { type: 'session.remove', session: sessions[0]?.id, withCards: true }
	expect(await reasonOf(removeSession)).toBe('vote_runs')
	await facilitator.run({ type: 'vote.close', round: onAll })
	await facilitator.run(removeSession)
})

it('[HIST6] a board that no longer fits in the list of removed boards is deleted permanently', async () => {
	const { opened } = scene.facilitator
	await scene.add('one')
	const noon = await scene.save('Noon')
	const removeCopy = async () => {
		const { board } = (await restoreCopy(noon.id)).body
		await scene.facilitator.run({ type: 'board.remove', board, withCards: true })
		return board
	}
	const oldest = await removeCopy()
	/** Brings the database into the state after many more removals. */
	const fill = (file: string) => {
		const db = new Sqlite(file)
		const { state } = db.prepare('SELECT state FROM workshop WHERE id = ?').get(opened.workshop.id) as { state: string }
		const workshop = JSON.parse(state) as Workshop
		const others = Array.from({ length: LIMITS.maxRemovedBoards - 1 }, (_, n) => ({
			...{ id: `other${n}`, title: 'Other', session: workshop.session, at: n },
		}))
		const removedBoards = [...others, ...(workshop.removedBoards ?? [])]
		const row = db.prepare('UPDATE workshop SET state = ? WHERE id = ?')
		row.run(JSON.stringify({ ...workshop, removedBoards }), opened.workshop.id)
		db.close()
	}
	const file = joinPath(server.dataDir, 'charrette.db')
	await server.end()
	fill(file)
	await server.restart()
	await removeCopy()
	const db = new Sqlite(file, { readonly: true })
	const count = (sql: string, ...values: string[]) =>
		db
			.prepare(sql)
			.pluck()
			.get(...values)
	expect(count('SELECT count(*) FROM log WHERE room = ?', boardRoom(oldest))).toBe(0)
	expect(count('SELECT count(*) FROM snapshot WHERE board = ?', oldest)).toBe(0)
	db.close()
})
