import type { BoardContent, CreatedWorkshop, TokenGrant } from '@charrette/shared'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { call, createWorkshop, join, secretOf } from './support/call.ts'
import type { TestServer } from './support/startServer.ts'
import { startServer } from './support/startServer.ts'

let server: TestServer
let sample: CreatedWorkshop
let content: BoardContent
beforeAll(async () => {
	server = await startServer()
	sample = await createWorkshop(server.url, {
		template: 'sample',
		title: 'Villes: 城市/2025',
		cities: ['Lima', 'paris'],
	})
	content = (await call<BoardContent>(server.url, `/api/boards/${plenary()}/content`, { token: sample.token })).body
})
afterAll(() => server.stop())

const boards = () => sample.workshop.sessions[0]?.boards ?? []
const plenary = () => boards().at(-1)?.id ?? ''
const exported = (format: string, locale = 'en') =>
	call(server.url, `/api/boards/${plenary()}/export?format=${format}&locale=${locale}`, { token: sample.token })

describe('the sample workshop', () => {
	it('[SAMPLE1] has its cities, run sheet, languages and six groups, on two days', () => {
		const { cities, locales, sessions } = sample.workshop
		expect(cities).toHaveLength(25)
		expect(locales).toEqual(['en', 'zh-CN', 'es', 'fr'])
		expect(sessions[0]).toMatchObject({ title: 'Day 1 morning', phases: { length: 6 }, groups: { length: 6 } })
		expect(sessions[1]).toMatchObject({ title: 'Day 2 morning', phases: { length: 5 }, groups: { length: 6 } })
		expect(sessions).toHaveLength(2)
	})

	it('has all cards and links on the plenary board', () => {
		expect([content.cards.length, content.links.length]).toEqual([82, 42])
		expect(content.links.every((link) => link.meaning === 'addresses')).toBe(true)
		expect(content.coverage.obstacles).toBe(36)
	})

	it('has each card on a group board, with the links within the group', async () => {
		const groupBoards = boards().filter((board) => board.group)
		const contents = await Promise.all(
			groupBoards.map((board) =>
				call<BoardContent>(server.url, `/api/boards/${board.id}/content`, { token: sample.token }),
			),
		)
		const texts = contents.flatMap(({ body }) => body.cards.map((card) => card.text))
		expect(texts.sort()).toEqual(content.cards.map((card) => card.text).sort())
		expect(contents.reduce((sum, { body }) => sum + body.links.length, 0)).toBe(29)
	})
})

describe('GET /api/boards/:id/content', () => {
	it('is for members of the workshop only', async () => {
		const secret = secretOf(sample.links.projector)
		const projector = (await call<TokenGrant>(server.url, '/api/token', { body: { secret } })).body
		const participant = await join(server.url, sample.joinCode, 'Ana')
		const stranger = await createWorkshop(server.url)
		for (const board of boards())
			for (const { token } of [projector, participant])
				expect((await call(server.url, `/api/boards/${board.id}/content`, { token })).status).toBe(200)
		for (const what of ['content', 'export?format=json']) {
			expect((await call(server.url, `/api/boards/${plenary()}/${what}`)).body.error.code).toBe('not_signed_in')
			const answer = await call(server.url, `/api/boards/${plenary()}/${what}`, { token: stranger.token })
			expect([answer.status, answer.body.error.code]).toEqual([404, 'not_found'])
		}
	})
})

describe('GET /api/boards/:id/export', () => {
	it('returns JSON with all content of the board', async () => {
		const { body, headers } = await exported('json')
		expect(body).toMatchObject({
			format: 'charrette.board',
			formatVersion: 2,
			workshop: { title: 'Villes: 城市/2025' },
		})
		expect(body).toMatchObject(content)
		expect(headers.get('Content-Type')).toContain('application/json')
	})

	it.each(['md', 'csv'])('returns %s with the exact text of every card', async (format) => {
		const { status, text } = await exported(format, 'zh-CN')
		expect(status).toBe(200)
		for (const card of content.cards) expect(text).toContain(card.text)
		expect(text).toContain('障碍')
	})

	it('returns CSV with every link, by ids', async () => {
		const { text } = await exported('csv')
		for (const link of content.links) expect(text).toContain(`${link.id} ${link.meaning} ${link.to}`)
	})

	it('names the file by workshop, board and day, in any script', async () => {
		const { headers } = await exported('csv')
		const disposition = headers.get('Content-Disposition') ?? ''
		const name = decodeURIComponent(/filename\*=UTF-8''(.*)$/.exec(disposition)?.[1] ?? '')
		expect(name).toMatch(/^Villes 城市 2025 - Plenary - \d{4}-\d\d-\d\d\.csv$/)
	})

	it('rejects an unknown format', async () => {
		for (const format of ['exe', '']) expect((await exported(format)).body.error.code).toBe('invalid_input')
	})
})
