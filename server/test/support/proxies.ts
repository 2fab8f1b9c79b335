import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { freePort } from './freePort.ts'
import { spawnBound } from './spawnBound.ts'
import { until } from './until.ts'

/**
 * Proxies with their configuration in `docs/hosting`: the lines for hashing by room, and the lines
 * for round robin that replace them.
 */
const PROXIES = {
	haproxy: {
		file: 'haproxy.cfg',
		bind: 'bind :80',
		hashed: 'balance hash path\n\thash-type consistent',
		inTurn: 'balance roundrobin',
		args: (config: string) => ['-f', config],
	},
	caddy: {
		file: 'Caddyfile',
		bind: ':80 {',
		hashed: 'lb_policy uri_hash',
		inTurn: 'lb_policy round_robin',
		args: (config: string) => ['run', '--adapter', 'caddyfile', '--config', config],
	},
} as const
export type ProxyName = keyof typeof PROXIES

/** A running proxy. */
export interface TestProxy {
	url: string
	stop(): Promise<void>
}

/**
 * Starts a proxy in front of two nodes, with the configuration for hosts except for its addresses.
 */
export async function startProxy(
	name: ProxyName,
	{ nodes, isHashed, folder }: { nodes: readonly [string, string]; isHashed: boolean; folder: string },
): Promise<TestProxy> {
	const { file, bind, hashed, inTurn, args } = PROXIES[name]
	const port = await freePort()
	let config = readFileSync(fileURLToPath(new URL(`../../../docs/hosting/${file}`, import.meta.url)), 'utf8')
	const replace = (from: string, to: string) => {
		if (!config.includes(from)) throw new Error(`${file} has no ${from}`)
		config = config.replaceAll(from, to)
	}
	replace(bind, bind.replace(':80', name === 'caddy' ? `http://127.0.0.1:${port}` : `127.0.0.1:${port}`))
	replace('127.0.0.1:4401', new URL(nodes[0]).host)
	replace('127.0.0.1:4402', new URL(nodes[1]).host)
	if (!isHashed) replace(hashed, inTurn)
	const path = join(folder, file)
	// By default Caddy listens for commands at a fixed port, and keeps files in the home folder.
	writeFileSync(path, name === 'caddy' ? `{\n\tadmin off\n}\n${config}` : config)
	const env = { ...process.env, XDG_CONFIG_HOME: folder, XDG_DATA_HOME: folder }
	const child = spawnBound('KILL', [name, ...args(path)], { env, stdio: ['ignore', 'ignore', 'pipe'] })
	const ended = once(child, 'close')
	let output = ''
	child.stderr?.on('data', (bytes: Buffer) => {
		output = (output + bytes.toString()).slice(-4000)
	})
	const url = `http://127.0.0.1:${port}`
	await until('the proxy answers', async () => {
		if (child.exitCode !== null) throw new Error(`${name} ended: ${output}`)
		return await fetch(`${url}/readyz`).then(
			({ ok }) => ok,
			() => false,
		)
	})
	return {
		url,
		async stop() {
			child.kill('SIGKILL')
			await ended
		},
	}
}
