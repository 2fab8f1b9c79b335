import { rmSync } from 'node:fs'
import { join as joinPath } from 'node:path'
import { fileURLToPath } from 'node:url'
import {
	boardRoom,
	CLOSE,
	type CreatedWorkshop,
	type HostMachine,
	type HostSession,
	readBoard,
	type WorkshopView,
	workshopRoom,
} from '@charrette/shared'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import * as Y from 'yjs'
import { openPool } from '../dist/adapters/postgres/PostgresDatabase.js'
import { type AckTrackingClient, joinWithAckTracking } from './support/ackTrackingClient.ts'
import { call, createWorkshop, join } from './support/call.ts'
import { describeWithPostgres, WAITING_LOCKS } from './support/postgres.ts'
import { query, startPostgres, type TestPostgres } from './support/postgresProcess.ts'
import { createRandom, editAtRandom } from './support/randomEdits.ts'
import { openRaw } from './support/rawClient.ts'
import { makeDataDir, type SpawnedServer, spawnServer } from './support/startServer.ts'
import { haveConverged } from './support/stockClient.ts'
import { until } from './support/until.ts'

const PEOPLE = 12
/** The program, whose rooms close and whose workshops are given up soon. */
const PROGRAM = fileURLToPath(new URL('./ledger/ledgerServer.mjs', import.meta.url))
/** A module that shifts the clock of a server. */
const SHIFT_CLOCK = new URL('./support/shiftClock.mjs', import.meta.url).href

describeWithPostgres('a server of several nodes', () => {
	let postgres: TestPostgres
	let folder: string
	let databaseUrl: string
	let nodes: { server: SpawnedServer; url: string }[] = []
	let people: AckTrackingClient[] = []
	beforeAll(async () => {
		postgres = await startPostgres({ isDurable: true })
	})
	afterAll(() => postgres.remove())
	beforeEach(async () => {
		folder = makeDataDir()
		databaseUrl = await postgres.createDatabase()
	})
	afterEach(async () => {
		for (const person of people) person.leave()
		await Promise.all(nodes.map(({ server }) => server.kill('SIGKILL')))
		;[nodes, people] = [[], []]
		rmSync(folder, { recursive: true, force: true })
	})

	async function start(env: NodeJS.ProcessEnv = {}): Promise<string> {
		const server = spawnServer(
			{
				...env,
				DATA_DIR: joinPath(folder, `node${nodes.length}`),
				DATABASE_URL: databaseUrl,
				LOG_LEVEL: 'warn',
			},
			{ program: PROGRAM },
		)
		const node = { server, url: '' }
		nodes.push(node)
		node.url = await server.url
		expect(node.url, server.output()).not.toBe('')
		return node.url
	}
	const syncUrl = (url: string) => `${url.replace('http', 'ws')}/sync`
	const ready = async (url: string) => (await call<{ status: string }>(url, '/readyz')).body.status

	/**
	 * Connects people to a plenary board, each on one of these nodes. A disconnected person moves to
	 * the next running node.
	 */
	async function enterAll(urls: readonly string[], opened: CreatedWorkshop): Promise<string> {
		const first = urls[0] as string
		const board = opened.workshop.sessions[0]?.boards.find(({ group }) => group === null)?.id ?? ''
		for (let index = 0; index < PEOPLE; index++) {
			const { token } = await join(first, opened.joinCode, `Person ${index}`)
			const url = urls[index % urls.length] as string
			people.push(joinWithAckTracking(syncUrl(url), boardRoom(board as never), token))
		}
		for (const { provider } of people)
			provider.on('connection-close', () => {
				const at = nodes.findIndex(({ url }) => provider.serverUrl === syncUrl(url))
				provider.serverUrl = syncUrl(nodes[(at + 1) % nodes.length]?.url ?? first)
			})
		await until('all are there', () => people.every(({ provider }) => provider.synced))
		return board
	}
	const random = createRandom(20261127)
	async function edit(count: number): Promise<void> {
		for (let i = 0; i < count; i++) {
			editAtRandom((random.pick(people) as AckTrackingClient).doc, random)
			if (i % 5 === 0) await new Promise((resolve) => setImmediate(resolve))
		}
	}
	/** Announces presence once, without the renewal that clients send every 15 s. */
	function appear({ provider: { awareness } }: AckTrackingClient): void {
		awareness.setLocalState({})
		clearInterval(awareness._checkInterval as never)
	}
	const areAllSaved = () => haveConverged(people) && people.every((person) => person.isAllAcked())
	/** Returns the updates acked so far. */
	const acked = () => people.flatMap((person) => person.ackedUpdates())

	/** Expects that all people, the server's content and every edit that was ever acked agree. */
	async function expectWhole(
		url: string,
		{ board, token }: { board: string; token: string },
		earlier: Uint8Array[] = [],
	) {
		await until('all are back, with everything saved', areAllSaved)
		const [first] = people as [AckTrackingClient]
		const content = (await call(url, `/api/boards/${board}/content`, { token })).body
		expect(content).toEqual(readBoard(first.doc))
		const before = Y.encodeStateVector(first.doc)
		for (const update of earlier) Y.applyUpdate(first.doc, update)
		expect(Y.encodeStateVector(first.doc)).toEqual(before)
	}

	/** Starts two nodes, with people on a board of a workshop that the first one owns. */
	async function startHall() {
		const [one, two] = await Promise.all([start(), start()])
		const opened = await createWorkshop(one)
		return { one, two, opened, token: opened.token, board: await enterAll([one, two], opened) }
	}

	/** Returns the address of the node that owns the workshop; null if none does. */
	async function ownerOf(workshop: string): Promise<string | null> {
		const rows = await query<{ url: string }>(
			databaseUrl,
			`SELECT url FROM workshop_owner JOIN node ON node.id = workshop_owner.node WHERE workshop = '${workshop}'`,
		)
		const [owner] = rows
		return owner ? `http://127.0.0.1:${new URL(owner.url).port}` : null
	}

	it('[NODE1][NODE3] works as one: edits, commands and reads on any node', async () => {
		const { one, two, opened, token, board } = await startHall()
		expect(await ownerOf(opened.workshop.id)).toBe(one)
		await edit(60)
		await expectWhole(two, { board, token })
		const watcher = await openRaw(`${syncUrl(two)}/${workshopRoom(opened.workshop.id)}`, token)
		const send = (url: string, body: object) =>
			call(url, `/api/workshops/${opened.workshop.id}/commands`, { token, body })
		expect((await send(one, { type: 'message.send', text: 'for the whole hall' })).status).toBe(200)
		const has = (text: string) => watcher.frames.some((frame) => Buffer.from(frame).includes(text))
		await until('members on the other node have the command', () => has('for the whole hall'))
		expect((await send(two, { type: 'boards.freeze', frozen: true })).status).toBe(200)
		await until('members on every node may only view', () => people.every((p) => p.closed() === CLOSE.accessChanged))
		watcher.socket.terminate()
	})

	it('[NODE1] a workshop that nobody uses moves to the node where it is asked for next', async () => {
		const { two, opened, token, board } = await startHall()
		await edit(30)
		await until('all is saved', areAllSaved)
		const [{ doc }] = people as [AckTrackingClient]
		for (const person of people.splice(0)) person.leave()
		await until('nobody owns it', async () => (await ownerOf(opened.workshop.id)) === null)
		const content = await call(two, `/api/boards/${board}/content`, { token })
		expect(content.body).toEqual(readBoard(doc))
		expect(await ownerOf(opened.workshop.id)).toBe(two)
	})

	it('[NODE6d][ACK4] while PostgreSQL is restarted people continue on all nodes, and nothing is lost', async () => {
		const { one, two, opened, token, board } = await startHall()
		await edit(60)
		await until('all is saved', areAllSaved)
		const saved = acked()
		await postgres.stop()
		await edit(60)
		await until('nodes say that they cannot store', async () => (await ready(one)) === 'unavailable')
		expect(areAllSaved()).toBe(false)
		await postgres.start()
		await expectWhole(two, { board, token }, saved)
		expect(await ownerOf(opened.workshop.id)).toBe(one)
		expect(people.every((person) => person.closed() === null)).toBe(true)
		expect((await join(one, opened.joinCode, 'Late')).participant.name).toBe('Late')
	})

	it('[NODE6c][CODE1] wrong codes spread over the nodes count together, and lock out nobody', async () => {
		const [one, two] = await Promise.all([start(), start()])
		const { joinCode } = await createWorkshop(one)
		const preview = async (code: string, number: number) =>
			(await call<{ error?: { code: string } }>(number % 2 ? one : two, `/api/join/${code}`)).body.error?.code
		const codes = Array.from({ length: 60 }, (_, number) => `ZZZZ${number + 1000}`)
		const answers = await Promise.all(codes.map(preview))
		// 20 at once on all nodes, plus the 8 pending on each node. Separate counts for each node would
		// allow 56.
		expect(answers.filter((code) => code === 'unknown_code').length).toBeLessThan(50)
		expect(answers).toContain('too_many_tries')
		expect([await preview(joinCode, 0), await preview(joinCode, 1)]).toEqual([undefined, undefined])
	})

	it('[P2][NODE2] a killed owner loses no saved edit', async () => {
		const { two, opened, board } = await startHall()
		await edit(80)
		const saved = acked()
		await nodes[0]?.server.kill('SIGKILL')
		nodes.shift()
		await edit(40)
		await expectWhole(two, { board, token: opened.token }, saved)
		expect(await ownerOf(opened.workshop.id)).toBe(two)
	})

	it('[NODE2][NODE3c] an owner that is suspended loses its workshop, writes nothing when it wakes up, and goes on as another node', async () => {
		const { one, two, opened, token, board } = await startHall()
		await edit(40)
		await until('all is saved', areAllSaved)
		const saved = acked()
		const [there, here] = [people.filter((_, index) => index % 2 === 0), people.filter((_, index) => index % 2 === 1)]
		const [suspended] = nodes as [(typeof nodes)[0]]
		process.kill(suspended.server.pid ?? 0, 'SIGSTOP')
		nodes.shift()
		// The frames of the people there wait in its sockets.
		await edit(40)
		await until('the others are back and saved', () => haveConverged(here) && here.every((one) => one.isAllAcked()))
		expect(await ownerOf(opened.workshop.id)).toBe(two)
		expect(here.every((person) => person.closed() !== null)).toBe(true)
		await edit(40)
		process.kill(suspended.server.pid ?? 0, 'SIGCONT')
		await expectWhole(two, { board, token }, saved)
		nodes.push(suspended)
		expect(there.every((person) => person.closed() === CLOSE.shuttingDown)).toBe(true)
		expect(await ownerOf(opened.workshop.id)).toBe(two)
		const another = await createWorkshop(one)
		expect(await ownerOf(another.workshop.id)).toBe(one)
	})

	it('[NODE6b] nodes whose clocks differ by minutes agree on the time, and see members who move between nodes', async () => {
		const ahead = { NODE_OPTIONS: `--import=${SHIFT_CLOCK}`, CLOCK_SHIFT_MS: '600000' }
		const [one, two, three] = await Promise.all([start(), start(ahead), start()])
		const opened = await createWorkshop(two)
		const { token } = opened
		const path = `/api/workshops/${opened.workshop.id}`
		const started = await call(two, `${path}/commands`, { token, body: { type: 'timer.start', minutes: 10 } })
		expect(started.status).toBe(200)
		for (const url of [one, two]) {
			const { workshop, now } = (await call<WorkshopView>(url, path, { token })).body
			for (const time of [now, workshop.createdAt, workshop.timer?.startedAt ?? 0])
				expect(Math.abs(time - Date.now())).toBeLessThan(120_000)
		}

		const room = workshopRoom(opened.workshop.id)
		const watcher = joinWithAckTracking(syncUrl(one), room, token)
		const ana = joinWithAckTracking(syncUrl(two), room, (await join(two, opened.joinCode, 'Ana')).token)
		people.push(watcher, ana)
		const seesAna = () => watcher.provider.awareness.states.has(ana.doc.clientID)
		people.forEach(appear)
		await until('the watcher sees her', seesAna)
		ana.provider.disconnect()
		await until('she is gone', () => !seesAna())
		// The room is not open on that node yet.
		ana.provider.serverUrl = syncUrl(three)
		appear(ana)
		ana.provider.connect()
		await until('the watcher sees her again', seesAna)
	})

	it('[NODE4] a rolling restart loses nothing, and all members reconnect', async () => {
		const urls = await Promise.all([start(), start()])
		const opened = await createWorkshop(urls[0] as string)
		const { token } = opened
		const board = await enterAll(urls, opened)
		let saved: Uint8Array[] = []
		for (let restarted = 0; restarted < 2; restarted++) {
			await edit(60)
			const fresh = await start()
			saved = [...saved, ...acked()]
			const old = nodes.shift()
			const ended = old?.server.kill('SIGTERM')
			await edit(60)
			expect(await ended).toBe(0)
			await until('they were sent away', () => people.some((person) => person.closed() === CLOSE.shuttingDown))
			await expectWhole(fresh, { board, token }, saved)
		}
	})

	it('[REST1d][NODE3] of two concurrent restores through two nodes one is refused, and all nodes have the document of the other', async () => {
		const { one, two, opened, token, board } = await startHall()
		await edit(30)
		await until('all is saved', areAllSaved)
		const snapshot = await call<{ id: string }>(one, `/api/boards/${board}/snapshots`, { token, body: { name: 'Now' } })
		expect(snapshot.status).toBe(201)
		// The first has read the epoch of the board, and waits for the log, when the second begins.
		const pool = openPool(databaseUrl, { maxConnections: 1 })
		const client = await pool.connect()
		await client.query('BEGIN')
		await client.query('LOCK TABLE log IN SHARE MODE')
		const restore = (url: string) =>
			call(url, `/api/snapshots/${snapshot.body.id}/restore`, { token, body: { mode: 'replace' } })
		const restored = Promise.all([restore(one), restore(two)])
		await until('one waits', async () => (await client.query(WAITING_LOCKS)).rows.length > 0)
		const isRead = async () =>
			(await call<{ id: string }>(two, `/api/workshops/${opened.workshop.id}`, { token })).status
		expect(await isRead()).toBe(200)
		await client.query('COMMIT')
		client.release()
		await pool.end()
		const outcomes = (await restored).map(({ status }) => status).sort()
		expect(outcomes).toEqual([200, 409])
		await until('all were sent away', () => people.every((person) => person.closed() === CLOSE.documentReplaced))
		const read = async (url: string) => (await call(url, `/api/boards/${board}/content`, { token })).body
		expect(await read(one)).toEqual(await read(two))
	})

	it('[HOST8][NODE6e] a change of the host’s settings, and a token, are valid on every node', async () => {
		const key = 'key-of-the-host'
		const [one, other] = await Promise.all([start({ CHARRETTE_ADMIN_KEY: key }), start({ CHARRETTE_ADMIN_KEY: key })])
		const { token } = (await call<HostSession>(one, '/api/host/session', { body: { key } })).body
		const settings = { name: 'Ciudad', locales: [], line: {}, notice: {}, privacy: {}, opening: 'everyone' }
		expect((await call(one, '/api/host/settings', { token, body: settings })).status).toBe(200)
		await until('the other node has them', async () => {
			const { body } = await call<{ host: { name: string } | null }>(other, '/api/client')
			return body.host?.name === 'Ciudad'
		})
		expect((await call(other, '/api/workshops', { body: { title: 'By anybody' } })).status).toBe(201)
		const machine = await call<HostMachine>(other, '/api/host/machine', { token })
		expect(machine.body).toMatchObject({ nodes: 2, storage: { kind: 'PostgreSQL', images: null } })
	})
})
