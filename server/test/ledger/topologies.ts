/* The servers on which the ledger's stories run, each with the faults that it survives. */
import { rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { call } from '../support/call.ts'
import { createDatabase } from '../support/postgres.ts'
import { query } from '../support/postgresProcess.ts'
import { makeDataDir, type SpawnedServer, spawnServer } from '../support/startServer.ts'
import { until } from '../support/until.ts'

const PROGRAM = fileURLToPath(new URL('./ledgerServer.mjs', import.meta.url))

/** A fault of a server. */
export type Fault = 'restart' | 'kill'

/** A running server of one or more processes, which share their data. */
export interface Topology {
	readonly name: string
	/** The addresses of its nodes. */
	readonly origins: readonly string[]
	/** Ends a process in this way, and starts it again at the same address. */
	disturb(fault: Fault): Promise<void>
	/** Ends all processes, and starts them again. */
	restart(): Promise<void>
	/** Resolves once no room is open any more. */
	roomsClosed(): Promise<void>
	stop(): Promise<void>
}

const SIGNALS = { restart: 'SIGTERM', kill: 'SIGKILL' } as const

/** One process of a server. */
class ServerProcess {
	readonly #settings: NodeJS.ProcessEnv
	#server: SpawnedServer
	url = ''

	constructor(settings: NodeJS.ProcessEnv) {
		this.#settings = { LOG_LEVEL: 'info', ...settings }
		this.#server = this.#spawn()
	}

	#spawn(): SpawnedServer {
		const port = this.url === '' ? {} : { PORT: new URL(this.url).port }
		return spawnServer({ ...this.#settings, ...port }, { program: PROGRAM })
	}

	async listening(): Promise<void> {
		this.url = await this.#server.url
		if (this.url === '') throw new Error(this.#server.output())
	}

	get output(): string {
		return this.#server.output()
	}

	async end(signal: NodeJS.Signals): Promise<void> {
		await this.#server.kill(signal)
	}

	/** Sends a signal that does not end it. */
	send(signal: 'SIGSTOP' | 'SIGCONT'): void {
		process.kill(this.#server.pid, signal)
	}

	async again(): Promise<void> {
		this.#server = this.#spawn()
		await this.listening()
	}
}

/** Starts a server of one process, with SQLite. */
export async function startProcess(): Promise<Topology> {
	const folder = makeDataDir()
	const server = new ServerProcess({ DATA_DIR: folder })
	await server.listening()
	const disturb = async (fault: Fault) => {
		await server.end(SIGNALS[fault])
		await server.again()
	}
	return {
		name: 'one process',
		origins: [server.url],
		disturb,
		restart: () => disturb('restart'),
		roomsClosed: () => roomsClosed([server]),
		async stop() {
			await server.end('SIGKILL')
			rmSync(folder, { recursive: true, force: true })
		},
	}
}

/** Starts a server of two workers, with SQLite. A fault ends one of them. */
export async function startWorkers(): Promise<Topology> {
	const folder = makeDataDir()
	const server = new ServerProcess({ DATA_DIR: folder, CHARRETTE_WORKERS: '2' })
	const count = (line: string) => server.output.split(`"msg":"${line}"`).length - 1
	const listening = (workers: number) => until('the workers listen', () => count('server started') >= workers)
	await server.listening()
	await listening(2)
	return {
		name: 'workers',
		origins: [server.url],
		async disturb(fault) {
			const before = count('server started')
			const pids = [...server.output.matchAll(/"pid":(\d+)[^\n]*"msg":"worker started"/g)].map(([, pid]) => Number(pid))
			process.kill(pids.at(-1) as number, SIGNALS[fault])
			await listening(before + 1)
		},
		async restart() {
			await server.end('SIGTERM')
			await server.again()
			await listening(2)
		},
		roomsClosed: () => roomsClosed([server]),
		async stop() {
			await server.end('SIGKILL')
			rmSync(folder, { recursive: true, force: true })
		},
	}
}

/**
 * Starts two nodes that share PostgreSQL. A fault ends one of them; every second `kill` suspends it
 * instead, until the other has removed it (NODE2).
 */
export async function startNodes(): Promise<Topology> {
	const folders = [makeDataDir(), makeDataDir()]
	const shared = { DATABASE_URL: await createDatabase() }
	const nodes = folders.map((folder) => new ServerProcess({ ...shared, DATA_DIR: folder }))
	for (const node of nodes) await node.listening()
	let faults = 0
	let kills = 0
	const registered = async (count: number) =>
		(await query(shared.DATABASE_URL, 'SELECT FROM node WHERE alive_until > clock_timestamp()')).length === count
	async function suspend(node: ServerProcess | undefined): Promise<void> {
		node?.send('SIGSTOP')
		await until('the suspended node is removed', () => registered(1))
		node?.send('SIGCONT')
		await until('it is registered again', () => registered(2))
	}
	return {
		name: 'two nodes',
		origins: nodes.map(({ url }) => url),
		async disturb(fault) {
			const node = nodes[faults++ % nodes.length]
			if (fault === 'kill' && kills++ % 2 === 1) return suspend(node)
			await node?.end(SIGNALS[fault])
			await node?.again()
		},
		async restart() {
			await Promise.all(nodes.map((node) => node.end('SIGTERM')))
			await Promise.all(nodes.map((node) => node.again()))
		},
		roomsClosed: () => roomsClosed(nodes),
		async stop() {
			await Promise.all(nodes.map((node) => node.end('SIGKILL')))
			for (const folder of folders) rmSync(folder, { recursive: true, force: true })
		},
	}
}

/** Resolves once the metrics of these servers count no open room. */
function roomsClosed(servers: readonly { url: string }[]): Promise<void> {
	return until('the rooms are closed', async () => {
		for (const { url } of servers) {
			const { text } = await call(url, '/metrics')
			for (const [, open] of text.matchAll(/^charrette_rooms\{[^}]*\} (\d+)$/gm)) if (open !== '0') return false
		}
		return true
	})
}
