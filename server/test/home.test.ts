import type {
	BoardContent,
	CreatedWorkshop,
	DeviceLink,
	ErrorBody,
	KnownWorkshops,
	Session,
	TokenGrant,
} from '@charrette/shared'
import { boardRoom, buildCard, isLocked, LIMITS, putRecord, recordsOf } from '@charrette/shared'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { call, createWorkshop, join, openAsFacilitator, phaseOf, secretOf } from './support/call.ts'
import type { TestServer } from './support/startServer.ts'
import { startServer } from './support/startServer.ts'
import { joinedAsStock, type StockClient } from './support/stockClient.ts'
import { until } from './support/until.ts'

let server: TestServer
beforeAll(async () => {
	server = await startServer()
})
afterAll(() => server.stop())

const known = (tokens: unknown) =>
	call<KnownWorkshops & ErrorBody>(server.url, '/api/workshops/known', { body: { tokens } })
const copy = (body: object, token?: string, { url } = server) =>
	call<CreatedWorkshop & ErrorBody>(url, '/api/workshops/copies', { body, ...(token ? { token } : {}) })

describe('[HOME1] the workshops of a browser', () => {
	it('are listed by their tokens, each with its role, in their order; ended ones are null', async () => {
		const { opened } = await openAsFacilitator(server.url, { title: 'Green roofs' })
		const { workshop, token, joinCode, links } = opened
		const ana = await join(server.url, joinCode, 'Ana')
		const { body: projector } = await call<TokenGrant>(server.url, '/api/token', {
			body: { secret: secretOf(links.projector) },
		})
		const gone = await createWorkshop(server.url)
		await call(server.url, `/api/workshops/${gone.workshop.id}`, { token: gone.token, method: 'DELETE' })
		const { body } = await known([gone.token, token, 'unknown', ana.token, projector.token])
		const { id, createdAt, locale } = workshop
		const row = { id, createdAt, locale, title: 'Green roofs', session: 'Session 1' }
		expect(body.workshops).toEqual([
			null,
			{ ...row, role: 'facilitator' },
			null,
			{ ...row, role: 'participant' },
			{ ...row, role: 'projector' },
		])
	})

	it('do not include a workshop from which the person was removed', async () => {
		const facilitator = await openAsFacilitator(server.url)
		const ana = await join(server.url, facilitator.opened.joinCode, 'Ana')
		await facilitator.run({ type: 'participant.remove', participant: ana.participant.id })
		expect((await known([ana.token])).body.workshops).toEqual([null])
	})

	it('are requested with at most a hundred tokens', async () => {
		const tokens = Array.from({ length: LIMITS.maxKnownTokens + 1 }, (_, n) => `token-${n}`)
		expect((await known(tokens)).body.error.code).toBe('invalid_input')
		expect((await known(tokens.slice(1))).body.workshops).toHaveLength(LIMITS.maxKnownTokens)
		expect((await known('x')).body.error.code).toBe('invalid_input')
	})
})

function addCard({ doc }: StockClient, id: string): void {
	putRecord(recordsOf(doc), buildCard(id, { x: 9, y: 9, index: 'a9' as never }, { text: id }))
}

describe('[HOME2] a copy of a workshop', () => {
	it('has its run sheets, groups, languages, cities and locked layers; no people, cards, links or authors', async () => {
		const facilitator = await openAsFacilitator(server.url, { template: 'impact-effort', locales: ['en', 'es'] })
		const { workshop, token, joinCode } = facilitator.opened
		const second = (await facilitator.send({ type: 'session.add', groups: 3, title: 'Closing' })).body.made
		await facilitator.run({ type: 'phase.add', phase: phaseOf('vote', { dots: 7 }), session: second })
		await facilitator.run({ type: 'anonymity.set', isAnonymous: true })
		const ana = await join(server.url, joinCode, 'Ana')
		const writer = await joinedAsStock(server.syncUrl, boardRoom(ana.board.id), ana.token)
		addCard(writer, 'free')
		addCard(writer, 'rule')
		const content = async (board: string, reader: string) =>
			(await call<BoardContent>(server.url, `/api/boards/${board}/content`, { token: reader })).body
		await until('the cards arrive', async () => (await content(ana.board.id, token)).cards.length === 2)
		writer.leave()
		await facilitator.run({ type: 'setup.mark', board: ana.board.id, records: ['shape:rule'], isSetUp: true })
		await facilitator.run({ type: 'phase.next' })

		const { status, body: made } = await copy({ of: token, title: 'Next year' })
		expect(status).toBe(201)
		const model = await facilitator.state()
		const outline = ({ title, groups, phases }: Session) => ({
			title,
			groups: groups.map((group) => group.name),
			phases: phases.map(({ id: _, ...plan }) => plan),
		})
		expect(made.workshop.sessions.map(outline)).toEqual(model.sessions.map(outline))
		const { title, locales, cities, participants, isAnonymous, rounds } = made.workshop
		expect({ title, locales, cities, participants, isAnonymous, rounds }).toEqual({
			title: 'Next year',
			locales: workshop.locales,
			cities: workshop.cities,
			participants: [],
			isAnonymous: true,
			rounds: undefined,
		})
		expect(made.workshop.sessions.every((session) => session.phase === null)).toBe(true)
		expect(new Set([joinCode, made.joinCode, ...Object.values(made.links), token, made.token]).size).toBe(7)

		const index = model.sessions[0]?.boards.findIndex(({ id }) => id === ana.board.id) ?? -1
		const board = made.workshop.sessions[0]?.boards[index]?.id as never
		const reader = await joinedAsStock(server.syncUrl, boardRoom(board), made.token)
		const records = [...recordsOf(reader.doc)]
		reader.leave()
		const model2 = await content(ana.board.id, token)
		expect((await content(board, made.token)).clusters.map(({ title }) => title)).toEqual(
			model2.clusters.map(({ title }) => title),
		)
		expect(records.map(([id]) => id)).toContain('shape:rule')
		expect(records.every(([, record]) => isLocked(record) && record.get('meta.author') === undefined)).toBe(true)
		expect((await call(server.url, `/api/workshops/${made.workshop.id}`, { token })).status).toBe(403)
	})

	it('leaves the cities out on request, and keeps no seats of people', async () => {
		const facilitator = await openAsFacilitator(server.url)
		await join(server.url, facilitator.opened.joinCode, 'Ana')
		await facilitator.send({ type: 'session.copy', session: facilitator.opened.workshop.session })
		const { body } = await copy({ of: facilitator.opened.token, title: 'Copy', withCities: false })
		expect(body.workshop.cities).toEqual([])
		expect(JSON.stringify(body.workshop.sessions)).not.toContain('seats')
	})

	it('can be created by a facilitator only, of an existing workshop', async () => {
		const { joinCode, token, workshop } = await createWorkshop(server.url)
		const ana = await join(server.url, joinCode, 'Ana')
		expect((await copy({ of: ana.token, title: 'Mine' })).body.error.code).toBe('not_allowed')
		expect((await copy({ of: 'unknown', title: 'Mine' })).body.error.code).toBe('not_signed_in')
		expect((await copy({ of: token })).body.error.code).toBe('invalid_input')
		await call(server.url, `/api/workshops/${workshop.id}`, { token, method: 'DELETE' })
		expect((await copy({ of: token, title: 'Mine' })).body.error.code).toBe('not_signed_in')
	})

	it('needs the host’s key if a new workshop does; otherwise it counts as a new workshop', async () => {
		const keyed = await startServer({ CHARRETTE_ADMIN_KEY: 'a-rather-long-key' })
		const limited = await startServer({ WORKSHOPS_PER_DAY: '1' })
		try {
			const body = { title: 'First' }
			const opened = await call<CreatedWorkshop>(keyed.url, '/api/workshops', { token: 'a-rather-long-key', body })
			const request = { of: opened.body.token, title: 'Copy' }
			expect((await copy(request, undefined, keyed)).body.error.code).toBe('host_key_needed')
			expect((await copy(request, 'a-rather-long-key', keyed)).status).toBe(201)
			const { token } = await createWorkshop(limited.url)
			expect((await copy({ of: token, title: 'Copy' }, undefined, limited)).body.error.code).toBe('too_many_tries')
		} finally {
			await Promise.all([keyed.stop(), limited.stop()])
		}
	})
})

describe('[HOME4] a link to another device', () => {
	const createLink = (workshop: string, token: string) =>
		call<DeviceLink & ErrorBody>(server.url, `/api/workshops/${workshop}/device-links`, { method: 'POST', token })
	const exchange = (link: string) =>
		call<TokenGrant & ErrorBody>(server.url, '/api/token', { body: { secret: secretOf(link) } })

	it('signs one more device in as a facilitator, once, for ten minutes, and ends with the link of its creator', async () => {
		const facilitator = await openAsFacilitator(server.url)
		const { workshop, token, links } = facilitator.opened
		const { status, body } = await createLink(workshop.id, token)
		expect([status, new URL(body.link).pathname]).toEqual([201, '/f'])
		const left = body.until - Date.now()
		expect(left).toBeGreaterThan(9 * 60_000)
		expect(left).toBeLessThanOrEqual(10 * 60_000)
		const { body: moved } = await exchange(body.link)
		expect([moved.role, moved.workshop.id]).toEqual(['facilitator', workshop.id])
		expect((await exchange(body.link)).body.error.code).toBe('unknown_secret')
		const view = (one: string) => call(server.url, `/api/workshops/${workshop.id}`, { token: one })
		expect((await view(moved.token)).status).toBe(200)

		const next = await createLink(workshop.id, moved.token)
		await facilitator.run({ type: 'links.rotate', role: 'facilitator' })
		expect((await view(moved.token)).status).toBe(401)
		for (const ended of [next.body.link, links.facilitator])
			expect((await exchange(ended)).body.error.code).toBe('unknown_secret')
	})

	it('is for facilitators only', async () => {
		const { joinCode, workshop, links } = await createWorkshop(server.url)
		const ana = await join(server.url, joinCode, 'Ana')
		const { body: projector } = await exchange(links.projector)
		for (const token of [ana.token, projector.token])
			expect((await createLink(workshop.id, token)).body.error.code).toBe('not_allowed')
	})
})
