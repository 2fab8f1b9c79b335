import { request } from 'node:http'
import { connect } from 'node:net'
import type { CreatedWorkshop, JoinResult, Snapshot } from '@charrette/shared'
import { buildCard, CLOSE, LIMITS, putRecord, recordsOf } from '@charrette/shared'
import { expect, it, vi } from 'vitest'
import { WebSocket } from 'ws'
import { type AbuseScene, openAbuseScene } from '../support/abuse.ts'
import { ask, inParallel, type RawResponse, tally } from '../support/attacks.ts'
import { call, join, openAsFacilitator, secretOf } from '../support/call.ts'
import { createRandom } from '../support/randomEdits.ts'
import { joinedAsStock } from '../support/stockClient.ts'
import { until } from '../support/until.ts'

/* One member, or a stranger with only the address, sends expensive HTTP requests. */

vi.setConfig({ testTimeout: 180_000 })

/** Sends a request from another address, as the proxy on this machine would forward it. */
function callFrom(url: string, path: string, { address, token, body }: CallFrom = {}): Promise<RawResponse> {
	const headers: Record<string, string> = {}
	if (address) headers['X-Forwarded-For'] = address
	if (token) headers['Authorization'] = `Bearer ${token}`
	if (body === undefined) return ask(url + path, { headers })
	headers['Content-Type'] = 'application/json'
	return ask(url + path, { method: 'POST', headers, body: JSON.stringify(body) })
}

interface CallFrom {
	address?: string
	token?: string
	body?: unknown
}

/** Expects every answer to a flood of requests to be a success or a refusal that allows a retry. */
function expectDoneOrBusy(responses: readonly RawResponse[]): void {
	const codes = responses.map(({ status, code }) => (status === 200 ? 'done' : code))
	const unexpected = Object.keys(tally(codes)).filter((code) => !['done', 'busy', 'too_many_tries'].includes(code))
	expect(unexpected).toEqual([])
	for (const { code, headers } of responses)
		if (code === 'busy') expect(Number(headers['retry-after'])).toBeGreaterThan(0)
}

/** Writes 400 cards to the board. */
async function fillBoard({ syncUrl, room, facilitator }: AbuseScene): Promise<void> {
	const writer = await joinedAsStock(syncUrl, room, facilitator.opened.token)
	const text = 'Permits take nine months. '.repeat(8)
	writer.doc.transact(() => {
		for (let i = 0; i < 400; i++)
			putRecord(
				recordsOf(writer.doc),
				buildCard(`c${i}`, { x: i, y: 0, index: 'a1' as never }, { text: `${i} ${text}` }),
			)
	})
	await until('it is acked', () => writer.acked() >= 2)
	writer.leave()
}

it('[HEAVY1] of 60 exports at once a few run at a time, and the others get "busy"', async () => {
	const scene = await openAbuseScene()
	const { url, board, mallory, facilitator } = scene
	await fillBoard(scene)
	const save = (name: string) =>
		call<Snapshot>(url, `/api/boards/${board}/snapshots`, { token: facilitator.opened.token, body: { name } })
	const snapshot = (await save('before')).body
	await scene.attack('60 parallel docx exports', async () => {
		const path = `/api/boards/${board}/export?format=docx`
		expectDoneOrBusy(await inParallel(60, 60, () => callFrom(url, path, { token: mallory.token })))
	})
	const paths = [
		...['html', 'xlsx', 'json', 'csv', 'md', 'tldr'].map((format) => `/api/boards/${board}/export?format=${format}`),
		`/api/boards/${board}/content`,
		`/api/workshops/${facilitator.opened.workshop.id}/viewer.html`,
		`/api/snapshots/${snapshot.id}/changes?until=now`,
		`/api/snapshots/${snapshot.id}/content`,
		`/api/snapshots/${snapshot.id}/state`,
	]
	await scene.attack('60 parallel exports, viewers, contents and comparisons', async () => {
		const ask = (index: number) => callFrom(url, paths[index % paths.length] ?? '', { token: mallory.token })
		expectDoneOrBusy(await inParallel(60, 60, ask))
	})
	await scene.attack('30 parallel workbooks and archives by a facilitator', async () => {
		const { id } = facilitator.opened.workshop
		const ask = (index: number) =>
			callFrom(url, `/api/workshops/${id}/${index % 2 ? 'workbook.xlsx' : 'report?format=html'}`, {
				token: facilitator.opened.token,
			})
		expectDoneOrBusy(await inParallel(30, 30, ask))
	})
})

it('[CODE1] wrong codes slow down their sender, and right codes always get in', async () => {
	const scene = await openAbuseScene()
	const { url, facilitator } = scene
	const code = (number: number) => `/api/join/${['ZZZZ', 'YYYY', 'XXXX'][number % 3]}${String(number).padStart(4, '2')}`
	const right = `/api/join/${facilitator.opened.joinCode}`
	/**
	 * Tries codes from these addresses for some seconds; returns the number of codes that were looked
	 * up.
	 */
	const tryCodes = async (addressOf: (index: number) => string): Promise<number> => {
		const end = performance.now() + 3000
		const tried = await inParallel(3000, 20, async (index) =>
			performance.now() < end ? (await callFrom(url, code(index), { address: addressOf(index) })).code : 'late',
		)
		return tally(tried)['unknown_code'] ?? 0
	}
	await scene.attack('wrong codes from one address', async () => {
		expect(await tryCodes(() => '192.0.2.7')).toBeLessThan(150)
		expect((await callFrom(url, right, { address: '192.0.2.7' })).status).toBe(200)
	})
	await scene.attack('wrong codes from many addresses', async () => {
		await tryCodes((index) => `198.51.${Math.floor(index / 250)}.${index % 250}`)
		expect((await callFrom(url, right, { address: '203.0.113.9' })).status).toBe(200)
		expect((await callFrom(url, right, { address: '198.51.0.3' })).status).toBe(200)
	})
	await scene.attack('wrong codes from one IPv6 network', async () => {
		expect(await tryCodes((index) => `2001:db8:0:1::${index.toString(16)}`)).toBeLessThan(150)
		expect((await callFrom(url, right, { address: '2001:db8:0:1::1' })).status).toBe(200)
	})
})

it('[ACCESS5] a script cannot fill a workshop, while a hall behind one address gets in', async () => {
	const scene = await openAbuseScene()
	const { url } = scene
	const hall = (await call<CreatedWorkshop>(url, '/api/workshops', { body: { title: 'Hall', groups: 10 } })).body
	const joinAs = (code: string, name: string, address: string) =>
		callFrom(url, '/api/join', { address, body: { code, name, city: 'Bogotá' } })
	await scene.attack('joins by a script, and 300 honest ones', async () => {
		const script = await inParallel(1000, 10, (n) =>
			joinAs(scene.facilitator.opened.joinCode, `Bot ${n}`, `198.51.100.${n % 250}`),
		)
		const done = script.filter(({ status }) => status === 201)
		expect(done.length).toBeLessThan(LIMITS.maxParticipants - 50)
		const honest = await inParallel(300, 10, (n) => joinAs(hall.joinCode, `Person ${n}`, '192.0.2.1'))
		expect(tally(honest.map(({ status }) => status))).toEqual({ 201: 300 })
	})
})

it('[ACCESS5] workshops opened by a script are limited per day, and one network counts as one address', async () => {
	const scene = await openAbuseScene({ WORKSHOPS_PER_DAY: '20' })
	await scene.attack('workshops opened by a script', async () => {
		const opened = await inParallel(100, 10, (index) =>
			callFrom(scene.url, '/api/workshops', {
				address: `2001:db8:0:2::${index.toString(16)}`,
				body: { title: `W${index}`, groups: 50 },
			}),
		)
		const codes = tally(opened.map(({ status }) => status))
		expect(codes).toEqual({ 201: 20, 429: 80 })
	})
})

it('[HTTP2] unfinished bodies are dropped, and their number is bounded', async () => {
	const scene = await openAbuseScene()
	const { hostname, port } = new URL(scene.url)
	await scene.attack('slow bodies and headers', async () => {
		const half = (n: number) =>
			n % 2
				? `POST /api/join HTTP/1.1\r\nHost: ${hostname}:${port}\r\nContent-Type: application/json\r\nContent-Length: 900\r\n\r\n{"code":`
				: `GET /api/client HTTP/1.1\r\nHost: ${hostname}:${port}\r\nX-Slow: `
		const lines = await inParallel(300, 50, async (n) => {
			const line = connect(Number(port), hostname)
			line.on('error', () => {})
			await new Promise((resolve) => line.once('connect', resolve))
			line.write(half(n))
			return line
		})
		for (const line of lines) if (!line.destroyed) line.write('a')
		expect((await callFrom(scene.url, '/api/client')).status).toBe(200)
		for (const line of lines) line.destroy()
	})
})

it('[HTTP2] huge and deep JSON is refused before it is parsed', async () => {
	const scene = await openAbuseScene()
	const { url, mallory, facilitator } = scene
	const bodies = [
		`{"code":"${'A'.repeat(300_000)}"}`,
		`${'['.repeat(120_000)}${']'.repeat(120_000)}`,
		`${'{"a":'.repeat(40_000)}1${'}'.repeat(40_000)}`,
		`{"__proto__":{"isAdmin":true},"code":"x","name":"n","city":"c"}`,
		`{"code":1e999}`,
	]
	await scene.attack('huge and deep JSON', async () => {
		const paths = [
			'/api/join',
			'/api/token',
			'/api/workshops',
			`/api/workshops/${facilitator.opened.workshop.id}/commands`,
		]
		const statuses = await inParallel(200, 20, async (n) => {
			const path = paths[n % paths.length] ?? ''
			const raw = bodies[n % bodies.length] ?? ''
			const headers = { 'Content-Type': 'application/json', Authorization: `Bearer ${mallory.token}` }
			return (await ask(url + path, { method: 'POST', headers, body: raw })).status
		})
		expect(statuses.filter((status) => status !== 0 && (status < 400 || status >= 500))).toEqual([])
	})
})

/** Values that no route expects in these fields. */
const STRANGE: unknown[] = [
	...[null, true, -1, 1e308, 0.5, '', 'x'.repeat(2000), '\u0000', '../../etc/passwd', '%00', '🙂'.repeat(50)],
	...[[], [[]], {}, { $ne: 1 }, [1, 'a', null], { length: 5 }, 'constructor', '2025-02-30'],
]
const FIELDS = [
	...['code', 'name', 'city', 'locale', 'earlier', 'title', 'groups', 'template', 'secret', 'type', 'participant'],
	...['board', 'round', 'card', 'count', 'voter', 'days', 'authors', 'cards', 'mode', 'keepAs', 'phase', 'session'],
	...['characters', 'weight', 'format', 'minutes', 'plan', 'sheet', 'records', 'to', 'at', 'role', 'link', 'isOpen'],
]
const COMMANDS = [
	...['participant.move', 'session.add', 'phase.add', 'groups.mix', 'vote.open', 'timer.add', 'setup.mark'],
	...['links.create', 'links.revoke', 'code.renew', 'joining.set', 'people.gather', 'private.reveal', 'unknown'],
]
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD']

it('wrong types on every route, from every role, are answered with a status below 500', async () => {
	const scene = await openAbuseScene()
	const { url, board, mallory } = scene
	const seed = Number(process.env['SEED'] ?? Date.now() % 1e9)
	const random = createRandom(seed)
	// A facilitator may freeze boards, so this one gets a workshop of its own, without the bystander.
	const facilitator = await openAsFacilitator(url, { groups: 1 })
	const { id, sessions } = facilitator.opened.workshop
	const own = sessions[0]?.boards[0]?.id ?? ''
	const ids = [board, own, id, 'none', '..%2f..', '%00', 'x'.repeat(300)]
	const routes = [
		'workshops',
		'boards',
		'sessions',
		'snapshots',
		'rounds',
		'shares',
		'join',
		'images',
		'token',
		'fonts',
	]
	const parts = [
		...['', 'content', 'export', 'import', 'images', 'snapshots', 'shares', 'commands', 'ballots', 'quiet', 'links'],
		...[
			'restore',
			'changes',
			'state',
			'progress',
			'result',
			'report',
			'viewer.html',
			'workbook.xlsx',
			'pack',
			'runsheet.json',
		],
	]
	const queries = ['', '?format[]=x', '?format=docx&cards=,,,', '?since=%00', '?round=a&round=b', '?w=-1', '?locale=xx']
	const pathOf = () =>
		`/api/${random.pick(routes)}/${random.pick(ids)}/${random.pick(parts)}${random.pick(queries)}`.replace(
			/\/(?=\?|$)/,
			'',
		)
	const bodyOf = () => {
		const entries = Array.from({ length: 4 }, () => [random.pick(FIELDS) ?? '', random.pick(STRANGE)])
		return { ...Object.fromEntries(entries), ...(random.next() < 0.5 ? { type: random.pick(COMMANDS) } : {}) }
	}
	const tokens = [facilitator.opened.token, mallory.token, undefined, 'wrong', 'x'.repeat(5000)]
	await scene.attack(`2,000 calls with wrong types (SEED=${seed})`, async () => {
		const bad: string[] = []
		await inParallel(2000, 20, async () => {
			const method = random.pick(METHODS) ?? 'GET'
			const [path, token] = [pathOf(), random.pick(tokens)]
			const body = method === 'GET' || method === 'HEAD' ? undefined : JSON.stringify(bodyOf())
			const headers: Record<string, string> = token ? { Authorization: `Bearer ${token}` } : {}
			if (body !== undefined) headers['Content-Type'] = 'application/json'
			const { status, code } = await ask(url + path, { method, headers, body })
			if (status >= 500 && code !== 'busy') bad.push(`${status} ${method} ${path} ${body}`)
		})
		expect(bad).toEqual([])
	})
})

it('[ACCESS3] links, token exchanges and snapshots of an unchanged board in a loop are limited', async () => {
	const scene = await openAbuseScene()
	const { url, board, facilitator, mallory } = scene
	const { id } = facilitator.opened.workshop
	const own = facilitator.opened.token
	const unchanged = facilitator.opened.workshop.sessions[0]?.boards.find((other) => other.id !== board)?.id
	await scene.attack('links, tokens and snapshots in a loop', async () => {
		const links = await inParallel(80, 8, () =>
			callFrom(url, `/api/workshops/${id}/commands`, { token: own, body: { type: 'links.create', role: 'projector' } }),
		)
		// Two links were created with the workshop.
		expect(links.filter(({ status }) => status === 200).length).toBe(LIMITS.maxLinks - 2)
		const secret = secretOf(facilitator.opened.links.projector)
		await inParallel(400, 10, () => callFrom(url, '/api/token', { body: { secret } }))
		const forbidden = await callFrom(url, `/api/boards/${board}/snapshots`, {
			token: mallory.token,
			body: { name: 'x' },
		})
		expect(forbidden.status).toBe(403)
		await inParallel(60, 4, (n) =>
			callFrom(url, `/api/boards/${unchanged}/snapshots`, { token: own, body: { name: `s${n}` } }),
		)
	})
	const { body } = await call<{ snapshots: Snapshot[] }>(url, `/api/boards/${unchanged}/snapshots`, { token: own })
	expect(body.snapshots.length).toBeLessThanOrEqual(4)
})

it('[HOST1] requests for another host name, and sockets from another origin, are refused', async () => {
	const scene = await openAbuseScene({ PUBLIC_URL: 'https://workshop.example.org' })
	const { hostname, port } = new URL(scene.url)
	const statusOf = (headers: Record<string, string>) =>
		new Promise<number>((resolve, reject) => {
			const sent = request({ host: hostname, port, path: '/api/client', headers, agent: false })
			sent.once('response', (response) => {
				response.resume()
				resolve(response.statusCode ?? 0)
			})
			sent.once('error', reject)
			sent.end()
		})
	/** Resolves with the close code of a socket from a page of this origin; null if it stays open. */
	const closeCodeFrom = (origin: string) =>
		new Promise<number | null>((resolve) => {
			const address = `${scene.syncUrl}/${scene.room}`
			const socket = new WebSocket(address, ['charrette.v1', scene.mallory.token], { origin })
			socket.on('error', () => {})
			socket.on('close', resolve)
			socket.on('message', () => {
				resolve(null)
				socket.terminate()
			})
		})
	await scene.attack('other hosts and origins', async () => {
		const hosts = ['evil.example', 'evil.example:80', 'workshop.example.org.evil.example', '127.0.0.1.nip.io']
		for (const host of hosts) expect(await statusOf({ Host: host })).toBeGreaterThanOrEqual(400)
		for (const host of ['workshop.example.org', `localhost:${port}`, `127.0.0.1:${port}`])
			expect(await statusOf({ Host: host })).toBe(200)
		expect(await closeCodeFrom('https://evil.example')).toBe(CLOSE.noAccess)
		expect(await closeCodeFrom('https://workshop.example.org')).toBeNull()
	})
})

it('[PEOPLE1a] a removed participant cannot join again with the same name, even with an invisible character', async () => {
	const scene = await openAbuseScene()
	const { url, facilitator } = scene
	await scene.attack('removed and back again', async () => {
		const mal = await join(url, facilitator.opened.joinCode, 'Mal')
		await facilitator.run({ type: 'participant.remove', participant: mal.participant.id })
		const body = { code: facilitator.opened.joinCode, name: 'Mal\u200b', city: 'Bogotá' }
		expect((await call<JoinResult>(url, '/api/join', { body })).status).toBe(403)
	})
})
