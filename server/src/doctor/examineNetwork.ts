import { createServer } from 'node:http'
import { CLOSE, SUBPROTOCOL } from '@charrette/shared'
import { WebSocket } from 'ws'
import { StartError } from '../errors.ts'
import type { Config } from '../start/config.ts'
import { listen, nodeUrlOf } from '../start/listen.ts'
import { type Finding, findingsOf } from './Finding.ts'

const LIMIT_MS = 10_000
/**
 * Limit of the clocks' difference. The server corrects browsers' clocks for timers and phases, but
 * logs and backups have the server's own time.
 */
const MAX_CLOCK_MS = 60_000

/**
 * Examines the port, and whether a request, its client address and a socket arrive through the
 * public address.
 */
export async function examineNetwork(
	config: Pick<Config, 'port' | 'host' | 'publicUrl' | 'databaseUrl' | 'nodeUrl'>,
): Promise<Finding[]> {
	const { finding, isRunning, url } = await examinePort(config)
	if (!isRunning) {
		const { warning } = findingsOf('public address')
		const unknown = `${config.publicUrl} was not tried, since no server runs. Start it, and examine again.`
		return config.publicUrl ? [finding, warning(unknown)] : [finding]
	}
	const address = config.publicUrl ?? url
	const { findings, isReached } = await examineAddress(address, config.publicUrl !== null)
	const node = config.databaseUrl === null ? [] : [await examineNodeUrl(nodeUrlOf(config, config.port))]
	return [finding, ...findings, ...(isReached ? [await examineSocket(address)] : []), ...node]
}

/** Examines the address at which other nodes look for this one (NODE3). */
async function examineNodeUrl(url: string): Promise<Finding> {
	const { ok, fault } = findingsOf('node address')
	return (await isCharrette(url))
		? ok(`${url} is reached from here.`)
		: fault(`${url} does not reach this server. Set NODE_URL to an address at which other nodes reach it.`)
}

async function examinePort({ port, host }: Pick<Config, 'port' | 'host'>) {
	const { ok, fault } = findingsOf('port')
	const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host
	const url = `http://${name.includes(':') ? `[${name}]` : name}:${port}`
	const server = createServer()
	try {
		await listen(server, { port, host })
		await new Promise((resolve) => server.close(resolve))
		return { url, isRunning: false, finding: ok(`${port} is free.`) }
	} catch (cause) {
		if (!(cause instanceof StartError)) throw cause
		const isRunning = await isCharrette(url)
		return { url, isRunning, finding: isRunning ? ok(`A server of Charrette runs on ${port}.`) : fault(cause.message) }
	}
}

async function isCharrette(url: string): Promise<boolean> {
	try {
		const response = await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(LIMIT_MS) })
		return ((await response.json()) as { status?: unknown }).status === 'ok'
	} catch {
		return false
	}
}

async function examineAddress(
	address: string,
	isPublic: boolean,
): Promise<{ findings: Finding[]; isReached: boolean }> {
	const { ok, fault } = findingsOf(isPublic ? 'public address' : 'address')
	try {
		const sentAt = Date.now()
		const response = await fetch(`${address}/api/connection`, {
			redirect: 'manual',
			signal: AbortSignal.timeout(LIMIT_MS),
		})
		if (!response.ok)
			return {
				isReached: false,
				findings: [fault(`${address} answers with ${response.status}. ${adviceFor(response.status)}`)],
			}
		const connection = (await response.json()) as { isForwarded: boolean; isTrusted: boolean }
		const findings = [ok(`${address} reaches this server.`), ...examineClock(response.headers.get('date'), sentAt)]
		return { isReached: true, findings: isPublic ? [...findings, examineProxy(address, connection)] : findings }
	} catch (cause) {
		const { message, cause: deeper } = cause as Error
		const reason =
			deeper instanceof Error ? deeper.message || ('code' in deeper ? String(deeper.code) : message) : message
		const advice =
			'Check its name, its certificate and the proxy; from inside, some routers do not reach their public address.'
		return { isReached: false, findings: [fault(`${address} cannot be reached: ${reason}. ${advice}`)] }
	}
}

function adviceFor(status: number): string {
	if (status === 421) return 'The proxy passes another name on: have it keep Host, or name that one in ALLOWED_HOSTS.'
	if (status >= 300 && status < 400) return 'Set PUBLIC_URL to the address that it leads to.'
	if (status >= 500)
		return 'The proxy does not reach this server: check the address and port that it passes requests to.'
	return 'Another server answers there: check PUBLIC_URL, and where the proxy passes requests to.'
}

function examineClock(date: string | null, sentAt: number): Finding[] {
	const { ok, warning } = findingsOf('clock')
	const distance = Math.abs(Date.parse(date ?? '') - sentAt)
	if (Number.isNaN(distance)) return []
	return [
		distance > MAX_CLOCK_MS
			? warning(
					`This machine and the one that answers differ by ${Math.round(distance / 1000)} s. Have both set by NTP.`,
				)
			: ok('It agrees with the machine that answers.'),
	]
}

/**
 * Finds a proxy that is not trusted or does not pass on client addresses. Behind such a proxy, the
 * limits by address count all clients as one (HTTP3c).
 */
function examineProxy(
	address: string,
	{ isForwarded, isTrusted }: { isForwarded: boolean; isTrusted: boolean },
): Finding {
	const { ok, fault } = findingsOf('proxy')
	if (isForwarded && !isTrusted)
		return fault('The proxy is not trusted: everybody counts as one address. Name its address in TRUSTED_PROXIES.')
	if (!isForwarded && address.startsWith('https:'))
		return fault('The proxy does not pass X-Forwarded-For on: everybody counts as one address. Have it do so.')
	return ok(isForwarded ? 'It says who sends a request, and is trusted.' : 'There is none.')
}

/**
 * Opens a socket as a browser does, with an unknown token. The server itself answers that with
 * 4401.
 */
function examineSocket(address: string): Promise<Finding> {
	const { ok, fault } = findingsOf('sockets')
	const refused = (what: string) =>
		fault(`They ${what}. Have the proxy pass upgrades of /sync on, and what arrives at once.`)
	return new Promise((resolve) => {
		const url = `${address.replace(/^http/, 'ws')}/sync/doctor`
		const socket = new WebSocket(url, [SUBPROTOCOL, 'doctor'], { origin: address })
		const timer = setTimeout(
			() => end(refused(socket.readyState === socket.OPEN ? 'open, and nothing arrives' : 'do not open')),
			LIMIT_MS,
		)
		const end = (finding: Finding) => {
			clearTimeout(timer)
			resolve(finding)
			socket.terminate()
		}
		socket.on('close', (code) => {
			if (code === CLOSE.badToken) end(ok('They open through this address.'))
			else if (code === CLOSE.noAccess)
				end(fault('The server refuses pages of this address. Name it in ALLOWED_HOSTS.'))
			else end(refused(`are closed with ${code}`))
		})
		socket.on('error', (cause) => end(refused(`do not open: ${cause.message}`)))
	})
}
