import type { AdoptResult, CreatedWorkshop, ExchangeFile, JoinResult, Practice } from '@charrette/shared'
import { buildCard, FIRST_INDEX, putRecord, recordsOf } from '@charrette/shared'
import { strFromU8, unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { call, createWorkshop, join } from './support/call.ts'
import { startServer, type TestServer } from './support/startServer.ts'
import { joinedAsStock } from './support/stockClient.ts'
import { until } from './support/until.ts'

const ARCHIVE = 'pack'
let server: TestServer
let guangzhou: CreatedWorkshop
let bogota: CreatedWorkshop
let chen: JoinResult
let ana: JoinResult
let practice: string
beforeAll(async () => {
	server = await startServer()
	guangzhou = await createWorkshop(server.url, { title: 'Urban innovation' })
	bogota = await createWorkshop(server.url, { title: 'Taller de Bogotá' })
	chen = await join(server.url, guangzhou.joinCode, 'Chen', 'Guangzhou')
	ana = await join(server.url, bogota.joinCode, 'Ana', 'Bogotá')
	practice = await publish('One-stop permit counter', 'public')
	const { adoption } = (await post<AdoptResult>(`/api/practices/${practice}/adopt`, ana.token, { board: ana.board.id }))
		.body
	await patch(`/api/adoptions/${adoption.id}`, ana.token, {
		status: 'adapting',
		factors: { law: { weight: -2, note: 'Needs a decree.' } },
		adaptation: 'Sixty days in place of thirty.',
		report: 'We began in two districts.',
	})
})
afterAll(() => server.stop())

const post = <Body>(path: string, token: string, body: object = {}) => call<Body>(server.url, path, { token, body })
const patch = (path: string, token: string, body: object) => call(server.url, path, { method: 'PATCH', token, body })

async function publish(title: string, visibility: string): Promise<string> {
	const fields = { title, abstract: 'A single counter answers every application.', lessons: 'Ask early.' }
	const path = `/api/workshops/${guangzhou.workshop.id}/practices`
	const { id } = (await post<{ practice: Practice }>(path, chen.token, { locale: 'en', fields })).body.practice
	const contributors = [
		{ name: 'Consenting Contributor', city: 'Guangzhou', isNamed: true },
		{ name: 'Silent Contributor', city: 'Guangzhou', isNamed: false },
	]
	await patch(`/api/practices/${id}`, chen.token, { facts: { contributors, themes: ['mobility'] } })
	await post(`/api/practices/${id}/publish`, guangzhou.token, { visibility })
	return id
}

async function download({ workshop, token }: CreatedWorkshop, path: string): Promise<Uint8Array> {
	const response = await fetch(`${server.url}/api/workshops/${workshop.id}/${path}`, {
		headers: { Authorization: `Bearer ${token}` },
	})
	expect(response.status).toBe(200)
	return new Uint8Array(await response.arrayBuffer())
}
/** Returns the text of a report, as HTML and as Word. */
async function reportsOf(workshop: CreatedWorkshop, query = ''): Promise<{ html: string; docx: string }> {
	const html = strFromU8(await download(workshop, `report?format=html&locale=en${query}`))
	return { html, docx: textOf('a.docx', await download(workshop, `report?format=docx&locale=en${query}`)) }
}
const archiveOf = async (workshop: CreatedWorkshop, query = '') =>
	unzipSync(await download(workshop, `${ARCHIVE}?locale=en${query}`))
function textOf(path: string, bytes: Uint8Array): string {
	if (!/\.(docx|xlsx)$/.test(path)) return strFromU8(bytes)
	return Object.entries(unzipSync(bytes))
		.map(([name, part]) => textOf(name, part))
		.join('\n')
}

describe('[REP5] the exchange in a report', () => {
	it('[MAP2] the way is also an arc on a map of the world', async () => {
		const { html } = await reportsOf(bogota)
		const [, svg = ''] =
			/src="data:image\/svg\+xml;base64,([^"]+)" alt="How ideas traveled, on the map"/.exec(html) ?? []
		const map = Buffer.from(svg, 'base64').toString()
		expect(map).toContain('>Guangzhou</text>')
		expect(map).toMatch(/<path d="M[\d.]+ [\d.]+Q/)
	})

	it('the adopting workshop has the adopted practice with its transfer check, and its way as a picture and a table', async () => {
		const { html, docx } = await reportsOf(bogota)
		for (const text of [html, docx])
			for (const expected of [
				'Adopted by this workshop',
				'One-stop permit counter',
				'Needs a decree.',
				'Blocks',
				'Sixty days in place of thirty.',
				'We began in two districts.',
				'1 idea traveled between 2 cities',
			])
				expect(text).toContain(expected)
		const [, svg = ''] = /src="data:image\/svg\+xml;base64,([^"]+)" alt="1 idea traveled[^"]+"/.exec(html) ?? []
		expect(Buffer.from(svg, 'base64').toString()).toContain('>Bogotá</text>')
		const media = Object.keys(unzipSync(await download(bogota, 'report?format=docx'))).filter((name) =>
			/media\/.+\.png$/.test(name),
		)
		// The picture and the map.
		expect(media).toHaveLength(2)
	})

	it('the origin has its practices, without the adoptions that others do not show', async () => {
		const draft = { locale: 'en', fields: { title: 'Still a draft', abstract: 'Not for others.' } }
		await post(`/api/workshops/${guangzhou.workshop.id}/practices`, chen.token, draft)
		const withdrawn = await publish('Withdrawn counter', 'public')
		await post(`/api/practices/${withdrawn}/withdraw`, guangzhou.token)
		const { html, docx } = await reportsOf(guangzhou)
		for (const text of [html, docx]) {
			expect(text).toContain('Ask early.')
			expect(text).toContain('Consenting Contributor')
			expect(text).toContain('Not published yet: Still a draft (Draft).')
			for (const missing of [
				'Silent Contributor',
				'Withdrawn counter',
				'We began in two districts.',
				'How ideas traveled',
			])
				expect(text).not.toContain(missing)
		}
		const unnamed = await reportsOf(guangzhou, '&authors=0')
		for (const text of Object.values(unnamed)) expect(text).not.toContain('Consenting Contributor')
	})

	it('[REP5a] a solution links to the page where it can become a practice, or to its practice', async () => {
		const client = await joinedAsStock(server.syncUrl, `board:${chen.board.id}`, chen.token)
		const add = (id: string, text: string) =>
			client.doc.transact(() => {
				const place = { x: 0, y: 0, index: FIRST_INDEX }
				putRecord(recordsOf(client.doc), buildCard(id, place, { kind: 'solution', text }))
			})
		add('open', 'Shaded stops')
		add('written', 'Rain gardens')
		await until('they are saved', () => client.acked() >= 2)
		const board = chen.board.id
		const begun = { board, card: 'shape:written', locale: 'en' }
		const path = `/api/workshops/${guangzhou.workshop.id}/practices`
		const { id } = (await post<{ practice: Practice }>(path, chen.token, begun)).body.practice
		const from = `w=${guangzhou.workshop.id}&r=facilitator&b=${board}`.replaceAll('&', '&amp;')
		const { html, docx } = await reportsOf(guangzhou)
		const links = [`${server.url}/exchange/new?${from}&amp;card=shape%3Aopen`, `${server.url}/exchange/${id}?${from}`]
		for (const link of links) for (const text of [html, docx]) expect(text).toContain(`="${link}"`)
		expect(html.match(/Publish as a practice/g)).toHaveLength(1)
		client.leave()
	})

	it('the report of a workshop without exchange has no chapter about it', async () => {
		const empty = await createWorkshop(server.url, { title: 'Empty' })
		expect((await reportsOf(empty)).html).not.toContain('Exchange')
	})
})

describe('[PACK2c] the exchange in an archive', () => {
	it('has the published practices as an exchange file, and the way of the ideas', async () => {
		const files = await archiveOf(guangzhou)
		const file = JSON.parse(strFromU8(files['practices.json'] ?? new Uint8Array())) as ExchangeFile
		expect(file.practices.map((one) => one.practice['id'])).toEqual([practice])
		expect(strFromU8(files['READ ME.txt'] ?? new Uint8Array())).toContain('practices.json')
		expect(Object.keys(files)).not.toContain('travels.svg')
		const adopters = await archiveOf(bogota)
		expect(Object.keys(adopters)).not.toContain('practices.json')
		expect(strFromU8(adopters['travels.csv'] ?? new Uint8Array())).toContain('Guangzhou,Bogotá,Practice,One-stop')
		for (const name of ['travels.svg', 'map.svg'])
			expect(strFromU8(adopters[name] ?? new Uint8Array())).toMatch(/^<svg /)
	})

	it('[PACK3] an archive without names has no practice that names a person', async () => {
		const all = Object.entries(await archiveOf(guangzhou, '&authors=0'))
		expect(all.filter(([path, bytes]) => /(Consenting|Silent) Contributor/.test(textOf(path, bytes)))).toEqual([])
		const path = `workshops/${guangzhou.workshop.id}/exchange.json`
		const named = await call<ExchangeFile>(server.url, `/api/${path}`, { token: chen.token })
		expect(named.body.practices).toHaveLength(1)
		expect((await call(server.url, `/api/${path}?authors=0`, { token: chen.token })).status).toBe(204)
		expect((await call(server.url, `/api/${path}`, { token: ana.token })).status).toBe(403)
	})

	it('[IMP2a] importing it as boards leaves the exchange out', async () => {
		const [session] = bogota.workshop.sessions
		const response = await fetch(`${server.url}/api/sessions/${session?.id}/import?name=archive.zip&dryRun=1`, {
			method: 'POST',
			headers: { Authorization: `Bearer ${bogota.token}`, 'Content-Type': 'application/zip' },
			body: Buffer.from(await download(bogota, ARCHIVE)),
		})
		const { boards, skipped } = (await response.json()) as { boards: object[]; skipped: object[] }
		expect([boards.length, skipped]).toEqual([1, []])
	})
})
