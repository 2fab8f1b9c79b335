import { readdirSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { boardRoom, CLOSE, readBoard } from '@charrette/shared'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { type AckTrackingClient, joinWithAckTracking } from './support/ackTrackingClient.ts'
import { call, createWorkshop, join } from './support/call.ts'
import { createDatabase, describeWithPostgres } from './support/postgres.ts'
import { createRandom, editAtRandom } from './support/randomEdits.ts'
import { makeDataDir, type SpawnedServer, spawnServer } from './support/startServer.ts'
import { haveConverged } from './support/stockClient.ts'
import { until } from './support/until.ts'

const PEOPLE = 12
const TEST_MS = 180_000

/** A server of two workers, and people on one of its boards. */
class Scene {
	readonly folder = makeDataDir()
	readonly #settings: NodeJS.ProcessEnv
	people: AckTrackingClient[] = []
	/** The codes with which people's sockets were closed. */
	codes: (number | undefined)[] = []
	server!: SpawnedServer
	url = ''
	token = ''
	board = ''
	readonly #random = createRandom(20261127)

	constructor(settings: NodeJS.ProcessEnv) {
		this.#settings = settings
	}

	async start(more: NodeJS.ProcessEnv = {}): Promise<void> {
		this.server = spawnServer({
			DATA_DIR: this.folder,
			CHARRETTE_WORKERS: '2',
			LOG_LEVEL: 'info',
			...this.#settings,
			...more,
		})
		this.url = await this.server.url
		expect(this.url, this.server.output()).not.toBe('')
		await until('both workers listen', () => this.#listening().length >= 2)
	}

	async enter(): Promise<void> {
		const { workshop, token, joinCode } = await createWorkshop(this.url)
		this.token = token
		this.board = workshop.sessions[0]?.boards.find(({ group }) => group === null)?.id ?? ''
		for (let index = 0; index < PEOPLE; index++) {
			const person = await join(this.url, joinCode, `Person ${index}`)
			const syncUrl = `${this.url.replace('http', 'ws')}/sync`
			this.people.push(joinWithAckTracking(syncUrl, boardRoom(this.board as never), person.token))
		}
		for (const { provider } of this.people) provider.on('connection-close', (event) => this.codes.push(event?.code))
		await until('all are there', () => this.people.every(({ provider }) => provider.synced))
	}

	edit(count: number): void {
		for (let i = 0; i < count; i++)
			editAtRandom((this.#random.pick(this.people) as AckTrackingClient).doc, this.#random)
	}

	async settle(): Promise<void> {
		const isSaved = (person: AckTrackingClient) => person.isAllAcked()
		await until('everything is saved', () => haveConverged(this.people) && this.people.every(isSaved))
	}

	acked(): Uint8Array[] {
		return this.people.flatMap((person) => person.ackedUpdates())
	}

	/** Expects that all people, the content that any worker reads, and every acked edit agree. */
	async expectWhole(acked: readonly Uint8Array[] = []): Promise<void> {
		await this.settle()
		const [{ doc }] = this.people as [AckTrackingClient]
		for (let i = 0; i < 4; i++) {
			const content = await call(this.url, `/api/boards/${this.board}/content`, { token: this.token })
			expect(content.body, this.server.output()).toEqual(readBoard(doc))
		}
		const before = Y.encodeStateVector(doc)
		for (const update of acked) Y.applyUpdate(doc, update)
		expect(Y.encodeStateVector(doc)).toEqual(before)
	}

	/** Returns the process ids of the running workers, oldest first. */
	pids(): number[] {
		const lines = [...this.server.output().matchAll(/"pid":(\d+).*?"msg":"worker started"/g)]
		return lines.map(([, pid]) => Number(pid)).filter(isAlive)
	}

	#listening(): unknown[] {
		return [...this.server.output().matchAll(/"msg":"server started"/g)]
	}

	/** Sends a signal to a worker; resolves once another worker listens in its place. */
	async replace(pid: number, signal: NodeJS.Signals): Promise<void> {
		const before = this.#listening().length
		process.kill(pid, signal)
		await until('it has ended', () => !isAlive(pid))
		await until('another one listens', () => this.#listening().length > before)
	}

	async end(): Promise<void> {
		for (const person of this.people) person.leave()
		if (this.server) await this.server.kill('SIGKILL')
		rmSync(this.folder, { recursive: true, force: true })
	}
}

function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0)
		return true
	} catch {
		// The process does not exist.
		return false
	}
}

/** The contract of workers, with any kind of shared services. */
function workersContract(name: string, settings: () => Promise<NodeJS.ProcessEnv>): void {
	describe(`workers with ${name}`, () => {
		let scene: Scene
		beforeEach(async () => {
			scene = new Scene(await settings())
			await scene.start()
			await scene.enter()
		})
		afterEach(() => scene.end())

		it(
			'[NODE5][METRIC1] serve one board and their metrics behind one port, and a killed worker loses no saved edit',
			async () => {
				scene.edit(60)
				await scene.expectWhole()
				const metrics = await (await fetch(`${scene.url}/metrics`)).text()
				const open = [...metrics.matchAll(/charrette_rooms\{type="board",worker="(\d)"\} (\d)/g)]
				expect(open.map(([, , rooms]) => rooms).sort()).toEqual(['0', '1'])
				for (const worker of [1, 2]) expect(metrics).toContain(`process_start_time_seconds{worker="${worker}"} `)
				const owner = Number(open.find(([, , rooms]) => rooms === '1')?.[1]) - 1
				scene.edit(40)
				const acked = scene.acked()
				const replaced = scene.replace(scene.pids()[owner] as number, 'SIGKILL')
				scene.edit(40)
				await replaced
				await scene.expectWhole(acked)
				expect(scene.codes.length).toBeGreaterThanOrEqual(PEOPLE)
				scene.edit(40)
				await scene.expectWhole(acked)
			},
			TEST_MS,
		)

		it(
			'[NODE4][NODE5] are restarted one after another, and all members reconnect',
			async () => {
				let acked: Uint8Array[] = []
				for (const pid of scene.pids()) {
					scene.edit(40)
					acked = [...acked, ...scene.acked()]
					const replaced = scene.replace(pid, 'SIGTERM')
					scene.edit(40)
					await replaced
					await scene.expectWhole(acked)
				}
				expect(scene.codes).toContain(CLOSE.shuttingDown)
				expect(scene.server.output()).not.toContain('worker ended')
				expect(readdirSync(scene.folder).filter((name) => /^worker/.test(name))).toEqual(['worker3', 'worker4'])
			},
			TEST_MS,
		)

		it.each([
			['SIGTERM', 0],
			['SIGKILL', null],
		] as const)(
			'[NODE5] end with the process that started them (%s), and nothing is lost',
			async (signal, exitCode) => {
				scene.edit(40)
				await scene.settle()
				const pids = scene.pids()
				expect(pids).toHaveLength(2)
				expect(await scene.server.kill(signal)).toBe(exitCode)
				await until('no worker is left', () => !pids.some(isAlive))
				await scene.start({ PORT: new URL(scene.url).port })
				await scene.expectWhole(scene.acked())
			},
			TEST_MS,
		)
	})
}

workersContract('SQLite', async () => ({}))

describeWithPostgres('workers of several machines', () => {
	workersContract('PostgreSQL', async () => ({ DATABASE_URL: await createDatabase() }))
})

it('[NODE5] report once why the server cannot start', async () => {
	const dataDir = makeDataDir()
	const other = createServer().listen(0, '127.0.0.1')
	await new Promise((resolve) => other.once('listening', resolve))
	const { port } = other.address() as AddressInfo
	const server = spawnServer({ DATA_DIR: dataDir, CHARRETTE_WORKERS: '3', PORT: String(port), LOG_LEVEL: 'silent' })
	expect(await server.ended).toBe(1)
	expect(server.output()).toBe(
		`Port ${port} is in use already. End the other program, or choose another port with PORT.\nThe first worker could not start.\n`,
	)
	other.close()
	rmSync(dataDir, { recursive: true, force: true })
})
