import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startProxy } from '../../server/test/support/proxies.ts'
import { createServerProcess, type ServerProcess } from './createServerProcess.ts'
import { createSharedDatabase, hasSharedServices } from './sharedServices.ts'

/** The built product as one or two server processes with their own data. */
export interface Stack {
	url: string
	/** Kills the servers (SIGKILL), as a power cut would. */
	kill(): Promise<void>
	/** Suspends the servers, with their sockets open, until `resume`. */
	pause(): void
	resume(): void
	/** Starts the servers again with the same address and data. */
	start(): Promise<void>
	/** Stops the servers gracefully and deletes their data. */
	stop(): Promise<void>
}

/**
 * Starts one server, or two behind a proxy if the run has shared services (`E2E_NODES=2`).
 * `prepare` fills each data folder before.
 */
export async function startStack(env: Record<string, string> = {}, prepare: Prepare = () => {}): Promise<Stack> {
	const folder = mkdtempSync(join(tmpdir(), 'charrette-e2e-'))
	return hasSharedServices() ? startTwoNodes(folder, env, prepare) : startOneNode(folder, env, prepare)
}

type Prepare = (dataDir: string) => void

async function startOneNode(folder: string, env: Record<string, string>, prepare: Prepare): Promise<Stack> {
	prepare(folder)
	const server = createServerProcess({ DATA_DIR: folder, ...env })
	await server.start()
	return stackOf(server.url, [server], () => rmSync(folder, { recursive: true, force: true }))
}

/**
 * Starts two nodes behind a proxy that balances every request and connection, without sticky
 * sessions.
 */
async function startTwoNodes(folder: string, env: Record<string, string>, prepare: Prepare): Promise<Stack> {
	const database = await createSharedDatabase()
	const node = (name: string) => {
		const dataDir = join(folder, name)
		mkdirSync(dataDir)
		prepare(dataDir)
		return createServerProcess({ DATA_DIR: dataDir, ...env, DATABASE_URL: database.url })
	}
	const nodes = [node('one'), node('two')] as const
	await Promise.all(nodes.map((one) => one.start()))
	const urls = [nodes[0].url, nodes[1].url] as const
	const proxy = await startProxy('haproxy', { nodes: urls, isHashed: false, folder })
	return stackOf(proxy.url, nodes, async () => {
		await Promise.all([proxy.stop(), database.drop()])
		rmSync(folder, { recursive: true, force: true })
	})
}

function stackOf(url: string, servers: readonly ServerProcess[], remove: () => void | Promise<void>): Stack {
	const all = async (act: (server: ServerProcess) => Promise<void>) => void (await Promise.all(servers.map(act)))
	return {
		url,
		kill: () => all((server) => server.end('SIGKILL')),
		pause() {
			for (const server of servers) server.pause()
		},
		resume() {
			for (const server of servers) server.resume()
		},
		start: () => all((server) => server.start()),
		async stop() {
			await all((server) => server.end('SIGTERM'))
			await remove()
		},
	}
}
