import {
	type AsyncWindow,
	boardRoom,
	buildCard,
	CLOSE,
	putRecord,
	recordsOf,
	type Session,
	type WorkshopId,
} from '@charrette/shared'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { WorkshopStore } from '../dist/ports/WorkshopStore.js'
import { createAsyncWindows } from '../dist/workshops/createAsyncWindows.js'
import { emptyWorkshop } from './contracts/workshopStoreContract.ts'
import { openAsFacilitator, openWithAna, phaseOf } from './support/call.ts'
import { createDatabase, describeWithPostgres } from './support/postgres.ts'
import { makeDataDir, startServer, type TestServer } from './support/startServer.ts'
import { joinedAsStock } from './support/stockClient.ts'
import { openPostgres, openSqlite } from './support/stores.ts'
import { until } from './support/until.ts'

const DAY_MS = 24 * 60 * 60 * 1000
const HOUR_MS = DAY_MS / 24

let server: TestServer
beforeAll(async () => {
	server = await startServer({}, { windowMs: 50 })
})
afterAll(() => server.stop())

describe('the window of a session', () => {
	it('[ASYNC1] is set, changed and ended by facilitators, for a time within a year', async () => {
		const { facilitator, ana } = await openWithAna(server.url)
		const { session } = await facilitator.state()
		const send = (window: AsyncWindow | null) => facilitator.send({ type: 'session.window', session, window })
		const windowOf = async () => (await facilitator.state()).sessions[0]?.asyncWindow
		const [soon, later] = [Date.now() + HOUR_MS, Date.now() + DAY_MS]
		await send({ takes: 'threads', until: soon })
		expect(await windowOf()).toEqual({ takes: 'threads', until: soon })
		await send({ takes: 'all', until: later })
		expect(await windowOf()).toEqual({ takes: 'all', until: later })
		for (const at of [Date.now() - 1, Date.now() + 400 * DAY_MS]) {
			const { status, body } = await send({ takes: 'all', until: at })
			expect([status, body.error?.code]).toEqual([400, 'invalid_input'])
		}
		expect((await facilitator.send({ type: 'session.window', session: 'none', window: null })).status).toBe(404)
		expect(await windowOf()).toEqual({ takes: 'all', until: later })
		await send(null)
		expect(await windowOf()).toBeUndefined()
		expect(ana.participant.name).toBe('Ana')
	})

	it('[ASYNC2] opens boards of an earlier session; [ASYNC3] its end closes them for connected members', async () => {
		const { facilitator, ana } = await openWithAna(server.url)
		const first = (await facilitator.state()).session
		const { body } = await facilitator.send({ type: 'session.add' })
		await facilitator.run({ type: 'session.goto', session: body.made })
		const open = (end: number) =>
			facilitator.run({ type: 'session.window', session: first, window: { takes: 'all', until: end } })
		await open(Date.now() + HOUR_MS)
		const { token } = ana
		const client = await joinedAsStock(server.syncUrl, boardRoom(ana.board.id), token)
		client.doc.transact(() =>
			putRecord(recordsOf(client.doc), buildCard('a', { x: 0, y: 0, index: 'a1' as never }, { text: 'between' })),
		)
		await until('the card is saved', () => client.acked() >= 1)
		expect(client.closed()).toBeNull()
		await open(Date.now() + 1000)
		await until('the board is closed for edits', () => client.closed() !== null)
		expect(client.closed()).toBe(CLOSE.accessChanged)
		client.leave()
		expect((await facilitator.state()).sessions[0]?.asyncWindow).toBeUndefined()
	})

	it('[ASYNC4] ends when a phase of its session begins, and stays when another session begins', async () => {
		const facilitator = await openAsFacilitator(server.url)
		const first = (await facilitator.state()).session
		await facilitator.run({ type: 'phase.add', phase: phaseOf('write') })
		const window = { takes: 'all', until: Date.now() + HOUR_MS }
		await facilitator.run({ type: 'session.window', session: first, window })
		const { body } = await facilitator.send({ type: 'session.add' })
		const windows = ({ sessions }: { sessions: Session[] }) => sessions.map(({ asyncWindow }) => asyncWindow?.takes)
		expect(windows(await facilitator.run({ type: 'session.goto', session: body.made }))).toEqual(['all', undefined])
		await facilitator.run({ type: 'session.copy', session: first })
		expect(windows(await facilitator.run({ type: 'session.goto', session: first }))[0]).toBe('all')
		expect(windows(await facilitator.run({ type: 'phase.next' }))).toEqual([undefined, undefined, undefined])
	})

	it('[ASYNC3] lasts over a restart, and has ended if its time came meanwhile', async () => {
		const own = await startServer()
		try {
			const facilitator = await openAsFacilitator(own.url)
			const first = (await facilitator.state()).session
			const { body } = await facilitator.send({ type: 'session.add' })
			const end = Date.now() + 1500
			const open = (session: string | undefined, at: number) =>
				facilitator.run({ type: 'session.window', session, window: { takes: 'all', until: at } })
			await open(first, end)
			await open(body.made, end + HOUR_MS)
			await own.end()
			await until('the time has come', () => Date.now() >= end)
			await own.restart()
			const { sessions } = await facilitator.state()
			expect(sessions.map(({ asyncWindow }) => asyncWindow?.until)).toEqual([undefined, end + HOUR_MS])
		} finally {
			await own.stop()
		}
	})
})

/** The tests of windows in a database. */
function endsWindows(open: () => Promise<WorkshopStore>): void {
	it('[ASYNC3] are never read once they have ended, and each process announces their end', async () => {
		const store = await open()
		let now = 0
		const create = () =>
			createAsyncWindows({ store, bounds: { windowMs: 10 }, log: pino({ level: 'silent' }), now: () => now })
		const [one, other] = [create(), create()]
		const announced: [string, number][] = []
		const session = { id: 's', phases: [], phase: null, groups: [], boards: [] } as unknown as Session
		const workshop = {
			...emptyWorkshop(),
			sessions: [{ ...session, asyncWindow: { takes: 'all', until: 100 } as const }],
		}
		await one.workshops.create(workshop)
		const takes = async (windows: typeof one) => (await windows.workshops.byId(workshop.id))?.sessions[0]?.asyncWindow
		expect([await takes(one), await takes(other)]).toEqual([
			workshop.sessions[0]?.asyncWindow,
			workshop.sessions[0]?.asyncWindow,
		])
		now = 100
		expect([await takes(one), (await one.workshops.byJoinCode(workshop.joinCode))?.sessions]).toEqual([
			undefined,
			[session],
		])
		const note =
			(by: string) =>
			({ id, version }: { id: WorkshopId; version: number }) => {
				if (id === workshop.id) announced.push([by, version])
			}
		one.start(note('one'))
		other.start(note('other'))
		await until('both have announced it', () => new Set(announced.map(([by]) => by)).size === 2)
		expect((await store.byId(workshop.id))?.sessions).toEqual([session])
		for (const windows of [one, other]) windows.close()
		await store.close()
	})
}

describe('windows in SQLite', () =>
	endsWindows(async () => (await openSqlite(`${makeDataDir()}/windows.db`)).workshops))
describeWithPostgres('windows in PostgreSQL', () =>
	endsWindows(async () => (await openPostgres(await createDatabase())).workshops),
)
