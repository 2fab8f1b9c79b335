import type {
	CommandResult,
	CreatedWorkshop,
	Invitation,
	JoinResult,
	TokenGrant,
	WorkshopView,
} from '@charrette/shared'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { call, createWorkshop, join, secretOf } from './support/call.ts'
import type { TestServer } from './support/startServer.ts'
import { startServer } from './support/startServer.ts'

let server: TestServer
let opened: CreatedWorkshop
let ana: JoinResult
beforeAll(async () => {
	server = await startServer()
	opened = await createWorkshop(server.url)
	ana = await join(server.url, opened.joinCode, 'Ana')
})
afterAll(() => server.stop())

const commands = (id: string) => `/api/workshops/${id}/commands`
const view = (token: string, id: string = opened.workshop.id) =>
	call<WorkshopView>(server.url, `/api/workshops/${id}`, { token })

describe('POST /api/workshops', () => {
	it('opens a workshop in its language, with groups, their boards and a plenary board', async () => {
		const { workshop } = await createWorkshop(server.url, { locale: 'zh-CN', groups: 3, locales: ['en', 'zh-CN'] })
		const [session] = workshop.sessions
		expect(workshop.locales).toEqual(['zh-CN', 'en'])
		expect(session?.groups.map((group) => group.name)).toEqual(['第 1 组', '第 2 组', '第 3 组'])
		expect(session?.boards.map((board) => board.title)).toEqual(['第 1 组', '第 2 组', '第 3 组', '全体'])
		expect(session?.boards.at(-1)?.group).toBeNull()
	})

	it('returns three links, with their secrets in the fragment', () => {
		const { links, joinCode } = opened
		expect(links.participant).toBe(`${server.url}/join#${joinCode}`)
		expect(links.facilitator).toMatch(new RegExp(`^${server.url}/f#[A-Za-z0-9_-]{22,}$`))
		expect(links.projector).toMatch(new RegExp(`^${server.url}/p#[A-Za-z0-9_-]{22,}$`))
	})

	it.each([
		['no title', {}],
		['an empty title', { title: ' ' }],
		['an unknown language', { title: 'x', locale: 'tlh' }],
		['too many groups', { title: 'x', groups: 51 }],
		['a list instead of an object', []],
	])('rejects %s', async (_, body) => {
		const { status, body: answer } = await call(server.url, '/api/workshops', { body })
		expect({ status, code: answer.error.code }).toEqual({ status: 400, code: 'invalid_input' })
	})

	it('rejects malformed and too large bodies, each with its code', async () => {
		const garbage = await call(server.url, '/api/workshops', { raw: '{"title": ' })
		expect([garbage.status, garbage.body.error.code]).toEqual([400, 'malformed_json'])
		const large = await call(server.url, '/api/workshops', { body: { title: 'x'.repeat(300_000) } })
		expect([large.status, large.body.error.code]).toEqual([413, 'too_large'])
	})
})

describe('joining', () => {
	it('shows the invitation for a join code in any spelling', async () => {
		const typed = `${opened.joinCode.slice(0, 4)}-${opened.joinCode.slice(4)}`.toLowerCase()
		const { status, body } = await call<Invitation>(server.url, `/api/join/${typed}`)
		expect(status).toBe(200)
		expect(body).toEqual({
			cityNames: expect.any(Object),
			title: 'Urban innovation',
			locales: ['en'],
			cities: ['Bogotá', 'Wuhan', 'Dakar'],
		})
	})

	it('returns a token, a colour, and the board of the group', async () => {
		expect(ana.participant).toMatchObject({
			name: 'Ana',
			city: 'Bogotá',
			colour: expect.stringMatching(/^#[0-9a-f]{6}$/),
		})
		expect(ana.board.group).toBe(ana.participant.group)
		const { body } = await view(ana.token)
		expect(body).toMatchObject({ role: 'participant', participant: ana.participant, board: { id: ana.board.id } })
	})

	it('creates two participants for the same name', async () => {
		const other = await join(server.url, opened.joinCode, 'Ana')
		expect(other.participant.id).not.toBe(ana.participant.id)
		expect(other.token).not.toBe(ana.token)
	})

	it('balances groups by size and city', async () => {
		const { joinCode } = await createWorkshop(server.url)
		let last: JoinResult | null = null
		for (const city of ['Bogotá', 'bogotá', 'Wuhan', 'Wuhan']) last = await join(server.url, joinCode, 'X', city)
		const people = last?.workshop.participants ?? []
		const groups = last?.workshop.sessions[0]?.groups ?? []
		const citiesOf = (group: string) => people.filter((one) => one.group === group).map((one) => one.city)
		for (const group of groups) expect(citiesOf(group.id).sort()).toEqual(['Bogotá', 'Wuhan'])
	})

	it('adds all of fifty people who join at the same time', async () => {
		const { joinCode, token, workshop } = await createWorkshop(server.url)
		await Promise.all(Array.from({ length: 50 }, (_, index) => join(server.url, joinCode, `P${index}`)))
		const { body } = await view(token, workshop.id)
		expect(new Set(body.workshop.participants.map((one) => one.name)).size).toBe(50)
		const [first, second] = body.workshop.sessions[0]?.groups ?? []
		const sizes = [first, second].map(
			(group) => body.workshop.participants.filter((one) => one.group === group?.id).length,
		)
		expect(sizes).toEqual([25, 25])
	})

	it.each(['00000000', 'x', 'ÄÖÜ', '%F0%9F%98%80'])('rejects the unknown code %s', async (code) => {
		const invitation = await call(server.url, `/api/join/${encodeURIComponent(code)}`)
		const joined = await call(server.url, '/api/join', { body: { code, name: 'X', city: 'Y' } })
		for (const answer of [invitation, joined]) {
			expect(answer.status).toBe(404)
			expect(answer.body.error).toEqual({
				code: 'unknown_code',
				message: expect.stringContaining('No workshop has this join code'),
			})
		}
	})
})

describe('POST /api/token', () => {
	it.each(['facilitator', 'projector'] as const)('exchanges the link of a %s for a token', async (role) => {
		const body = { secret: secretOf(opened.links[role]) }
		const { status, body: grant } = await call<TokenGrant>(server.url, '/api/token', { body })
		expect([status, grant.role, grant.workshop.id]).toEqual([201, role, opened.workshop.id])
		expect((await view(grant.token)).body).toMatchObject({ role, participant: null, board: null })
	})

	it('rejects an unknown secret, and a token', async () => {
		for (const secret of ['nothing', opened.token]) {
			const { status, body } = await call(server.url, '/api/token', { body: { secret } })
			expect([status, body.error.code]).toEqual([404, 'unknown_secret'])
		}
	})
})

describe('GET /api/workshops/:id', () => {
	it('rejects a missing or unknown token', async () => {
		for (const token of ['nothing', secretOf(opened.links.facilitator), "' OR 1=1 --"]) {
			const { status, body } = await call(server.url, `/api/workshops/${opened.workshop.id}`, { token })
			expect([status, body.error.code]).toEqual([401, 'not_signed_in'])
		}
		expect((await call(server.url, `/api/workshops/${opened.workshop.id}`)).status).toBe(401)
	})

	it('rejects a facilitator of another workshop', async () => {
		const { token } = await createWorkshop(server.url)
		const { status, body } = await call(server.url, `/api/workshops/${opened.workshop.id}`, { token })
		expect([status, body.error.code]).toEqual([403, 'not_allowed'])
	})
})

describe('POST /api/workshops/:id/commands', () => {
	const run = <Body = CommandResult>(body: unknown, token = opened.token) =>
		call<Body>(server.url, commands(opened.workshop.id), { token, body })
	const state = async () => (await view(opened.token)).body.workshop

	it('participant.move moves a participant to another group', async () => {
		const group = opened.workshop.sessions[0]?.groups.find((one) => one.id !== ana.participant.group)
		const before = await state()
		const { status, body } = await run({ type: 'participant.move', participant: ana.participant.id, group: group?.id })
		expect([status, body.version]).toEqual([200, before.version + 1])
		expect((await view(ana.token)).body.board?.id).toBe(group?.board)
	})

	it('boards.freeze freezes and unfreezes one board or all', async () => {
		const [first] = opened.workshop.sessions[0]?.boards ?? []
		const frozen = async () => (await state()).sessions[0]?.boards.map((board) => board.frozen)
		await run({ type: 'boards.freeze', frozen: true, boards: [first?.id] })
		expect(await frozen()).toEqual([true, false, false])
		await run({ type: 'boards.freeze', frozen: true })
		expect(await frozen()).toEqual([true, true, true])
		await run({ type: 'boards.freeze', frozen: false })
		expect(await frozen()).toEqual([false, false, false])
	})

	it('spotlight.set and people.gather set a board, and clear it', async () => {
		const board = ana.board.id
		const started = Date.now()
		await run({ type: 'spotlight.set', board })
		await run({ type: 'people.gather', board })
		const during = await state()
		expect([during.spotlight, during.gathering?.board]).toEqual([board, board])
		expect(during.gathering?.at).toBeGreaterThanOrEqual(started)
		expect(during.followsFacilitator).toBe(false)
		await run({ type: 'spotlight.set', board, follows: true })
		expect((await state()).followsFacilitator).toBe(true)
		await run({ type: 'spotlight.set', board: null })
		await run({ type: 'people.gather', board: null })
		const after = await state()
		expect([after.spotlight, after.gathering]).toEqual([null, null])
	})

	it('links.create returns another working link', async () => {
		const { body } = await run({ type: 'links.create', role: 'projector' })
		const secret = secretOf(body.link ?? '')
		const { body: grant } = await call<TokenGrant>(server.url, '/api/token', { body: { secret } })
		expect(grant.role).toBe('projector')
	})

	it.each([
		['an unknown command', { type: 'server.stop' }, 400, 'invalid_input'],
		['a malformed id', { type: 'spotlight.set', board: '../x' }, 400, 'invalid_input'],
		['an unknown board', { type: 'spotlight.set', board: 'nowhere' }, 404, 'not_found'],
		['an unknown person', { type: 'participant.move', participant: 'nobody', group: 'g' }, 404, 'not_found'],
		['one unknown board of several', { type: 'boards.freeze', frozen: true, boards: ['nowhere'] }, 404, 'not_found'],
	])('rejects %s, and changes nothing', async (_, body, status, code) => {
		const before = await state()
		const answer = await run<{ error: { code: string } }>(body)
		expect([answer.status, answer.body.error.code]).toEqual([status, code])
		expect(await state()).toEqual(before)
	})

	it('rejects participants, projectors and members of other workshops', async () => {
		const secret = secretOf(opened.links.projector)
		const projector = (await call<TokenGrant>(server.url, '/api/token', { body: { secret } })).body
		const stranger = await createWorkshop(server.url)
		for (const { token } of [ana, projector, stranger]) {
			const { status, body } = await run<{ error: { code: string } }>({ type: 'boards.freeze', frozen: true }, token)
			expect([status, body.error.code]).toEqual([403, 'not_allowed'])
		}
	})
})
