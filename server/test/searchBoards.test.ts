import type { BoardId, ErrorBody, FoundCards, JoinResult, SessionId, Workshop } from '@charrette/shared'
import { boardRoom, buildCard, FRAME, LIMITS, privateRoom, putRecord, readDigests, recordsOf } from '@charrette/shared'
import * as decoding from 'lib0/decoding'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { call, createWorkshop, type FacilitatorClient, join, openAsFacilitator, phaseOf } from './support/call.ts'
import { startServer, type TestServer } from './support/startServer.ts'
import { joinedAsStock } from './support/stockClient.ts'
import { until } from './support/until.ts'

let server: TestServer
let facilitator: FacilitatorClient
let ana: JoinResult
let workshop: Workshop
beforeAll(async () => {
	server = await startServer({}, { rereadMs: 0 })
})
afterAll(() => server.stop())

/** Two sessions, of which the second one is current, with two groups each. */
beforeEach(async () => {
	facilitator = await openAsFacilitator(server.url)
	const { body } = await facilitator.send({ type: 'session.add', groups: 2, title: 'Afternoon' })
	workshop = await facilitator.run({ type: 'session.goto', session: body.made })
	ana = await join(server.url, facilitator.opened.joinCode, 'Ana', 'Lima')
})

const boardAt = (session: number, at: number) => workshop.sessions[session]?.boards[at]?.id as BoardId
const plenaryOf = (session: number) => boardAt(session, 2)
const token = () => facilitator.opened.token

interface WrittenCard {
	id: string
	text: string
	kind?: 'obstacle' | 'solution' | 'note'
	city?: string
	author?: string
}

/** Writes cards in a room, and waits for the ack, which follows that of the client's step 2. */
async function write(room: string, cards: readonly WrittenCard[], by = token()): Promise<void> {
	const client = await joinedAsStock(server.syncUrl, room, by)
	client.doc.transact(() => {
		for (const [y, { id, text, kind = 'obstacle', city = '', author }] of cards.entries())
			putRecord(
				recordsOf(client.doc),
				buildCard(id, { x: 0, y: 200 * y, index: 'a1' as never }, { kind, text, city }, author),
			)
	})
	await until('the cards are saved', () => client.acked() >= 2)
	client.leave()
}
const writeOn = (board: BoardId, ...cards: WrittenCard[]) => write(boardRoom(board), cards)

const search = (q: string, { by = token(), at = workshop.id as string, ...more }: Record<string, string> = {}) =>
	call<FoundCards & Partial<ErrorBody>>(
		server.url,
		`/api/workshops/${at}/cards?${new URLSearchParams({ q, ...more })}`,
		{ token: by },
	)
const idsOf = async (...args: Parameters<typeof search>) =>
	(await search(...args)).body.cards.map(({ card }) => card.replace('shape:', ''))

describe('the search across boards', () => {
	it('[SEARCH1] finds parts of words on the boards of all sessions, the current one first', async () => {
		await writeOn(boardAt(0, 0), { id: 'old', text: '发展乡村**旅游**业', city: 'Wuhan' })
		await writeOn(boardAt(1, 1), { id: 'new', text: '旅遊局不審批', kind: 'solution', city: '臺北' })
		await writeOn(boardAt(1, 0), { id: 'other', text: 'Crédit for café owners', city: 'Bogotá' })
		for (const by of [token(), ana.token]) {
			expect(await idsOf('旅游', { by })).toEqual(['new', 'old'])
			expect(await idsOf('旅遊', { by })).toEqual(['new', 'old'])
			expect(await idsOf('CAFE bogota', { by })).toEqual(['other'])
			expect(await idsOf('redit', { by })).toEqual(['other'])
			expect(await idsOf('cafe lima', { by })).toEqual([])
		}
		expect((await search('旅游')).body).toEqual({
			count: 2,
			isPartial: false,
			cards: [
				{
					board: boardAt(1, 1),
					card: 'shape:new',
					kind: 'solution',
					city: '臺北',
					text: { text: '旅遊局不審批', marks: [[0, 2]] },
				},
				{
					board: boardAt(0, 0),
					card: 'shape:old',
					kind: 'obstacle',
					city: 'Wuhan',
					text: { text: '发展乡村旅游业', marks: [[4, 6]] },
				},
			],
		})
	})

	it('[SEARCH1] marks every part in the excerpt of a long text', async () => {
		const text = `${'Long before. '.repeat(300)}The crédit of a ﬁrm.${' Long after.'.repeat(300)}`
		await writeOn(boardAt(1, 0), { id: 'long', text })
		const [found] = (await search('firm CREDIT')).body.cards
		const { text: excerpt = '', marks = [] } = found?.text ?? {}
		expect(excerpt.length).toBeLessThan(240)
		expect(marks.map(([from, to]) => excerpt.slice(from, to))).toEqual(['crédit', 'ﬁrm'])
	})

	it('[SEARCH1] finds nothing for a query without a word, and cards without the board that is left out', async () => {
		await writeOn(boardAt(1, 0), { id: 'a', text: 'Permits' })
		await writeOn(boardAt(1, 1), { id: 'b', text: 'Permits again' })
		expect((await search('  ')).body).toEqual({ cards: [], count: 0, isPartial: false })
		expect(await idsOf('permits', { except: boardAt(1, 0) })).toEqual(['b'])
	})

	it('[SEARCH1] counts a card and its copy on the plenary board once', async () => {
		await writeOn(plenaryOf(1), { id: 'a', text: 'Permits' }, { id: 'c', text: 'Permits of the plenary' })
		await writeOn(boardAt(1, 1), { id: 'a', text: 'Permits' })
		const { cards, count } = (await search('permits')).body
		expect(cards.map(({ board, card }) => [board, card])).toEqual([
			[boardAt(1, 1), 'shape:a'],
			[plenaryOf(1), 'shape:c'],
		])
		expect(count).toBe(2)
	})

	it('[SEARCH2] never finds private writing, not even for its author', async () => {
		const { made } = (await facilitator.send({ type: 'phase.add', phase: phaseOf('write', { isPrivate: true }) })).body
		await facilitator.run({ type: 'phase.goto', phase: made })
		await writeOn(boardAt(1, 0), { id: 'open', text: 'A shared word' })
		await write(privateRoom(ana.board.id, ana.participant.id), [{ id: 'mine', text: 'A secret word' }], ana.token)
		for (const by of [token(), ana.token]) expect(await idsOf('word', { by })).toEqual(['open'])
		await facilitator.run({ type: 'private.reveal', names: true })
		expect(await idsOf('secret')).toHaveLength(1)
	})

	it('[SEARCH2] finds and names authors only while they are shown', async () => {
		await writeOn(boardAt(1, 0), { id: 'a', text: 'Permits', author: ana.participant.id })
		expect((await search('ana')).body.cards).toMatchObject([{ card: 'shape:a', author: 'Ana' }])
		await facilitator.run({ type: 'anonymity.set', isAnonymous: true })
		expect(await idsOf('ana')).toEqual([])
		const [found] = (await search('permits')).body.cards
		expect(found).toMatchObject({ card: 'shape:a' })
		expect(found).not.toHaveProperty('author')
	})

	it('[SEARCH2] finds no cards of another workshop, and answers no stranger and no removed participant', async () => {
		const other = await createWorkshop(server.url)
		await writeOn(boardAt(1, 0), { id: 'a', text: 'Permits' })
		expect(await idsOf('permits', { by: other.token, at: other.workshop.id })).toEqual([])
		expect((await search('permits', { by: other.token })).status).toBe(403)
		await facilitator.run({ type: 'participant.remove', participant: ana.participant.id })
		expect((await search('permits', { by: ana.token })).body.error?.code).toBe('removed')
		expect((await search('permits', { by: 'x'.repeat(43) })).body.error?.code).toBe('not_signed_in')
	})

	it('[SEARCH3] bounds the query, the results and the searches of a person', async () => {
		const many = Array.from({ length: LIMITS.maxFoundCards + 5 }, (_, n) => ({ id: `c${n}`, text: `Permit ${n}` }))
		await writeOn(boardAt(1, 0), ...many)
		const { cards, count } = (await search('permit')).body
		expect([cards.length, count]).toEqual([LIMITS.maxFoundCards, LIMITS.maxFoundCards + 5])
		expect(await idsOf('permit', { limit: '2' })).toHaveLength(2)
		expect((await search('x'.repeat(LIMITS.maxQueryLength + 1))).body.error?.code).toBe('invalid_input')
		let answered = 0
		let refused = await search('permit', { by: ana.token, limit: '1' })
		for (; refused.status === 200; answered++) refused = await search('permit', { by: ana.token, limit: '1' })
		expect(refused.body.error?.code).toBe('busy')
		expect(answered).toBeGreaterThanOrEqual(LIMITS.maxSearchesPerPerson)
		expect(Number(refused.headers.get('Retry-After'))).toBeGreaterThan(0)
	})

	it('[SEARCH3] finds changes, and everything after a restart', async () => {
		await writeOn(boardAt(1, 0), { id: 'a', text: 'Permits' })
		expect(await idsOf('permits')).toEqual(['a'])
		await writeOn(boardAt(1, 0), { id: 'b', text: 'More permits' })
		expect(await idsOf('permits')).toHaveLength(2)
		await server.restart()
		expect(await idsOf('permits')).toHaveLength(2)
	})
})

describe('the digests of a session', () => {
	const digestsOf = async (session: SessionId | undefined, by: string) => {
		const response = await fetch(`${server.url}/api/sessions/${session}/digests`, {
			headers: { Authorization: `Bearer ${by}` },
		})
		if (!response.ok) return response.status
		const decoder = decoding.createDecoder(new Uint8Array(await response.arrayBuffer()))
		expect(decoding.readVarUint(decoder)).toBe(FRAME.digest)
		return readDigests(decoder)
	}

	it('[HAND2] are of all its boards, for every member, and name no authors', async () => {
		await writeOn(boardAt(0, 0), { id: 'a', text: 'Permits', author: ana.participant.id })
		for (const by of [token(), ana.token]) {
			const digests = await digestsOf(workshop.sessions[0]?.id, by)
			expect(digests).toMatchObject([
				{ board: boardAt(0, 0), cards: { obstacle: 1 }, writers: [], touchedAt: null },
				{ board: boardAt(0, 1), cards: { obstacle: 0 } },
				{ board: plenaryOf(0) },
			])
		}
	})

	it('[HAND2] of another workshop are not answered', async () => {
		const other = await createWorkshop(server.url)
		expect(await digestsOf(workshop.sessions[0]?.id, other.token)).toBe(404)
	})
})
