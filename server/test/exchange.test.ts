import { mkdtempSync } from 'node:fs'
import { join as joinPath } from 'node:path'
import type {
	AdoptResult,
	BoardContent,
	CreatedWorkshop,
	ExchangeFile,
	ExchangeResult,
	FoundPractices,
	JoinResult,
	Practice,
	PracticeView,
	SimilarItems,
	WorkshopAdoptions,
} from '@charrette/shared'
import {
	buildCard,
	FIRST_INDEX,
	practiceRoom,
	putRecord,
	readPracticeTexts,
	recordsOf,
	translationFor,
	translationOf,
	writePracticeTexts,
} from '@charrette/shared'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSigningKey } from '../dist/exchange/files/signatures.js'
import { call, createWorkshop, join } from './support/call.ts'
import { startServer, type TestServer } from './support/startServer.ts'
import { joinedAsStock } from './support/stockClient.ts'
import { until } from './support/until.ts'

let server: TestServer
let other: TestServer
/** The workshop of Guangzhou with the boards of the sample, and the workshop of Bogotá. */
let guangzhou: CreatedWorkshop
let bogota: CreatedWorkshop
let chen: JoinResult
let ana: JoinResult
beforeAll(async () => {
	server = await startServer()
	other = await startServer()
	guangzhou = await createWorkshop(server.url, { template: 'sample', title: 'Urban innovation' })
	bogota = await createWorkshop(server.url, { title: 'Taller de Bogotá', locale: 'es' })
	chen = await join(server.url, guangzhou.joinCode, 'Chen', 'Guangzhou')
	ana = await join(server.url, bogota.joinCode, 'Ana', 'Bogotá')
})
afterAll(() => Promise.all([server.stop(), other.stop()]))

const get = <Body>(path: string, token?: string, { url } = server) =>
	call<Body>(url, path, token === undefined ? {} : { token })
const post = <Body>(path: string, token: string, body: object = {}) => call<Body>(server.url, path, { token, body })
const patch = <Body>(path: string, token: string, body: object) =>
	call<Body>(server.url, path, { method: 'PATCH', token, body })

/** Finds a board of the sample with a solution that addresses an obstacle. */
async function answeredObstacle() {
	for (const session of guangzhou.workshop.sessions)
		for (const { id } of session.boards) {
			const { body } = await get<BoardContent>(`/api/boards/${id}/content`, guangzhou.token)
			const link = body.links.find(({ meaning }) => meaning === 'addresses')
			const byId = new Map(body.cards.map((card) => [card.id, card]))
			const [solution, obstacle] = [byId.get(link?.from ?? ''), byId.get(link?.to ?? '')]
			if (solution && obstacle) return { board: id, solution, obstacle }
		}
	throw new Error('the sample has no answered obstacle')
}

/** Creates a draft with these texts, in English and Chinese. */
async function startPractice(token = chen.token, workshop = guangzhou.workshop.id): Promise<Practice> {
	const fields = { title: 'One-stop permit desk', abstract: 'A single desk answers every application in thirty days.' }
	const begun = await post<{ practice: Practice }>(`/api/workshops/${workshop}/practices`, token, {
		locale: 'en',
		fields,
	})
	expect(begun.status).toBe(201)
	const zh = { title: '一站式许可窗口', abstract: '一个窗口受理全部申请，三十天内必须答复。' }
	await patch(`/api/practices/${begun.body.practice.id}`, token, { locale: 'zh-CN', fields: zh })
	return begun.body.practice
}
const publish = (id: string, visibility: string, token = guangzhou.token) =>
	post<{ practice: Practice }>(`/api/practices/${id}/publish`, token, { visibility })
const find = (query: string, token?: string) => get<FoundPractices>(`/api/practices?${query}`, token)
const idsOf = ({ body }: { body: FoundPractices }) => body.practices.map(({ id }) => id)

describe('writing a practice', () => {
	it('[PRACTICE1] a draft from a card is filled with the card, its obstacles and their cases, without names', async () => {
		const { board, solution, obstacle } = await answeredObstacle()
		const body = { board, card: solution.id, locale: 'en' }
		const begun = await post<{ practice: Practice }>(
			`/api/workshops/${guangzhou.workshop.id}/practices`,
			chen.token,
			body,
		)
		const { practice } = begun.body
		expect(practice).toMatchObject({ state: 'draft', version: 0, source: { board, card: solution.id } })
		expect(practice.facts.obstacles.map(({ text }) => text)).toContain(obstacle.text)
		expect(practice.provenance.group).toBeTruthy()
		expect(practice.facts.contributors.every(({ isNamed }) => !isNamed)).toBe(true)
		const { draft } = (await get<PracticeView>(`/api/practices/${practice.id}`, chen.token)).body
		expect(draft?.texts.en).toMatchObject({
			abstract: solution.text,
			obstacles: expect.stringContaining(obstacle.text),
		})
		const workshop = await get<{ workshop: { practices: unknown[] } }>(
			`/api/workshops/${guangzhou.workshop.id}`,
			chen.token,
		)
		expect(workshop.body.workshop.practices).toContainEqual({
			id: practice.id,
			state: 'draft',
			board,
			card: solution.id,
		})
	})

	it('[PRACTICE1] [READ5] a draft has the translations of its card that people wrote, unless they are stale', async () => {
		const { board, solution } = await answeredObstacle()
		const client = await joinedAsStock(server.syncUrl, `board:${board}`, guangzhou.token)
		const [es, fr] = ['Una ventanilla única', 'Un guichet unique']
		const before = client.acked()
		client.doc.transact(() => {
			recordsOf(client.doc)
				.get(solution.id)
				?.set('tr.es', translationFor(solution.text, es, null))
			recordsOf(client.doc)
				.get(solution.id)
				?.set('tr.fr', translationFor('Earlier', fr, null))
		})
		await until('they are stored', () => client.acked() > before)
		client.leave()
		const start = async (locale: string) => {
			const body = { board, card: solution.id, locale }
			const path = `/api/workshops/${guangzhou.workshop.id}/practices`
			const { practice } = (await post<{ practice: Practice }>(path, chen.token, body)).body
			return (await get<PracticeView>(`/api/practices/${practice.id}`, chen.token)).body.draft?.texts
		}
		const english = await start('en')
		expect(english).toMatchObject({ en: { abstract: solution.text }, es: { title: es, abstract: es } })
		expect(english?.fr?.title ?? '').toBe('')
		expect((await start('es'))?.es?.title).toBe(es)
	})

	it('[PRACTICE2] members write in its room together; strangers and projectors cannot, and no one after a withdrawal', async () => {
		const { id } = await startPractice()
		const [one, two] = await Promise.all(
			[chen.token, guangzhou.token].map((token) => joinedAsStock(server.syncUrl, practiceRoom(id), token)),
		)
		one?.doc.transact(() => writePracticeTexts(one.doc, 'en', { lessons: 'Ask early.' }))
		await until('the other has it', () => readPracticeTexts(two?.doc as never).en?.lessons === 'Ask early.')
		const { draft } = (await get<PracticeView>(`/api/practices/${id}`, chen.token)).body
		expect(draft?.texts.en?.lessons).toBe('Ask early.')
		for (const token of [ana.token, bogota.token]) expect((await get(`/api/practices/${id}`, token)).status).toBe(404)
		await post(`/api/practices/${id}/withdraw`, guangzhou.token)
		expect((await patch(`/api/practices/${id}`, chen.token, { facts: { sdgs: [11] } })).status).toBe(409)
		const late = await joinedAsStock(server.syncUrl, practiceRoom(id), chen.token)
		late.doc.transact(() => writePracticeTexts(late.doc, 'en', { results: 'Too late.' }))
		await until('it is refused', () => late.nacked() > 0)
		for (const client of [one, two, late]) client?.leave()
	})

	it('[PRACTICE3] facts are validated, and a change based on an older revision is refused', async () => {
		const { id, revision } = await startPractice()
		const facts = {
			sdgs: [11],
			themes: ['mobility'],
			city: { name: 'Guangzhou', country: 'CN', population: 18_000_000 },
		}
		const changed = await patch<{ practice: Practice }>(`/api/practices/${id}`, chen.token, {
			facts,
			baseVersion: revision + 1,
		})
		expect(changed.body.practice.facts).toMatchObject(facts)
		const stale = await patch<{ error: { code: string } }>(`/api/practices/${id}`, chen.token, {
			facts,
			baseVersion: revision,
		})
		expect([stale.status, stale.body.error.code]).toEqual([409, 'changed_meanwhile'])
		for (const wrong of [
			{ sdgs: [18] },
			{ themes: ['x'] },
			{ licence: 'mine' },
			{ city: {} },
			{ contact: 'x'.repeat(500) },
		])
			expect((await patch(`/api/practices/${id}`, chen.token, { facts: wrong })).status).toBe(400)
	})

	it('[PRACTICE4] facilitators publish; each version is kept, and a translation older than the original is marked', async () => {
		const { id } = await startPractice()
		expect((await publish(id, 'server', chen.token)).status).toBe(403)
		expect((await publish(id, 'server')).body.practice).toMatchObject({ state: 'published', version: 1 })
		await patch(`/api/practices/${id}`, chen.token, { locale: 'en', fields: { abstract: 'Now within twenty days.' } })
		await publish(id, 'server')
		const view = (await get<PracticeView>(`/api/practices/${id}`, ana.token)).body
		expect(view.published?.texts.en?.texts.abstract).toBe('Now within twenty days.')
		expect(view.outdated).toEqual(['zh-CN'])
		expect(view.draft).toBeUndefined()
		const first = await get<{ texts: { en: { texts: object } } }>(`/api/practices/${id}/versions/1`, ana.token)
		expect(first.body.texts.en.texts).toMatchObject({ abstract: expect.stringContaining('thirty days') })
		const long = { fields: { title: 'word '.repeat(40) }, locale: 'en' }
		await patch(`/api/practices/${id}`, chen.token, long)
		const refused = await publish(id, 'server')
		expect([refused.status, JSON.stringify(refused.body)]).toEqual([400, expect.stringContaining('at most 25 words')])
	})

	it('[PRACTICE5] a withdrawn practice cannot be found', async () => {
		const { id } = await startPractice()
		await publish(id, 'public')
		expect(idsOf(await find('q=permit'))).toContain(id)
		await post(`/api/practices/${id}/withdraw`, guangzhou.token)
		for (const token of [undefined, ana.token, chen.token])
			expect(idsOf(await find('q=permit', token))).not.toContain(id)
		expect((await get(`/practices/${id}`)).status).toBe(404)
	})
})

describe('on a server with a host', () => {
	const KEY = 'key-of-the-host'
	let hosted: TestServer
	beforeAll(async () => {
		hosted = await startServer({ CHARRETTE_ADMIN_KEY: KEY })
	})
	afterAll(() => hosted.stop())

	it('[PRACTICE4a] a practice for everybody waits for the host, who releases and withdraws it', async () => {
		const at = <Body>(path: string, token: string, body?: object) => call<Body>(hosted.url, path, { token, body })
		const opened = (await at<CreatedWorkshop>('/api/workshops', KEY, { title: 'Hosted' })).body
		const fields = { title: 'Rain gardens', abstract: 'Yards soak up the rain.' }
		const path = `/api/workshops/${opened.workshop.id}/practices`
		const { id } = (await at<{ practice: Practice }>(path, opened.token, { locale: 'en', fields })).body.practice
		const asked = await at<{ practice: Practice }>(`/api/practices/${id}/publish`, opened.token, {
			visibility: 'public',
		})
		expect(asked.body.practice).toMatchObject({ state: 'inReview', version: 0 })
		const found = async () => idsOf(await call<FoundPractices>(hosted.url, '/api/practices?q=rain'))
		expect(await found()).toEqual([])
		for (const token of [opened.token, 'another-key']) expect((await at('/api/host/practices', token)).status).toBe(401)
		const waiting = await at<{ waiting: Practice[] }>('/api/host/practices', KEY)
		expect(waiting.body.waiting.map((practice) => practice.id)).toEqual([id])
		expect((await at(`/api/host/practices/${id}/publish`, KEY, {})).status).toBe(200)
		expect(await found()).toEqual([id])
		expect((await at(`/api/host/practices/${id}/withdraw`, KEY, {})).status).toBe(204)
		expect(await found()).toEqual([])
		expect((await get('/api/host/practices', KEY)).status).toBe(404)
	})
})

describe('finding and adopting', () => {
	/** Publishes a practice of each visibility and creates a draft, all with this word. */
	async function practicesWith(word: string): Promise<Map<string, string>> {
		const made = new Map<string, string>()
		for (const visibility of ['draft', 'workshop', 'server', 'public']) {
			const { id } = await startPractice()
			await patch(`/api/practices/${id}`, chen.token, { locale: 'en', fields: { results: `${word} ${visibility}` } })
			if (visibility !== 'draft') await publish(id, visibility)
			made.set(visibility, id)
		}
		return made
	}

	it.for([
		['nobody', (): string | undefined => undefined, ['public']],
		['a member of another workshop', (): string | undefined => ana.token, ['server', 'public']],
		['a member of its workshop', (): string | undefined => chen.token, ['workshop', 'server', 'public']],
	] as const)(
		'[FIND5] %s finds, counts and reads no practice that they may not see',
		async ([reader, tokenOf, sees]) => {
			const word = `xylophone${reader.length}`
			const made = await practicesWith(word)
			const token = tokenOf()
			const found = await find(`q=${word}`, token)
			expect(idsOf(found).sort()).toEqual(sees.map((visibility) => made.get(visibility)).sort())
			expect(found.body.total).toBe(sees.length)
			expect(Object.values(found.body.facets['language'] ?? {})).toEqual([sees.length, sees.length])
			const own = ['a member of its workshop'].includes(reader) ? ['draft'] : []
			for (const [visibility, id] of made) {
				const status = [...sees, ...own].includes(visibility) ? 200 : 404
				expect((await get(`/api/practices/${id}`, token)).status, visibility).toBe(status)
				expect((await get(`/api/practices/${id}/versions/1`, token)).status, visibility).toBe(
					visibility === 'draft' ? 404 : status,
				)
			}
		},
	)

	it('[FIND5] [PAGE1] the feed and the pages show public practices only', async () => {
		const made = await practicesWith('xylophone')
		const feed = (await get('/exchange/feed.json')).text
		for (const [visibility, id] of made) {
			expect(feed.includes(id), visibility).toBe(visibility === 'public')
			expect((await get(`/practices/${id}`)).status, visibility).toBe(visibility === 'public' ? 200 : 404)
		}
	})

	it('[ADOPT1] [ADOPT2] another workshop finds it in Spanish and Chinese and adopts it, and its origin sees the outcome', async () => {
		const { id } = await startPractice()
		const es = { title: 'Ventanilla única de permisos', abstract: 'Una sola ventanilla responde en treinta días.' }
		await patch(`/api/practices/${id}`, chen.token, { locale: 'es', fields: es })
		await publish(id, 'server')
		for (const query of ['q=ventanila&locale=es', `q=${encodeURIComponent('許可')}&locale=zh-CN`, 'q=ventan&locale=es'])
			expect(idsOf(await find(query, ana.token)), query).toContain(id)
		const marked = (await find(`q=${encodeURIComponent('许可')}&locale=zh-CN`, ana.token)).body.practices[0]?.title
		expect(marked?.marks.map(([start, end]) => marked.text.slice(start, end))).toEqual(['许可'])

		const board = ana.board.id
		const { card, adoption } = (await post<AdoptResult>(`/api/practices/${id}/adopt`, ana.token, { board })).body
		const client = await joinedAsStock(server.syncUrl, `board:${board}`, ana.token)
		const record = recordsOf(client.doc).get(card)
		expect(record?.get('meta.from')).toMatchObject({ practice: id, city: 'Guangzhou', workshop: 'Urban innovation' })
		client.leave()
		const change = {
			status: 'adapting',
			factors: { law: { weight: -2, note: 'Needs a decree.' } },
			adaptation: 'Sixty days.',
			report: 'Started.',
			isShown: true,
		}
		expect((await patch(`/api/adoptions/${adoption.id}`, chen.token, change)).status).toBe(404)
		expect((await patch(`/api/adoptions/${adoption.id}`, ana.token, change)).status).toBe(200)
		const view = (await get<PracticeView>(`/api/practices/${id}`, chen.token)).body
		expect(view.adoptions).toMatchObject([{ city: 'Bogotá', status: 'adapting', report: 'Started.' }])
		expect(view.draft?.adoptions).toMatchObject([{ factors: change.factors, adaptation: 'Sixty days.' }])
		const own = await get<WorkshopAdoptions>(`/api/workshops/${bogota.workshop.id}/adoptions`, ana.token)
		expect(own.body.adoptions).toMatchObject([{ id: adoption.id, from: { city: 'Guangzhou' } }])
		expect(idsOf(await find('q=&status=adapting', ana.token))).toEqual([id])
	})

	it('[ADOPT1] [RUN1c] on the template’s board an adopted card goes into the column of solutions, for which its phases have a button', async () => {
		const { id } = await startPractice()
		await publish(id, 'server')
		const { workshop, token } = await createWorkshop(server.url, { template: 'learn-from-cities', locale: 'es' })
		const [{ phases = [], boards = [] } = {}] = workshop.sessions
		expect(phases.map(({ leadsTo }) => leadsTo)).toEqual(['practices', 'practices', 'adoptions', undefined, undefined])
		const board = boards[0]?.id
		await post(`/api/practices/${id}/adopt`, token, { board, locale: 'es' })
		await post(`/api/practices/${id}/adopt`, token, { board, locale: 'zh-CN' })
		const { cards, clusters } = (await get<BoardContent>(`/api/boards/${board}/content`, token)).body
		const column = clusters.find(({ title }) => title === 'Soluciones adoptadas')
		expect(column?.cards.length).toBe(2)
		expect(cards.map(({ cluster }) => cluster)).toEqual([column?.id, column?.id])
	})

	it('[ADOPT1a] the adopter chooses title and text; the titles of the practice stay as translations', async () => {
		const { id } = await startPractice()
		await publish(id, 'server')
		const board = ana.board.id
		const adopt = async (body: object) => {
			const { card } = (await post<AdoptResult>(`/api/practices/${id}/adopt`, ana.token, { board, ...body })).body
			const { cards } = (await get<BoardContent>(`/api/boards/${board}/content`, ana.token)).body
			return cards.find((one) => one.id === card)
		}
		const [en, zh] = ['One-stop permit desk', '一站式许可窗口']
		const own = 'Una sola ventanilla'
		const chosen = await adopt({ locale: 'es', title: own, text: 'Responde en 30 días.' })
		expect(chosen).toMatchObject({ text: own, description: 'Responde en 30 días.', from: { practice: id, title: en } })
		expect(chosen?.translations).toEqual({ en: translationFor(own, en, null), 'zh-CN': translationFor(own, zh, null) })
		expect(translationOf(chosen ?? { text: '' }, 'zh-CN')).toMatchObject({ text: zh, isStale: false })
		const plain = await adopt({ locale: 'es' })
		expect([plain?.text, plain?.translations]).toEqual([en, { 'zh-CN': translationFor(en, zh, null) }])
		expect(plain?.from).not.toHaveProperty('title')
	})

	it('[ADOPT3] a JSON export keeps the source of an adopted card, and so does its import on another server', async () => {
		const { id } = await startPractice()
		await publish(id, 'server')
		await post(`/api/practices/${id}/adopt`, bogota.token, { board: ana.board.id })
		const file = await get(`/api/boards/${ana.board.id}/export?format=json`, bogota.token)
		const elsewhere = await createWorkshop(other.url)
		const board = elsewhere.workshop.sessions[0]?.boards[0]?.id
		await call(other.url, `/api/boards/${board}/import?name=board.json`, { token: elsewhere.token, raw: file.text })
		const client = await joinedAsStock(other.syncUrl, `board:${board}`, elsewhere.token)
		await until('the card is there', () => recordsOf(client.doc).size > 0)
		const sources = [...recordsOf(client.doc).values()].map((record) => record.get('meta.from')).filter(Boolean)
		expect(sources).toContainEqual(expect.objectContaining({ practice: id, city: 'Guangzhou' }))
		client.leave()
	})

	it('[SIMILAR1] [SIMILAR2] similar obstacles come from boards of the workshop, and from other workshops only once they are open', async () => {
		const { board, obstacle } = await answeredObstacle()
		const text = obstacle.text
		const own = ana.board.id
		const client = await joinedAsStock(server.syncUrl, `board:${own}`, bogota.token)
		const card = buildCard('same', { x: 0, y: 0, index: FIRST_INDEX }, { kind: 'obstacle', text })
		client.doc.transact(() => putRecord(recordsOf(client.doc), card))
		await until('it is saved', () => client.acked() >= 2)
		const open = (isOpen: boolean) =>
			post(`/api/workshops/${guangzhou.workshop.id}/commands`, guangzhou.token, { type: 'exchange.open', isOpen })
		const ask = async () =>
			(await get<SimilarItems>(`/api/boards/${own}/similar?card=shape:same`, ana.token)).body.similar
		expect((await ask()).filter(({ kind }) => kind === 'card')).toEqual([])
		await open(true)
		await get(`/api/boards/${board}/similar?card=${obstacle.id}`, chen.token)
		const found = (await ask()).find(({ kind }) => kind === 'card')
		expect(found).toMatchObject({ title: text, from: { workshop: 'Urban innovation' } })
		expect(found?.solutions?.length).toBeGreaterThan(0)
		await open(false)
		expect((await ask()).filter(({ kind }) => kind === 'card')).toEqual([])
		client.leave()
	})
})

describe('the sample workshop', () => {
	let sample: CreatedWorkshop
	let lin: JoinResult
	beforeAll(async () => {
		sample = await createWorkshop(server.url, { template: 'sample', title: 'Sample', locale: 'fr' })
		lin = await join(server.url, sample.joinCode, 'Lin', 'Wuhan')
	})
	const ids = () => (sample.workshop.practices ?? []).map(({ id }) => id as string)
	const searchOwn = async (text: string, locale: string, token = lin.token) => {
		const { practices } = (await find(`q=${encodeURIComponent(text)}&locale=${locale}&limit=50`, token)).body
		return practices.filter(({ id }) => ids().includes(id))
	}

	it('[SAMPLE1][FIND7b] has twelve practices that only its members find, in any language', async () => {
		expect(ids()).toHaveLength(12)
		expect(await searchOwn('', 'en')).toHaveLength(12)
		const permits = await searchOwn('许可', 'zh-CN')
		// Its Spanish text matches better, since the glossary also looks for "permiso".
		const barcelona = { locale: 'zh-CN', languages: ['es', 'en', 'zh-CN', 'fr'] }
		expect(permits.find(({ city }) => city === 'Barcelona')).toMatchObject(barcelona)
		expect((await searchOwn('vendeuse', 'fr'))[0]).toMatchObject({ city: 'Dakar' })
		expect(await searchOwn('', 'en', ana.token)).toEqual([])
		expect(idsOf(await find('q=')).filter((id) => ids().includes(id))).toEqual([])
	})

	it('[SAMPLE1] shows the origin of each practice, keeps earlier versions, and marks outdated translations', async () => {
		const [permits] = await searchOwn('ventanilla', 'es')
		const [budget] = await searchOwn('ruelles', 'fr')
		const { published, versions, draft, outdated } = (
			await get<PracticeView>(`/api/practices/${permits?.id}`, lin.token)
		).body
		expect(published?.provenance).toMatchObject({ session: 'Jour 1, matin', group: 'Groupe 1', city: 'Barcelona' })
		expect(published?.facts.obstacles.map(({ text }) => text)).toContain('Permits for bus lanes take nine months')
		expect(versions.map(({ version }) => version)).toEqual([2, 1])
		expect(outdated).toEqual([])
		expect(draft?.practice.state).toBe('published')
		for (const locale of ['en', 'zh-CN', 'es', 'fr'] as const)
			expect(draft?.texts[locale]).toEqual(published?.texts[locale]?.texts)
		const source = draft?.practice.source
		const { cards } = (await get<BoardContent>(`/api/boards/${source?.board}/content`, lin.token)).body
		expect(cards.find(({ id }) => id === source?.card)?.text).toBe('One-stop permit desk with a thirty-day clock')
		const view = (await get<PracticeView>(`/api/practices/${budget?.id}`, lin.token)).body
		expect(view.outdated.sort()).toEqual(['es', 'zh-CN'])
	})

	it('[SAMPLE1] runs its second day on the template, with the adopted cards on the groups’ boards', async () => {
		const [, second] = sample.workshop.sessions
		expect(second).toMatchObject({ title: 'Jour 2, matin', phases: { length: 5 }, groups: { length: 6 } })
		const { adoptions } = (await get<WorkshopAdoptions>(`/api/workshops/${sample.workshop.id}/adoptions`, lin.token))
			.body
		expect(adoptions.length).toBeGreaterThanOrEqual(8)
		for (const { board, card, title, practice } of adoptions) {
			expect(second?.boards.map(({ id }) => id)).toContain(board)
			const { cards, clusters, links } = (await get<BoardContent>(`/api/boards/${board}/content`, lin.token)).body
			const adopted = cards.find(({ id }) => id === card)
			expect(adopted?.from).toMatchObject({ practice, workshop: 'Sample', session: 'Jour 1, matin' })
			expect(title).not.toBe('')
			expect(clusters.find(({ id }) => id === adopted?.cluster)?.title).toBe('Solutions adoptées')
			const answered = links.find(({ from, meaning }) => from === card && meaning === 'addresses')
			expect(cards.find(({ id }) => id === answered?.to)?.kind).toBe('obstacle')
		}
		const [office] = await searchOwn('ventanilla', 'es')
		const { adoptions: shown } = (await get<PracticeView>(`/api/practices/${office?.id}`, lin.token)).body
		expect(shown).toMatchObject([{ city: 'Bogotá', country: 'CO', status: 'adapting' }])
	})
})

describe('a card and its copies', () => {
	it('[SIMILAR1] count as one: a group’s card that is also on the plenary board is no answer to itself', async () => {
		const { board, obstacle } = await answeredObstacle()
		const path = `/api/boards/${board}/similar?card=${obstacle.id}`
		const { similar } = (await get<SimilarItems>(path, chen.token)).body
		const cards = similar.filter(({ kind }) => kind === 'card')
		expect(cards.map(({ title }) => title)).not.toContain(obstacle.text)
		expect(cards.length).toBeGreaterThan(0)
		expect(new Set(cards.map(({ title, from }) => `${title} ${from.city}`)).size).toBe(cards.length)
	})
})

describe('between servers', () => {
	const send = async (file: unknown) => {
		const elsewhere = await createWorkshop(other.url)
		const raw = typeof file === 'string' ? file : JSON.stringify(file)
		return call<ExchangeResult & { error: { code: string } }>(other.url, '/api/exchange', {
			token: elsewhere.token,
			raw,
		})
	}
	const fileOf = async (id: string) => (await get<ExchangeFile>(`/api/exchange?practice=${id}`, guangzhou.token)).body

	it('[EXCH1] [EXCH2] a practice travels by file; later versions replace it, but older or altered ones do not', async () => {
		const { id } = await startPractice()
		await publish(id, 'public')
		const first = await fileOf(id)
		expect((await send(first)).body.counts).toMatchObject({ added: 1 })
		expect((await send(first)).body.counts).toMatchObject({ unchanged: 1, added: 0 })
		const elsewhere = await createWorkshop(other.url)
		const found = await get<FoundPractices>('/api/practices?q=permit', elsewhere.token, other)
		expect(found.body.practices).toMatchObject([{ id, origin: server.url }])
		await patch(`/api/practices/${id}`, chen.token, { locale: 'en', fields: { abstract: 'Second.' } })
		await publish(id, 'public')
		expect((await send(await fileOf(id))).body.counts).toMatchObject({ updated: 1 })
		expect((await send(first)).body.counts).toMatchObject({ older: 1 })
		const forged = structuredClone(first)
		Object.assign(forged.practices[0]?.practice ?? {}, { version: 9 })
		expect((await send(forged)).body).toMatchObject({ counts: { forged: 1 }, refused: [{ receipt: 'forged' }] })
		const onward = await get<ExchangeFile>(`/api/exchange?practice=${id}`, elsewhere.token, other)
		expect(onward.body.practices[0]).toMatchObject({ server: { url: server.url }, via: [{ url: other.url }] })
	})

	it('[EXCH2] fields of a newer release are kept, and signed with the rest', async () => {
		const { id } = await startPractice()
		await publish(id, 'public')
		const [signed] = (await fileOf(id)).practices
		const key = openSigningKey(mkdtempSync(joinPath(other.dataDir, 'key-')))
		const practice = { ...signed?.practice, id: 'fromTheFuture', mood: { colour: 'blue' } }
		const later = {
			...signed,
			practice,
			signature: key.sign(practice),
			server: { url: 'https://later.example', key: key.publicKey },
		}
		expect((await send({ format: 'charrette.exchange', schema: 1, practices: [later] })).body.counts.added).toBe(1)
		const elsewhere = await createWorkshop(other.url)
		const again = await get<ExchangeFile>('/api/exchange?practice=fromTheFuture', elsewhere.token, other)
		expect(again.body.practices[0]).toMatchObject({ practice, signature: later.signature, server: later.server })
	})

	it('[EXCH2] a practice of another server cannot replace a known practice with the same id', async () => {
		const { id } = await startPractice()
		await publish(id, 'public')
		const file = await fileOf(id)
		await send(file)
		const key = openSigningKey(mkdtempSync(joinPath(other.dataDir, 'key-')))
		const practice = { ...file.practices[0]?.practice, version: 7 }
		const server = { url: 'https://thief.example', key: key.publicKey }
		const stolen = { practice, server, signature: key.sign(practice), via: [] }
		expect((await send({ ...file, practices: [stolen] })).body.counts).toMatchObject({ foreign: 1, updated: 0 })
	})

	it('[EXCH3] bad files are refused with a message, and no part of them is imported', async () => {
		const { id } = await startPractice()
		await publish(id, 'public')
		const file = await fileOf(id)
		const [signed] = file.practices
		const codes = async (bad: unknown) => (await send(bad)).body.error?.code
		expect(await codes('{')).toBe('malformed_json')
		expect(await codes({ format: 'other' })).toBe('unknown_format')
		expect(await codes({ ...file, schema: 3 })).toBe('newer_format')
		expect(await codes({ ...file, practices: Array.from({ length: 10_000 }, () => signed) })).toBe('too_much_inside')
		const elsewhere = await createWorkshop(other.url)
		const before = (await get<FoundPractices>('/api/practices?q=', elsewhere.token, other)).body.total
		const long = structuredClone(signed)
		Object.assign(long?.practice ?? {}, { texts: { en: { at: 1, texts: { title: 'x'.repeat(100_000) } } } })
		const wrong = [null, 7, [], {}, { ...signed, server: 'x' }, { ...signed, signature: 'A'.repeat(86) }, long]
		const { body } = await send({ ...file, practices: wrong })
		expect(body.counts).toMatchObject({ added: 0, invalid: 6, forged: 1 })
		expect((await get<FoundPractices>('/api/practices?q=', elsewhere.token, other)).body.total).toBe(before)
	})

	it('[PRACTICE8] evidence is bounded, published, searched by progress, shown on the page and signed in the file', async () => {
		const { id } = await startPractice()
		const evidence = {
			progress: 'failed' as const,
			cost: { amount: 120_000, currency: 'CNY', year: 2024 },
			partners: 'Chamber of <Trade>',
			links: [{ url: 'https://example.org/report.pdf', title: 'Evaluation "2025"' }],
			figures: [
				{
					indicator: 'Waiting time',
					unit: 'days',
					before: { value: 90, year: 2022 },
					after: { value: 31, year: 2025 },
				},
			],
		}
		const change = (more: object) =>
			patch(`/api/practices/${id}`, chen.token, { facts: { evidence: { ...evidence, ...more } } })
		expect((await change({ links: [{ url: 'javascript:alert(1)', title: 'x' }] })).status).toBe(400)
		expect((await change({ links: Array(9).fill(evidence.links[0]) })).status).toBe(400)
		expect((await change({ progress: 'maybe' })).status).toBe(400)
		expect((await change({})).status).toBe(200)
		await publish(id, 'public')
		const { published } = (await get<PracticeView>(`/api/practices/${id}`, chen.token)).body
		expect(published?.facts.evidence).toEqual(evidence)
		expect(idsOf(await find('progress=failed'))).toContain(id)
		expect(idsOf(await find('progress=running'))).not.toContain(id)
		const page = await (await fetch(`${server.url}/practices/${id}?lang=zh-CN`)).text()
		expect(page).toContain('<a rel="nofollow noopener" href="https://example.org/report.pdf">')
		expect(page).toContain('Chamber of &#60;Trade')
		expect(page).toContain('未成功')
		const file = await fileOf(id)
		const forged = JSON.parse(JSON.stringify(file).replaceAll('"failed"', '"scaled"')) as ExchangeFile
		expect((await send(forged)).body.counts).toMatchObject({ added: 0, forged: 1 })
		expect((await send(file)).body.counts).toMatchObject({ added: 1 })
		const elsewhere = await createWorkshop(other.url)
		const there = await get<PracticeView>(`/api/practices/${id}`, elsewhere.token, other)
		expect(there.body.published?.facts.evidence).toEqual(evidence)
	})
})
