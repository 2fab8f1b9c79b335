import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { freePort } from './freePort.ts'
import { spawnBound } from './spawnBound.ts'
import { until } from './until.ts'

/**
 * Proxies with their configuration in `docs/hosting`: the lines for hashing sockets, and the
 * lines for round robin that replace them; what names the second node, and is there again for
 * further ones.
 */
const PROXIES = {
	haproxy: {
		file: 'haproxy.cfg',
		bind: 'bind :80',
		hashed: 'balance url_param workshop\n\thash-type consistent',
		inTurn: 'balance roundrobin',
		second: /^\tserver two 127\.0\.0\.1:4402.*$/gm,
		atNode: (line: string, host: string, name: string) => line.replace('127.0.0.1:4402', host).replaceAll('two', name),
		separator: '\n',
		args: (config: string) => ['-f', config],
	},
	caddy: {
		file: 'Caddyfile',
		bind: ':80 {',
		hashed: 'lb_policy uri_hash',
		inTurn: 'lb_policy round_robin',
		second: /127\.0\.0\.1:4402/g,
		atNode: (_address: string, host: string) => host,
		separator: ' ',
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
 * Starts a proxy in front of two nodes or more, with the configuration for hosts except for its
 * addresses.
 */
export async function startProxy(
	name: ProxyName,
	{ nodes, isHashed, folder }: { nodes: readonly [string, string, ...string[]]; isHashed: boolean; folder: string },
): Promise<TestProxy> {
	const { file, bind, hashed, inTurn, second, atNode, separator } = PROXIES[name]
	const [first, ...others] = nodes.map((url) => new URL(url).host)
	const port = await freePort()
	let config = readFileSync(fileURLToPath(new URL(`../../../docs/hosting/${file}`, import.meta.url)), 'utf8')
	const replace = (from: string, to: string) => {
		if (!config.includes(from)) throw new Error(`${file} has no ${from}`)
		config = config.replaceAll(from, to)
	}
	replace(bind, bind.replace(':80', name === 'caddy' ? `http://127.0.0.1:${port}` : `127.0.0.1:${port}`))
	replace('127.0.0.1:4401', first ?? '')
	config = config.replace(second, (part) => others.map((host, at) => atNode(part, host, `node${at}`)).join(separator))
	if (!isHashed) replace(hashed, inTurn)
	return runProxy(name, { config, folder, port })
}

/**
 * Configurations for a server below `/charrette` beside another site at `/`: the proxy passes the
 * path on, or removes it.
 */
const BELOW_PATH = {
	haproxy: (port: number, node: string, removes: boolean) => `
defaults
	mode http
	timeout connect 2s
	timeout client 1m
	timeout server 1m
	timeout tunnel 1m
frontend people
	bind 127.0.0.1:${port}
	option forwardfor
	use_backend charrette if { path /charrette } || { path_beg /charrette/ }
	default_backend others
backend others
	http-request return status 200 content-type text/plain string "another site"
backend charrette
	${removes ? 'http-request replace-path /charrette(/.*) \\1' : ''}
	server one ${node}
`,
	caddy: (port: number, node: string, removes: boolean) => `
http://127.0.0.1:${port} {
	${removes ? 'redir /charrette /charrette/ 308' : ''}
	${removes ? 'handle_path' : 'handle'} /charrette${removes ? '/' : ''}* {
		reverse_proxy ${node}
	}
	respond "another site"
}
`,
}

/** Starts a proxy on this port for a server below `/charrette`. */
export function startPathProxy(
	name: ProxyName,
	{ node, port, removes, folder }: { node: string; port: number; removes: boolean; folder: string },
): Promise<TestProxy> {
	const config = BELOW_PATH[name](port, new URL(node).host, removes)
	return runProxy(name, { config, folder, port, probe: '/charrette/readyz' })
}

/** Runs a proxy with a configuration, until it passes requests on. */
async function runProxy(
	name: ProxyName,
	{ config, folder, port, probe = '/readyz' }: { config: string; folder: string; port: number; probe?: string },
): Promise<TestProxy> {
	const { file, args } = PROXIES[name]
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
		return await fetch(url + probe).then(
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
