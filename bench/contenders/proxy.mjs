import { spawn } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { until } from '../load/until.mjs'
import { freePort } from './freePort.mjs'
import { ROOT } from './paths.mjs'
import { pinned, stop } from './spawnNode.mjs'

const START_LIMIT_MS = 10_000
const ADDRESSES = ['127.0.0.1:4401', '127.0.0.1:4402']

/**
 * Starts HAProxy in front of two nodes with the configuration for hosts, but in turn: without
 * hashing by path.
 * @param {{ nodes: { url: string }[], folder: string }} options `folder` for its configuration
 */
export async function startProxy({ nodes, folder }) {
	const port = await freePort()
	const changes = [
		['bind :80', `bind 127.0.0.1:${port}`],
		['balance url_param workshop\n\thash-type consistent', 'balance roundrobin'],
		...ADDRESSES.map((address, index) => [address, new URL(nodes[index].url).host]),
	]
	let config = readFileSync(`${ROOT}/docs/hosting/haproxy.cfg`, 'utf8')
	for (const [from, to] of changes) {
		if (!config.includes(from)) throw new Error(`haproxy.cfg has no ${from}`)
		config = config.replaceAll(from, to)
	}
	const path = join(folder, 'haproxy.cfg')
	writeFileSync(path, config)
	const [file, ...args] = pinned('server', ['haproxy', '-f', path])
	const child = spawn(file, args, { stdio: 'ignore' })
	const url = `http://127.0.0.1:${port}`
	let isUp = false
	await until(() => {
		fetch(`${url}/readyz`).then(
			({ ok }) => {
				isUp ||= ok
			},
			() => {},
		)
		return isUp || child.exitCode !== null
	}, START_LIMIT_MS)
	if (!isUp) throw new Error('HAProxy does not start')
	return { url, stop: () => stop(child) }
}
