import { join as joinPath } from 'node:path'
import type { CloseCode, ErrorBody, JoinResult, LinkRole, RoleLinks, RoundId, TokenGrant } from '@charrette/shared'
import { boardRoom, buildCard, CLOSE, LIMITS, privateRoom, putRecord, recordsOf, workshopRoom } from '@charrette/shared'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Text } from 'yjs'
import { Sqlite } from '../dist/adapters/sqlite/Sqlite.js'
import type { FacilitatorClient } from './support/call.ts'
import { call, join, openWithAna, phaseOf, secretOf } from './support/call.ts'
import { openRaw, type RawClient } from './support/rawClient.ts'
import type { TestServer } from './support/startServer.ts'
import { startServer } from './support/startServer.ts'
import { joinedAsStock } from './support/stockClient.ts'
import { until } from './support/until.ts'

let server: TestServer
let facilitator: FacilitatorClient
let ana: JoinResult
beforeAll(async () => {
	server = await startServer()
})
afterAll(() => server.stop())
beforeEach(async () => {
	;({ facilitator, ana } = await openWithAna(server.url))
})

const path = () => `/api/workshops/${ana.workshop.id}`
const tryToJoin = (code: string, name = 'Li') =>
	call<JoinResult & ErrorBody>(server.url, '/api/join', { body: { code, name, city: 'Wuhan' } })
const tryToLookUp = (code: string) => call(server.url, `/api/join/${code}`)
const view = (token: string) => call(server.url, path(), { token })

async function signIn(link: string): Promise<string> {
	const answer = await call<TokenGrant>(server.url, '/api/token', { body: { secret: secretOf(link) } })
	return answer.body.token
}
const createLink = async (role: LinkRole) => (await facilitator.send({ type: 'links.create', role })).body.link ?? ''
const listLinks = async (token = facilitator.opened.token) =>
	(await call<RoleLinks>(server.url, `${path()}/links`, { token })).body.links

/** Opens sockets in the workshop's room and on a board, and waits for the state of the workshop. */
async function enterRooms(token: string): Promise<RawClient[]> {
	const rooms = [workshopRoom(ana.workshop.id), boardRoom(ana.board.id)]
	const sockets = await Promise.all(rooms.map((room) => openRaw(`${server.syncUrl}/${room}`, token)))
	// A projector is a viewer and receives nothing in a board's room at first.
	await until('the workshop’s state arrives', () => (sockets[0]?.frames.length ?? 0) > 0)
	return sockets
}
const untilClosed = (sockets: readonly RawClient[], code: CloseCode) =>
	until(`all are closed with ${code}`, () => sockets.every((socket) => socket.closed() === code))

describe('[ACCESS1] the join code', () => {
	it('is renewed: the old one is unknown at once, the new one works, and all members stay', async () => {
		const old = facilitator.opened.joinCode
		const { joinCode } = await facilitator.run({ type: 'code.renew' })
		expect(joinCode).not.toBe(old)
		expect([(await tryToJoin(old)).body.error.code, (await tryToLookUp(old)).body.error.code]).toEqual([
			'unknown_code',
			'unknown_code',
		])
		expect((await tryToJoin(joinCode)).status).toBe(201)
		expect((await view(ana.token)).status).toBe(200)
	})

	it('while it is renewed, admits exactly the participants whose joins with the old code succeed', async () => {
		const old = facilitator.opened.joinCode
		const joining = Array.from({ length: 10 }, (_, index) => tryToJoin(old, `Li ${index}`))
		const renewing = facilitator.run({ type: 'code.renew' })
		const joined = (await Promise.all(joining)).filter(({ status }) => status === 201)
		await renewing
		const after = await facilitator.state()
		expect(after.participants).toHaveLength(1 + joined.length)
	})
})

describe('[ACCESS2] joining', () => {
	it('is closed and opened, and members who have joined stay', async () => {
		const { joinCode } = facilitator.opened
		expect((await facilitator.run({ type: 'joining.set', isOpen: false })).isJoiningClosed).toBe(true)
		for (const refused of [await tryToJoin(joinCode), await tryToLookUp(joinCode)])
			expect([refused.status, refused.body.error.code]).toEqual([403, 'joining_closed'])
		expect((await view(ana.token)).status).toBe(200)
		expect((await facilitator.run({ type: 'joining.set', isOpen: true })).isJoiningClosed).toBeUndefined()
		expect((await tryToJoin(joinCode)).status).toBe(201)
	})
})

describe('[ACCESS3] a link', () => {
	it('is listed with its role, devices and whether the sender used it, for facilitators only', async () => {
		const { token, links } = facilitator.opened
		const projector = await signIn(links.projector)
		await createLink('facilitator')
		const listed = await listLinks()
		expect(listed.map(({ role, devices, isCurrent }) => ({ role, devices, isCurrent }))).toEqual(
			expect.arrayContaining([
				{ role: 'facilitator', devices: 1, isCurrent: true },
				{ role: 'facilitator', devices: 0, isCurrent: false },
				{ role: 'projector', devices: 1, isCurrent: false },
			]),
		)
		expect(listed).toHaveLength(3)
		expect(JSON.stringify(listed)).not.toContain(secretOf(links.projector))
		for (const other of [projector, ana.token])
			expect((await call(server.url, `${path()}/links`, { token: other })).body.error.code).toBe('not_allowed')
		expect((await view(token)).status).toBe(200)
	})

	it('is revoked: its tokens end, all their sockets close with 4401, and other links keep working', async () => {
		const link = await createLink('projector')
		const [ended, other] = [await signIn(link), await signIn(facilitator.opened.links.projector)]
		const [endedSockets, otherSockets] = [await enterRooms(ended), await enterRooms(other)]
		const [newest] = await listLinks()
		await facilitator.run({ type: 'links.revoke', link: newest?.id })
		await untilClosed(endedSockets, CLOSE.badToken)
		await untilClosed([await openRaw(`${server.syncUrl}/${workshopRoom(ana.workshop.id)}`, ended)], CLOSE.badToken)
		const refused = await view(ended)
		expect([refused.status, refused.body.error.code]).toEqual([401, 'not_signed_in'])
		const secret = secretOf(link)
		expect((await call(server.url, '/api/token', { body: { secret } })).body.error.code).toBe('unknown_secret')
		expect(otherSockets.map((socket) => socket.closed())).toEqual([null, null])
		for (const { socket } of otherSockets) socket.terminate()
		const again = await facilitator.send({ type: 'links.revoke', link: newest?.id })
		expect([again.status, again.body.error?.code]).toEqual([404, 'not_found'])
	})

	it('leaves no socket open that is being accepted while it is revoked', async () => {
		const link = await createLink('projector')
		const tokens = await Promise.all(Array.from({ length: 20 }, () => signIn(link)))
		const [newest] = await listLinks()
		const connecting = tokens.map((token) => openRaw(`${server.syncUrl}/${boardRoom(ana.board.id)}`, token))
		await facilitator.run({ type: 'links.revoke', link: newest?.id })
		await untilClosed(await Promise.all(connecting), CLOSE.badToken)
	})

	it('used by the sender cannot be revoked, so that at least one facilitator remains', async () => {
		const own = (await listLinks()).find((link) => link.isCurrent)
		const { status, body } = await facilitator.send({ type: 'links.revoke', link: own?.id })
		expect([status, body.error?.reason]).toEqual([409, 'own_link'])
		const other = await openWithAna(server.url)
		const foreign = await other.facilitator.send({ type: 'links.revoke', link: own?.id })
		expect(foreign.body.error?.code).toBe('not_found')
	})

	it('is renewed with all links of its role; the sender stays signed in, with all sockets', async () => {
		const { token, links } = facilitator.opened
		const colleague = await signIn(await createLink('facilitator'))
		const [own, others] = [await enterRooms(token), await enterRooms(colleague)]
		const renewed = (await facilitator.send({ type: 'links.rotate', role: 'facilitator' })).body.link ?? ''
		await untilClosed(others, CLOSE.badToken)
		for (const secret of [links.facilitator].map(secretOf))
			expect((await call(server.url, '/api/token', { body: { secret } })).body.error.code).toBe('unknown_secret')
		expect((await view(await signIn(renewed))).status).toBe(200)
		expect((await listLinks()).filter(({ role }) => role === 'facilitator')).toMatchObject([{ isCurrent: true }])
		expect(own.map((socket) => socket.closed())).toEqual([null, null])
		for (const { socket } of own) socket.terminate()
		const projector = await signIn(links.projector)
		await facilitator.send({ type: 'links.rotate', role: 'projector' })
		expect((await view(projector)).status).toBe(401)
	})

	it('is refused beyond the limit of a workshop', async () => {
		const codes: unknown[] = []
		for (let number = 2; number <= LIMITS.maxLinks; number++)
			codes.push((await facilitator.send({ type: 'links.create', role: 'projector' })).body.error?.reason)
		expect(new Set(codes.slice(0, -1))).toEqual(new Set([undefined]))
		expect(codes.at(-1)).toBe('too_many_links')
		await facilitator.send({ type: 'links.rotate', role: 'projector' })
		expect((await facilitator.send({ type: 'links.create', role: 'projector' })).status).toBe(200)
	})
})

describe('[ACCESS4] a participant’s token', () => {
	it('expires some days after its last use', async () => {
		const own = await startServer({ TOKEN_DAYS: '2' })
		const scene = await openWithAna(own.url)
		const age = async (days: number) => {
			await own.end()
			const db = new Sqlite(joinPath(own.dataDir, 'charrette.db'))
			db.prepare('UPDATE grant_hash SET used_at = used_at - ?').run(days * 24 * 60 * 60 * 1000)
			db.close()
			await own.restart()
		}
		const statusFor = async (token: string) =>
			(await call(own.url, `/api/workshops/${scene.ana.workshop.id}`, { token })).status
		for (let day = 0; day < 2; day++) {
			await age(1.5)
			expect(await statusFor(scene.ana.token)).toBe(200)
		}
		await age(2.5)
		expect(await statusFor(scene.ana.token)).toBe(401)
		expect(await statusFor(scene.facilitator.opened.token)).toBe(200)
		await own.stop()
	})
})

describe('[ACCESS5] a script', () => {
	it('cannot fill a workshop: joins from one address are rate limited, with a time to retry', async () => {
		const { joinCode } = facilitator.opened
		const answers = await Promise.all(Array.from({ length: 500 }, (_, index) => tryToJoin(joinCode, `Li ${index}`)))
		const joined = answers.filter(({ status }) => status === 201)
		const refused = answers.filter(({ status }) => status !== 201)
		// A hall of 300 people gets in at once; Ana was one of them.
		expect(joined.length).toBeGreaterThanOrEqual(LIMITS.maxJoinsPerAddress - 1)
		expect(refused.length).toBeGreaterThan(0)
		expect(new Set(refused.map(({ body }) => body.error.code))).toEqual(new Set(['busy']))
		for (const { headers } of refused) expect(Number(headers.get('Retry-After'))).toBeGreaterThanOrEqual(1)
		const { participants } = await facilitator.state()
		expect(participants).toHaveLength(joined.length + 1)
	})

	it('opens only a limited number of workshops a day without the host’s key', async () => {
		const own = await startServer({ WORKSHOPS_PER_DAY: '3' })
		const open = async () => (await call(own.url, '/api/workshops', { body: { title: 'x' } })).status
		expect([await open(), await open(), await open(), await open()]).toEqual([201, 201, 201, 429])
		await own.stop()
		const hosted = await startServer({ WORKSHOPS_PER_DAY: '1', CHARRETTE_ADMIN_KEY: 'a-long-enough-key' })
		const options = { token: 'a-long-enough-key', body: { title: 'x' } }
		for (let number = 0; number < 3; number++)
			expect((await call(hosted.url, '/api/workshops', options)).status).toBe(201)
		await hosted.stop()
	})
})

describe('[ACCESS6] a deleted workshop', () => {
	/** Counts all rows in the database for these boards and this workshop. */
	function countRows(dataDir: string, boards: readonly string[]): Record<string, number> {
		const db = new Sqlite(joinPath(dataDir, 'charrette.db'), { readonly: true })
		const count = (sql: string, ...given: unknown[]) =>
			db
				.prepare(sql)
				.pluck()
				.get(...given) as number
		const ofBoards = (table: string, column: string) =>
			boards.reduce((sum, id) => sum + count(`SELECT count(*) FROM ${table} WHERE instr(${column}, ?)`, id), 0)
		const id = ana.workshop.id
		const found = {
			log: ofBoards('log', 'room'),
			claim: ofBoards('claim', 'room'),
			touch: ofBoards('touch', 'room'),
			snapshot: ofBoards('snapshot', 'board'),
			workshop: count('SELECT count(*) FROM workshop WHERE id = ?', id),
			tokens: count('SELECT count(*) FROM grant_hash WHERE workshop = ?', id),
			share: count('SELECT count(*) FROM share WHERE workshop = ?', id),
			rounds: count('SELECT count(*) FROM vote_round WHERE workshop = ?', id),
			dots: ofBoards('dot', 'board'),
		}
		db.close()
		return found
	}

	async function writeCard(room: string, id: string): Promise<void> {
		const client = await joinedAsStock(server.syncUrl, room, ana.token)
		putRecord(recordsOf(client.doc), buildCard(id, { x: 0, y: 0, index: 'a1' as never }, { text: '我的' }))
		await until('the card is saved', () => client.acked() >= 2)
		const text = recordsOf(client.doc).get(`shape:${id}`)?.get('text') as Text
		text.insert(0, '再 ')
		await until('its text is saved', () => client.acked() >= 3)
		client.leave()
	}

	it('leaves nothing: rooms close with 4404, and rows, logs, snapshots, shares, votes and tokens are deleted', async () => {
		const { token, joinCode, links } = facilitator.opened
		const boards = ana.workshop.sessions.flatMap((session) => session.boards.map(({ id }) => id))
		await writeCard(boardRoom(ana.board.id), 'one')
		const phase = phaseOf('write', { isPrivate: true })
		const privateWriting = (await facilitator.send({ type: 'phase.add', phase })).body.made
		await facilitator.run({ type: 'phase.goto', phase: privateWriting })
		await writeCard(privateRoom(ana.board.id, ana.participant.id), 'two')
		await call(server.url, `/api/boards/${ana.board.id}/snapshots`, { token, body: { name: 'Noon' } })
		const share = await call<{ link: string }>(server.url, `/api/boards/${ana.board.id}/shares`, {
			token,
			body: { days: 1 },
		})
		const round = (await facilitator.send({ type: 'vote.open', title: 'Which?' })).body.made as RoundId
		await call(server.url, `${path()}/ballots`, {
			token: ana.token,
			body: { round, card: 'shape:one', count: 1, board: ana.board.id },
		})
		await facilitator.run({ type: 'vote.close', round })
		const before = countRows(server.dataDir, boards)
		expect(Object.entries(before).filter(([, rows]) => rows === 0)).toEqual([])

		const sockets = [...(await enterRooms(ana.token)), ...(await enterRooms(token))]
		expect((await call(server.url, path(), { token: ana.token, method: 'DELETE' })).status).toBe(403)
		expect((await call(server.url, path(), { token, method: 'DELETE' })).status).toBe(204)
		await untilClosed(sockets, CLOSE.noRoom)
		expect(countRows(server.dataDir, boards)).toEqual(Object.fromEntries(Object.keys(before).map((key) => [key, 0])))
		for (const ended of [token, ana.token]) expect((await view(ended)).body.error.code).toBe('not_signed_in')
		expect((await tryToLookUp(joinCode)).body.error.code).toBe('unknown_code')
		const secret = secretOf(links.facilitator)
		expect((await call(server.url, '/api/token', { body: { secret } })).body.error.code).toBe('unknown_secret')
		expect((await call(server.url, new URL(share.body.link).pathname)).status).toBe(404)
	})

	it('leaves other workshops complete', async () => {
		const other = await openWithAna(server.url)
		await call(server.url, path(), { token: facilitator.opened.token, method: 'DELETE' })
		expect((await other.facilitator.state()).participants).toHaveLength(1)
		expect((await join(server.url, other.facilitator.opened.joinCode, 'Li')).participant.name).toBe('Li')
	})
})
