import type {
	AdoptResult,
	BoardContent,
	CreatedWorkshop,
	JoinResult,
	Practice,
	SimilarItems,
	Travels,
	WorkshopAdoptions,
} from '@charrette/shared'
import { buildCard, FIRST_INDEX, putRecord, recordsOf } from '@charrette/shared'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { call, createWorkshop, join } from './support/call.ts'
import { startServer, type TestServer } from './support/startServer.ts'
import { joinedAsStock } from './support/stockClient.ts'
import { until } from './support/until.ts'

let server: TestServer
let guangzhou: CreatedWorkshop
let bogota: CreatedWorkshop
let chen: JoinResult
let ana: JoinResult
beforeAll(async () => {
	server = await startServer()
	guangzhou = await createWorkshop(server.url, { title: 'Urban innovation' })
	bogota = await createWorkshop(server.url, { title: 'Taller de Bogotá', locale: 'es' })
	chen = await join(server.url, guangzhou.joinCode, 'Chen', 'Guangzhou')
	ana = await join(server.url, bogota.joinCode, 'Ana', 'Bogotá')
})
afterAll(() => server.stop())

const get = <Body>(path: string, token?: string) => call<Body>(server.url, path, token === undefined ? {} : { token })
const post = <Body>(path: string, token: string, body: object = {}) => call<Body>(server.url, path, { token, body })
const patch = <Body>(path: string, token: string, body: object) =>
	call<Body>(server.url, path, { method: 'PATCH', token, body })

/** Publishes a practice of Guangzhou that Bogotá adopts. */
async function adoptedPractice(title: string) {
	const fields = { title, abstract: 'A single counter answers every application.' }
	const path = `/api/workshops/${guangzhou.workshop.id}/practices`
	const { id } = (await post<{ practice: Practice }>(path, chen.token, { locale: 'en', fields })).body.practice
	await post(`/api/practices/${id}/publish`, guangzhou.token, { visibility: 'server' })
	const adopted = await post<AdoptResult>(`/api/practices/${id}/adopt`, ana.token, { board: ana.board.id })
	expect(adopted.status).toBe(201)
	return { id, adoption: adopted.body.adoption }
}
const travelsOf = async (workshop: CreatedWorkshop, token: string) =>
	(await get<Travels>(`/api/workshops/${workshop.workshop.id}/travels?locale=en`, token)).body.travels
const titlesIn = (travels: Travels['travels']) => travels.flatMap(({ ideas }) => ideas.map(({ title }) => title))

async function projectorOf(workshop: CreatedWorkshop): Promise<string> {
	const secret = new URL(workshop.links.projector).hash.slice(1)
	return (await call<{ token: string }>(server.url, '/api/token', { body: { secret } })).body.token
}

describe('how ideas travelled', () => {
	it('[TRAVEL1] both workshops see the origin, the destination and the outcome, in their language', async () => {
		const { id, adoption } = await adoptedPractice('Rain gardens')
		await patch(`/api/practices/${id}`, chen.token, { locale: 'es', fields: { title: 'Jardines de lluvia' } })
		await patch(`/api/adoptions/${adoption.id}`, ana.token, { status: 'inUse', report: 'It works.' })
		for (const [workshop, token] of [
			[guangzhou, chen.token],
			[guangzhou, guangzhou.token],
			[bogota, ana.token],
		] as const) {
			const [travel] = await travelsOf(workshop, token)
			expect(travel).toMatchObject({ from: 'Guangzhou', to: 'Bogotá' })
			expect(travel?.ideas).toContainEqual(
				expect.objectContaining({ title: 'Rain gardens', practice: id, status: 'inUse', report: 'It works.' }),
			)
		}
		expect(JSON.stringify(await travelsOf(guangzhou, chen.token))).not.toMatch(/Ana|Chen/)
	})

	it('[MAP2] the travels have the places of their cities', async () => {
		await adoptedPractice('Shared maps')
		const path = `/api/workshops/${guangzhou.workshop.id}/travels?locale=en`
		const { places } = (await get<Travels>(path, chen.token)).body
		expect(places).toMatchObject({
			guangzhou: 'CN|23.12|113.25|Guangzhou|广州',
			bogotá: expect.stringMatching(/^CO\|/),
		})
	})

	it('[TRAVEL1] adoptions that the adopters do not show are visible to members of the two workshops only', async () => {
		const { adoption } = await adoptedPractice('Secret counters')
		const projector = await projectorOf(guangzhou)
		const csv = () => get(`/api/workshops/${guangzhou.workshop.id}/travels.csv`, guangzhou.token)
		expect(titlesIn(await travelsOf(guangzhou, chen.token))).toContain('Secret counters')
		expect(titlesIn(await travelsOf(guangzhou, projector))).not.toContain('Secret counters')
		expect((await csv()).text).not.toContain('Secret counters')
		expect(titlesIn(await travelsOf(bogota, await projectorOf(bogota)))).toContain('Secret counters')
		await patch(`/api/adoptions/${adoption.id}`, ana.token, { isShown: true })
		expect(titlesIn(await travelsOf(guangzhou, projector))).toContain('Secret counters')
		expect((await csv()).text).toContain('Guangzhou,Bogotá,Practice,Secret counters,Interested')
		const stranger = await createWorkshop(server.url)
		expect(await travelsOf(stranger, stranger.token)).toEqual([])
		const path = `/api/workshops/${guangzhou.workshop.id}/travels`
		for (const file of ['', '.svg', '.csv']) {
			expect((await get(path + file, ana.token)).status).toBe(403)
			expect((await get(path + file)).status).toBe(401)
		}
	})

	it('[TRAVEL2] the picture is an SVG file with a text alternative; without travels there is none', async () => {
		const { adoption } = await adoptedPractice('Shaded bus stops')
		await patch(`/api/adoptions/${adoption.id}`, ana.token, { isShown: true })
		const { text, headers } = await get(`/api/workshops/${guangzhou.workshop.id}/travels.svg`, guangzhou.token)
		expect(headers.get('Content-Type')).toContain('image/svg+xml')
		expect(text).toMatch(/^<svg .+\n<title id="title">How ideas traveled<\/title>/)
		expect(text).toMatch(/<desc id="description">\d+ ideas? traveled between 2 cities; Guangzhou → Bogotá: \d+<\/desc>/)
		const empty = await createWorkshop(server.url)
		expect((await get(`/api/workshops/${empty.workshop.id}/travels.svg`, empty.token)).status).toBe(204)
	})
})

describe('adopting a solution of another board', () => {
	/**
	 * Creates an obstacle with a solution in the sample workshop, and the same obstacle on the board
	 * of Bogotá.
	 */
	async function sharedObstacle() {
		const sample = await createWorkshop(server.url, { template: 'sample', title: 'Sample' })
		const [session] = sample.workshop.sessions
		const board = session?.boards[0]?.id
		const { cards, links } = (await get<BoardContent>(`/api/boards/${board}/content`, sample.token)).body
		const byId = new Map(cards.map((card) => [card.id, card]))
		const answers = links.filter(({ meaning }) => meaning === 'addresses')
		const [solution, obstacle] = [byId.get(answers[0]?.from ?? ''), byId.get(answers[0]?.to ?? '')]
		if (!solution || !obstacle) throw new Error('the sample has no answered obstacle')
		const client = await joinedAsStock(server.syncUrl, `board:${ana.board.id}`, ana.token)
		const { text } = obstacle
		const same = buildCard('same', { x: 0, y: 0, index: FIRST_INDEX }, { kind: 'obstacle', text })
		client.doc.transact(() => putRecord(recordsOf(client.doc), same))
		await until('it is saved', () => client.acked() >= 2)
		const open = (isOpen: boolean) =>
			post(`/api/workshops/${sample.workshop.id}/commands`, sample.token, { type: 'exchange.open', isOpen })
		await open(true)
		await get(`/api/boards/${board}/similar?card=${obstacle.id}`, sample.token)
		const similar = await get<SimilarItems>(`/api/boards/${ana.board.id}/similar?card=shape:same`, ana.token)
		const item = similar.body.similar.find(({ solutions = [] }) => solutions.includes(solution.text))
		return { sample, client, open, solution, item }
	}

	it('[ADOPT4] it keeps its source, gets a transfer check like a practice, and its workshop sees the adoption', async () => {
		const { sample, client, open, solution, item } = await sharedObstacle()
		const path = `/api/boards/${ana.board.id}/similar/adopt`
		const body = { card: 'shape:same', similar: item?.id, solution: solution.text }
		for (const wrong of [
			{ ...body, solution: 'Something else' },
			{ ...body, similar: 'shape:none' },
		])
			expect((await post(path, ana.token, wrong)).status).toBe(404)
		expect((await post(path, chen.token, body)).status).toBe(404)
		const { card, adoption } = (await post<AdoptResult>(path, ana.token, body)).body
		await until('the card is there', () => recordsOf(client.doc).has(card))
		const record = recordsOf(client.doc).get(card)
		expect(String(record?.get('text'))).toBe(solution.text)
		expect(record?.get('meta.from')).toEqual(expect.objectContaining({ city: solution.city, workshop: 'Sample' }))
		const content = await get<BoardContent>(`/api/boards/${ana.board.id}/content`, ana.token)
		expect(content.body.cards.find(({ id }) => id === card)?.from?.city).toBe(solution.city)
		await patch(`/api/adoptions/${adoption.id}`, ana.token, { status: 'adapting', report: 'We began.' })
		const own = await get<WorkshopAdoptions>(`/api/workshops/${bogota.workshop.id}/adoptions`, ana.token)
		expect(own.body.adoptions).toContainEqual(
			expect.objectContaining({ id: adoption.id, practice: null, title: solution.text, status: 'adapting' }),
		)
		const seen = await travelsOf(sample, sample.token)
		const between = seen.find(({ from, to }) => from === solution.city && to === 'Bogotá')
		expect(between?.ideas).toContainEqual(expect.objectContaining({ kind: 'solution', report: 'We began.' }))
		await open(false)
		expect((await post(path, ana.token, body)).status, 'what is not found is not adopted').toBe(404)
		client.leave()
	})
})
