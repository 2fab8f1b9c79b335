import type {
	CreatedWorkshop,
	HostMachine,
	HostSession,
	HostSettingsView,
	HostUsage,
	HostWorkshop,
	HostWorkshops,
	Invitation,
	TokenGrant,
} from '@charrette/shared'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createLocalRateLimits } from '../dist/adapters/local/LocalRateLimits.js'
import { createCodeThrottle } from '../dist/http/codeThrottle.js'
import { createHostAccess } from '../dist/http/hostAccess.js'
import { call, join, secretOf } from './support/call.ts'
import { startServer, type TestServer } from './support/startServer.ts'
import { countOf } from './support/storedBytes.ts'
import { until } from './support/until.ts'

const KEY = 'key-of-the-host'
let server: TestServer
let token: string
beforeAll(async () => {
	server = await startServer({ CHARRETTE_ADMIN_KEY: KEY }, { listMs: 50 })
	token = (await asHost<HostSession>('session', { key: KEY })).body.token
})
afterAll(() => server.stop())

const asHost = <Body>(path: string, body?: object, more: { method?: string; token?: string } = {}) =>
	call<Body>(server.url, `/api/host/${path}`, { ...(token && { token }), ...(body && { body }), ...more })
const open = async (title: string) =>
	(await call<CreatedWorkshop>(server.url, '/api/workshops', { token: KEY, body: { title } })).body
const codeOf = (answer: { status: number; body: unknown }) => [
	answer.status,
	(answer.body as { error?: { code: string } }).error?.code,
]

/** Returns the workshop in the list, once it has these values. */
async function listed(title: string, like: Partial<HostWorkshop> = {}): Promise<HostWorkshop> {
	let found: HostWorkshop | undefined
	await until(`${title} is listed`, async () => {
		const { body } = await asHost<HostWorkshops>(`workshops?q=${encodeURIComponent(title)}`)
		found = body.workshops.find((one) =>
			Object.entries(like).every(([key, value]) => one[key as keyof HostWorkshop] === value),
		)
		return found !== undefined
	})
	return found as HostWorkshop
}

describe('[HOST2] signing in', () => {
	it('takes the key or a token that the key was exchanged for, and nothing else', async () => {
		expect((await asHost('session')).status).toBe(204)
		expect((await asHost('session', undefined, { token: KEY })).status).toBe(204)
		for (const wrong of [`${token}x`, `host.zzzzzzzz.${token.split('.')[2]}`, `${KEY}x`, 'host..'])
			expect(codeOf(await asHost('session', undefined, { token: wrong }))).toEqual([401, 'host_key_needed'])
		expect(codeOf(await call(server.url, '/api/host/workshops'))).toEqual([401, 'host_key_needed'])
		expect(codeOf(await asHost('session', { key: 'another-key' }))).toEqual([401, 'host_key_needed'])
		const opened = await call(server.url, '/api/workshops', { token, body: { title: 'By token' } })
		expect(opened.status).toBe(201)
	})

	it('is off without a key', async () => {
		const without = await startServer()
		expect(codeOf(await call(without.url, '/api/host/session'))).toEqual([404, 'not_found'])
		expect(codeOf(await call(without.url, '/api/host/session', { body: { key: '' } }))).toEqual([404, 'not_found'])
		await without.stop()
	})

	it('ends tokens after a working day, and with the key', async () => {
		let now = 1_000_000
		const exchange = (bearer: string) =>
			({ request: { ip: '::1', get: () => `Bearer ${bearer}` }, response: { set() {} } }) as never
		const [one, other] = [KEY, 'another-long-key'].map((key) =>
			createHostAccess({ key }, () => now, createCodeThrottle(createLocalRateLimits())),
		)
		const given = await one?.signIn(exchange(''), KEY)
		expect(given?.until).toBe(now + 12 * 60 * 60 * 1000)
		await one?.require(exchange(given?.token ?? ''))
		await expect(other?.require(exchange(given?.token ?? ''))).rejects.toMatchObject({ code: 'host_key_needed' })
		now = given?.until ?? 0
		await expect(one?.require(exchange(given?.token ?? ''))).rejects.toMatchObject({ code: 'host_key_needed' })
	})

	it('slows down guesses, and never the right key', async () => {
		const waits: number[] = []
		const codeThrottle = createCodeThrottle(createLocalRateLimits(), async (ms) => void waits.push(ms))
		const access = createHostAccess({ key: KEY }, Date.now, codeThrottle)
		const exchange = { request: { ip: '10.0.0.1', get: () => undefined }, response: { set() {} } } as never
		for (let guess = 0; guess < 25; guess++)
			await expect(access.signIn(exchange, `guess-${guess}`)).rejects.toMatchObject({ code: 'host_key_needed' })
		await access.signIn(exchange, KEY)
		expect(waits).toHaveLength(5)
	})
})

describe('[HOST3] the list of workshops', () => {
	it('has opened workshops and joined participants, a few seconds later', async () => {
		const { joinCode, workshop } = await open('Green roofs')
		await listed('green ROOFS', { people: 0 })
		await join(server.url, joinCode, 'Ana')
		const found = await listed('green roofs', { people: 1 })
		expect(found).toMatchObject({ id: workshop.id, title: 'Green roofs', boards: 7, isClosed: false })
		expect(found.createdAt).toBe(workshop.createdAt)
	})

	it('refuses a page that does not exist', async () => {
		expect(codeOf(await asHost('workshops?after=none'))).toEqual([400, 'invalid_input'])
		expect(codeOf(await asHost('workshops?sort=secret'))).toEqual([400, 'invalid_input'])
	})
})

describe('[HOST4] closing a workshop', () => {
	it('stops joining and changes but allows reading, and is undone by opening it', async () => {
		const { joinCode, workshop, token: facilitator } = await open('Closed one')
		const ana = await join(server.url, joinCode, 'Ana')
		const path = `workshops/${workshop.id}`
		const closed = await asHost<{ workshop: HostWorkshop }>(`${path}/close`, undefined, { method: 'POST' })
		expect(closed.body.workshop).toMatchObject({ id: workshop.id, isClosed: true })
		expect(await listed('Closed one')).toMatchObject({ isClosed: true })
		const joining = await call(server.url, '/api/join', { body: { code: joinCode, name: 'Eva', city: 'Lyon' } })
		expect(codeOf(joining)).toEqual([403, 'joining_closed'])
		const send = (sender: string, sub: string, body: object) =>
			call(server.url, `/api/workshops/${workshop.id}/${sub}`, { token: sender, body })
		const command = await send(facilitator, 'commands', { type: 'code.renew' })
		expect(command.body.error).toMatchObject({ code: 'not_now', reason: 'workshop_closed' })
		expect(codeOf(await send(ana.token, 'name', { name: 'Anna' }))).toEqual([409, 'not_now'])
		const board = `/api/boards/${ana.board.id}`
		expect((await call(server.url, `${board}/content`, { token: ana.token })).status).toBe(200)
		expect((await call(server.url, `${board}/export?format=csv`, { token: ana.token, body: {} })).status).toBe(200)
		await asHost(`${path}/open`, undefined, { method: 'POST' })
		expect((await send(facilitator, 'commands', { type: 'code.renew' })).status).toBe(200)
	})
})

describe('[HOST5] actions of the host on a workshop', () => {
	it('replace a lost facilitator link by a new one', async () => {
		const { workshop } = await open('Lost link')
		const made = await asHost<{ link: string }>(`workshops/${workshop.id}/links`, undefined, { method: 'POST' })
		expect(made.status).toBe(201)
		const grant = await call<TokenGrant>(server.url, '/api/token', { body: { secret: secretOf(made.body.link) } })
		expect(grant.body).toMatchObject({ role: 'facilitator', workshop: { id: workshop.id } })
	})

	it('export all its boards', async () => {
		const { workshop } = await open('Archived')
		const { status, headers, text } = await asHost(`workshops/${workshop.id}/pack`)
		expect([status, headers.get('Content-Type')]).toEqual([200, 'application/zip'])
		expect(headers.get('Content-Disposition')).toContain('Archived')
		expect(text.startsWith('PK')).toBe(true)
	})

	it('erase it only by its title, so that no file keeps a byte of it', async () => {
		const { workshop, token: facilitator } = await open('Erase  xylophonists')
		await listed('Erase xylophonists')
		const erase = (title: string) => asHost(`workshops/${workshop.id}`, { title }, { method: 'DELETE' })
		expect(codeOf(await erase('Erase'))).toEqual([400, 'invalid_input'])
		expect(countOf('xylophonists', server.dataDir)).toBeGreaterThan(0)
		expect((await erase(' Erase xylophonists')).status).toBe(204)
		expect(countOf('xylophonists', server.dataDir)).toBe(0)
		expect((await call(server.url, `/api/workshops/${workshop.id}`, { token: facilitator })).status).toBe(401)
		expect((await asHost<HostWorkshops>('workshops?q=erase')).body).toEqual({
			workshops: [],
			next: null,
			total: 0,
			retentionDays: null,
			massDeletion: null,
		})
		expect(codeOf(await erase('Erase xylophonists'))).toEqual([404, 'not_found'])
	})
})

it('[HOST6] the host sees the machine: disk, memory, versions, delays and connections', async () => {
	const { body } = await asHost<HostMachine>('machine')
	expect(body.storage).toMatchObject({ kind: 'SQLite', schema: expect.stringMatching(/^\d{4}_/), images: 0 })
	expect(body.storage.database).toBeGreaterThan(100_000)
	expect(body.disk.total).toBeGreaterThan(body.disk.free)
	expect(body.memory.total).toBeGreaterThan(body.memory.used)
	expect(body).toMatchObject({ version: '0.1.0', node: process.versions.node, nodes: 1, sockets: 0, errors: [] })
	expect(body.startedAt).toBeLessThan(Date.now())
})

it('[HOST7] the host sees people, workshops and edits by day, for 90 days', async () => {
	const { workshop, token: facilitator, joinCode } = await open('Used')
	const ana = await join(server.url, joinCode, 'Ana')
	const command = { type: 'phase.add', phase: { kind: 'write', title: { en: 'Write' } } }
	await call(server.url, `/api/workshops/${workshop.id}/commands`, { token: facilitator, body: command })
	const [one] = ana.workshop.sessions[0]?.boards ?? []
	await call(server.url, `/api/boards/${one?.id}/import?name=a.txt`, { token: facilitator, raw: 'A card' })
	const today = new Date().toISOString().slice(0, 10)
	await until('the day is counted', async () => {
		const { days } = (await asHost<HostUsage>('usage')).body
		const last = days.at(-1)
		return days.length === 90 && last?.day === today && last.people > 0 && last.workshops > 0 && last.edits > 0
	})
})

describe('[HOST8] the settings of the host', () => {
	const settings = {
		name: 'Ciudad de Bogotá',
		locales: ['es', 'en'],
		line: { es: 'Al unirse acepta el aviso.' },
		notice: { es: 'Aviso legal' },
		privacy: { 'zh-CN': '隐私说明' },
		opening: 'everyone',
	}

	it('are shown on the join page and to everybody, and survive a restart', async () => {
		const { joinCode } = await open('With host')
		const preview = async () =>
			(await call<Invitation>(server.url, '/api/join/preview', { body: { code: joinCode } })).body.host
		expect(await preview()).toBeUndefined()
		expect((await asHost<HostSettingsView>('settings', settings)).body).toEqual({ settings, logo: null })
		const host = { name: settings.name, logo: null, line: settings.line, hasTexts: true }
		expect(await preview()).toEqual(host)
		await server.restart()
		expect(await preview()).toEqual(host)
		expect((await call(server.url, '/api/client')).body).toMatchObject({ host, locales: ['es', 'en'] })
		const { name, notice, privacy } = settings
		expect((await call(server.url, '/api/legal')).body).toEqual({ name, notice, privacy, translator: null })
	})

	it('decide who can open workshops: everybody within limits, or owners of the key', async () => {
		const anybody = () => call(server.url, '/api/workshops', { body: { title: 'By anybody' } })
		expect((await anybody()).status).toBe(201)
		await asHost('settings', { ...settings, opening: 'key' })
		expect(codeOf(await anybody())).toEqual([401, 'host_key_needed'])
		expect((await call(server.url, '/api/workshops', { token: KEY, body: { title: 'By key' } })).status).toBe(201)
	})

	it('have a logo, which is re-encoded, served to everybody, and removed', async () => {
		const png = new Uint8Array(
			await sharp({ create: { width: 600, height: 200, channels: 3, background: '#1d4f8c' } })
				.png()
				.toBuffer(),
		)
		const saved = await call<HostSettingsView>(server.url, '/api/host/logo', { token, bytes: png })
		expect(saved.status).toBe(200)
		const path = saved.body.logo ?? ''
		const served = await fetch(server.url + path)
		expect(served.headers.get('Content-Type')).toMatch(/^image\//)
		expect(served.headers.get('Cache-Control')).toContain('immutable')
		expect((await sharp(await served.arrayBuffer()).metadata()).width).toBe(256)
		expect(codeOf(await call(server.url, '/api/logo/other'))).toEqual([404, 'not_found'])
		const text = new TextEncoder().encode('no image')
		expect(codeOf(await call(server.url, '/api/host/logo', { token, bytes: text }))).toEqual([415, 'not_a_picture'])
		expect((await asHost<HostSettingsView>('logo', undefined, { method: 'DELETE' })).body.logo).toBeNull()
		expect((await fetch(server.url + path)).status).toBe(404)
	})

	it('[HOST8d] of two hosts who save at the same time keep the fields of both', async () => {
		await asHost('settings', settings)
		await Promise.all([
			asHost('settings', { name: 'Bogotá', line: { en: 'Joining accepts the notice.' } }),
			asHost('settings', { opening: 'key', notice: { es: '', en: 'Notice' }, line: { fr: 'Avis' } }),
		])
		const line = { ...settings.line, en: 'Joining accepts the notice.', fr: 'Avis' }
		expect((await asHost<HostSettingsView>('settings')).body.settings).toEqual({
			...settings,
			...{ name: 'Bogotá', opening: 'key', line, notice: { en: 'Notice' } },
		})
		await asHost('settings', {
			...settings,
			line: { ...settings.line, en: '', fr: '' },
			notice: { ...settings.notice, en: '' },
		})
	})

	it('are limited in size', async () => {
		for (const wrong of [
			{ name: 'x'.repeat(81) },
			{ locales: ['de'] },
			{ notice: { en: 'x'.repeat(8001) } },
			{ opening: 'nobody' },
		])
			expect(codeOf(await asHost('settings', { ...settings, ...wrong }))).toEqual([400, 'invalid_input'])
	})
})
