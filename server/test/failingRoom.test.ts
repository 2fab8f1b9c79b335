import { join as joinPath } from 'node:path'
import { boardRoom, buildCard, CLOSE, privateRoom, putRecord, recordsOf, type Snapshot } from '@charrette/shared'
import Database from 'better-sqlite3'
import { pino } from 'pino'
import { afterEach, expect, it } from 'vitest'
import { type CallOptions, call, createWorkshop, join, openAsFacilitator, phaseOf } from './support/call.ts'
import { startServer, type TestServer } from './support/startServer.ts'
import { joinedAsStock, type StockClient } from './support/stockClient.ts'
import { until } from './support/until.ts'

/*
 * The server's own code throws once, at one point: its log of events has no space left, so writing
 * a line to it throws. No acked edit may be missing afterwards.
 */

let server: TestServer
const clients: StockClient[] = []
/** A part of the line that the log of events cannot write; null if it can write every line. */
let failsAt: string | null = null
const events = pino(
	{ level: 'warn' },
	{
		write(line) {
			if (failsAt === null || !line.includes(failsAt)) return
			failsAt = null
			throw new Error('no space left on the device')
		},
	},
)
afterEach(async () => {
	failsAt = null
	for (const client of clients.splice(0)) client.leave()
	await server.stop()
})

/**
 * Makes the database refuse appends to the logs of matching rooms, until the returned function is
 * called.
 */
function refuseAppends(rooms: string): () => void {
	const run = (sql: string) => {
		const database = new Database(joinPath(server.dataDir, 'charrette.db'))
		database.exec(sql)
		database.close()
	}
	run(`CREATE TRIGGER refuse BEFORE INSERT ON log WHEN NEW.room GLOB '${rooms}'
		BEGIN SELECT RAISE(ABORT, 'refused by the test'); END`)
	return () => run('DROP TRIGGER refuse')
}

const noFault = () => () => {}
/** Adds a card with a field that has to be repaired, which logs an event. */
const repaired = (client: StockClient) =>
	client.doc.transact(() => {
		add(client, 'meanwhile')
		recordsOf(client.doc).get('shape:meanwhile')?.set('xy', 'nonsense')
	})
const add = (client: StockClient, id: string) =>
	putRecord(recordsOf(client.doc), buildCard(id, { x: 0, y: 0, index: 'a1' as never }, { text: id }))

it.each([
	['repairing it', 'record repaired', noFault, repaired],
	['writing it', 'log not written', () => refuseAppends('board:*'), (client: StockClient) => add(client, 'meanwhile')],
])('[ACK6] an edit during which %s throws is not acked before it is in the log', async (_point, line, fault, edit) => {
	server = await startServer({}, {}, events)
	const { joinCode } = await createWorkshop(server.url, { groups: 1 })
	const ana = await join(server.url, joinCode, 'Ana')
	const ben = await join(server.url, joinCode, 'Ben')
	const room = boardRoom(ana.board.id)
	const [author, other] = await Promise.all([ana, ben].map(({ token }) => joinedAsStock(server.syncUrl, room, token)))
	if (!author || !other) throw new Error('nobody joined')
	clients.push(author, other)
	add(author, 'before')
	await until('it arrives', () => recordsOf(other.doc).size === 1)
	const endFault = fault()
	failsAt = line
	edit(author)
	await until('the room is closed', () => author.closed() === CLOSE.storage && other.closed() === CLOSE.storage)
	endFault()
	await until('both are back', () => author.provider.synced && other.provider.synced)
	await until('the author is acked', () => author.acked() >= 1)
	add(author, 'after')
	await until('it is acked', () => author.acked() >= 2)
	await server.restart()
	const late = await joinedAsStock(server.syncUrl, room, ben.token)
	clients.push(late)
	expect([...recordsOf(late.doc).keys()].sort()).toEqual(['shape:after', 'shape:before', 'shape:meanwhile'])
})

it('[ROOM3] [ACK6] a reveal during which the board fails deletes no private cards', async () => {
	server = await startServer({}, {}, events)
	const facilitator = await openAsFacilitator(server.url, { groups: 1 })
	const ana = await join(server.url, facilitator.opened.joinCode, 'Ana')
	const { body: added } = await facilitator.send({ type: 'phase.add', phase: phaseOf('write', { isPrivate: true }) })
	await facilitator.run({ type: 'phase.goto', phase: added.made })
	const author = await joinedAsStock(server.syncUrl, privateRoom(ana.board.id, ana.participant.id), ana.token)
	clients.push(author)
	add(author, 'secret')
	await until('it is acked', () => author.acked() >= 2)
	const endFault = refuseAppends('board:*')
	failsAt = 'log not written'
	const reveal = () => facilitator.send({ type: 'private.reveal', names: true })
	expect((await reveal()).status).toBe(500)
	endFault()
	await server.restart()
	expect((await reveal()).status).toBe(200)
	const late = await joinedAsStock(server.syncUrl, boardRoom(ana.board.id), ana.token)
	clients.push(late)
	expect([...recordsOf(late.doc).keys()]).toContain('shape:secret')
})

interface Asked {
	path(ids: { session: string; snapshot: string }): string
	what: Pick<CallOptions, 'body' | 'bytes'>
}
const IMPORT: Asked = {
	path: ({ session }) => `/api/sessions/${session}/import?name=a.csv`,
	what: { bytes: new Uint8Array(Buffer.from('Text\nPermits take nine months')) },
}
const REPLACEMENT: Asked = {
	path: ({ snapshot }) => `/api/snapshots/${snapshot}/restore`,
	what: { body: { mode: 'replace', keepAs: 'Before the restore' } },
}

it.each([
	['an imported board', IMPORT],
	['a document that replaces another', REPLACEMENT],
])(
	'[IMP1a] [REST1b] %s that cannot be written is refused, and the workshop stays unchanged',
	async (_which, { path, what }) => {
		server = await startServer()
		const { opened, state } = await openAsFacilitator(server.url, { groups: 1 })
		const { token } = opened
		const [session] = (await state()).sessions
		const saving = { token, body: { name: 'Before' } }
		const { body: saved } = await call<Snapshot>(server.url, `/api/boards/${session?.boards[0]?.id}/snapshots`, saving)
		const before = await state()
		const ask = () => call(server.url, path({ session: session?.id ?? '', snapshot: saved.id }), { token, ...what })
		const endFault = refuseAppends('board:*')
		const refused = await ask()
		expect([refused.status, refused.body.error?.code]).toEqual([503, 'storage_failed'])
		expect(await state()).toEqual(before)
		endFault()
		expect((await ask()).status).toBe(200)
		expect((await state()).version).toBeGreaterThan(before.version)
	},
)
