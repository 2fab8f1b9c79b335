import type { AdoptResult, JoinResult, OpenWorkshopResult, Practice, Travels } from '@charrette/shared'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { call, join, openWorkshop } from './support/call.ts'
import { startServer, type TestServer } from './support/startServer.ts'

let server: TestServer
let guangzhou: OpenWorkshopResult
let bogota: OpenWorkshopResult
let chen: JoinResult
let ana: JoinResult
beforeAll(async () => {
	server = await startServer()
	guangzhou = await openWorkshop(server.url, { title: 'Urban innovation' })
	bogota = await openWorkshop(server.url, { title: 'Taller de Bogotá', locale: 'es' })
	chen = await join(server.url, guangzhou.joinCode, 'Chen', 'Guangzhou')
	ana = await join(server.url, bogota.joinCode, 'Ana', 'Bogotá')
})
afterAll(() => server.stop())

const get = <Body>(path: string, token?: string) => call<Body>(server.url, path, token === undefined ? {} : { token })
const post = <Body>(path: string, token: string, body: object = {}) => call<Body>(server.url, path, { token, body })
const patch = <Body>(path: string, token: string, body: object) =>
	call<Body>(server.url, path, { method: 'PATCH', token, body })

/** A practice of Guangzhou that Bogotá has adopted. */
async function adoptedPractice(title: string) {
	const fields = { title, abstract: 'A single counter answers every application.' }
	const path = `/api/workshops/${guangzhou.workshop.id}/practices`
	const { id } = (await post<{ practice: Practice }>(path, chen.token, { locale: 'en', fields })).body.practice
	await post(`/api/practices/${id}/publish`, guangzhou.token, { visibility: 'server' })
	const adopted = await post<AdoptResult>(`/api/practices/${id}/adopt`, ana.token, { board: ana.board.id })
	expect(adopted.status).toBe(201)
	return { id, adoption: adopted.body.adoption }
}
const travelsOf = async (workshop: OpenWorkshopResult, token: string) =>
	(await get<Travels>(`/api/workshops/${workshop.workshop.id}/travels?locale=en`, token)).body.travels
const titlesIn = (travels: Travels['travels']) => travels.flatMap(({ ideas }) => ideas.map(({ title }) => title))

async function projectorOf(workshop: OpenWorkshopResult): Promise<string> {
	const secret = new URL(workshop.links.projector).hash.slice(1)
	return (await call<{ token: string }>(server.url, '/api/token', { body: { secret } })).body.token
}

describe('how ideas travelled', () => {
	it('[TRAVEL1] both workshops see from where to where, and what became of it, in their language', async () => {
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

	it('[TRAVEL1] what the adopters do not show stays with the members of the two workshops', async () => {
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
		const stranger = await openWorkshop(server.url)
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
		expect(text).toMatch(/^<svg .+\n<title id="title">How ideas travelled<\/title>/)
		expect(text).toMatch(
			/<desc id="description">\d+ ideas? travelled between 2 cities; Guangzhou → Bogotá: \d+<\/desc>/,
		)
		const empty = await openWorkshop(server.url)
		expect((await get(`/api/workshops/${empty.workshop.id}/travels.svg`, empty.token)).status).toBe(204)
	})
})
