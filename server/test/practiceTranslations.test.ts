import {
	type Adoption,
	type AdoptionId,
	type AdoptResult,
	adoptedTextId,
	type BoardTranslations,
	buildCard,
	collectionTextId,
	type FoundPractices,
	ownTitleId,
	type Practice,
	type PracticeCollection,
	type PracticeId,
	type PracticeView,
	passageTextId,
	practiceTextId,
	putRecord,
	questionTextId,
	reportTextId,
	type SimilarItems,
	type TranslationsBody,
	type WorkshopAdoptions,
} from '@charrette/shared'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { call } from './support/call.ts'
import { startServer, type TestServer } from './support/startServer.ts'
import {
	sendTranslations,
	startTranslatorServer,
	type TranslatorServer,
	translateAll,
} from './support/translatorServer.ts'
import { openVotingScene, type VotingScene } from './support/votingScene.ts'

const TITLE = 'Un guichet unique pour la voirie'
const ABSTRACT = 'La mairie répond en trente jours à chaque demande de travaux.'
const OBSTACLE = 'Nobody is in charge of the bus lane'

let translator: TranslatorServer
let server: TestServer
let scene: VotingScene
let stranger: VotingScene
beforeAll(async () => {
	translator = await startTranslatorServer()
	server = await startServer({ TRANSLATE_URL: translator.url, TRANSLATE_KIND: 'libretranslate' })
})
afterAll(async () => {
	await server.stop()
	await translator.stop()
})
beforeEach(async () => {
	translator.answer = translateAll
	translator.requests = []
	scene = await openVotingScene(server)
	stranger = await openVotingScene(server)
})

const post = <Body>(path: string, body: object, token?: string, method = 'POST') =>
	call<Body>(server.url, path, { ...(token && { token }), body, method })

/** Writes a practice in French, with an obstacle in English, and publishes it. */
async function publish(visibility: string, more: Record<string, object> = {}): Promise<PracticeId> {
	const { token, workshop } = scene.opened
	const body = { locale: 'fr', fields: { title: TITLE, abstract: ABSTRACT } }
	const { practice } = (await post<{ practice: Practice }>(`/api/workshops/${workshop.id}/practices`, body, token)).body
	const path = `/api/practices/${practice.id}`
	await post(path, { facts: { obstacles: [{ text: OBSTACLE }] } }, token, 'PATCH')
	for (const [locale, fields] of Object.entries(more)) await post(path, { locale, fields }, token, 'PATCH')
	await post(`${path}/publish`, { visibility }, token)
	return practice.id
}

const read = (ids: string[], to: string | null = 'es', token?: string, more: Partial<TranslationsBody> = {}) =>
	post<BoardTranslations>('/api/practices/translations', { to, ids, ...more }, token)
const idsOf = (id: PracticeId) => ['title', 'abstract', 'obstacle0'].map((key) => practiceTextId(id, 'fr', key))
const textsOf = ({ body }: { body: BoardTranslations }) => body.translations.map(({ text }) => text).sort()
const TRANSLATED = [OBSTACLE, ABSTRACT, TITLE].map((text) => `[es] ${text}`).sort()

it('[READ9] [TRANSLATE3] everybody reads a public practice in their language, translated once, also after a restart', async () => {
	const id = await publish('public')
	expect(textsOf(await read(idsOf(id)))).toEqual(TRANSLATED)
	expect(textsOf(await read(idsOf(id), 'es', stranger.opened.token))).toEqual(TRANSLATED)
	await server.restart()
	const { body } = await read(idsOf(id))
	expect(body.languages).toEqual(Object.fromEntries(idsOf(id).map((one, at) => [one, at < 2 ? 'fr' : 'en'])))
	expect(textsOf({ body })).toEqual(TRANSLATED)
	expect(translator.requests.flatMap(({ q }) => q).sort()).toEqual([OBSTACLE, ABSTRACT, TITLE].sort())
})

it('[READ9] [FIND5] a reader gets translations only of practices that they may see, and of no drafts', async () => {
	const [own, shared] = [await publish('workshop'), await publish('server')]
	const { token, workshop } = scene.opened
	const body = { locale: 'fr', fields: { title: TITLE } }
	const draft = (await post<{ practice: Practice }>(`/api/workshops/${workshop.id}/practices`, body, token)).body
		.practice
	const of = async (as?: string) =>
		Promise.all([own, shared, draft.id].map(async (id) => textsOf(await read(idsOf(id), 'es', as)).length))
	expect(await of()).toEqual([0, 0, 0])
	expect(await of(stranger.opened.token)).toEqual([0, 3, 0])
	expect(await of(token)).toEqual([3, 3, 0])
	expect((await read(['nothing', 'a/b/c', `${own}/report/1/Lima`], 'es', token)).body.translations).toEqual([])
	expect((await read(Array.from({ length: 101 }, (_, n) => `${own}/fr/${n}`))).status).toBe(400)
})

it('[READ9] what the writers wrote in the reader’s language comes before the machine', async () => {
	const id = await publish('public', { es: { title: 'Ventanilla única', abstract: 'Responde en 30 días.' } })
	const [title = '', abstract = ''] = idsOf(id)
	const { body } = await read([title, abstract])
	expect(body.translations.map(({ text, by }) => [text, by])).toEqual([
		['Ventanilla única', null],
		['Responde en 30 días.', null],
	])
	expect((await read([title], null, undefined, { by: 'people' })).body.languages).toEqual({ [title]: 'fr' })
	expect((await read([title], 'es', undefined, { by: 'people' })).body.translations).toHaveLength(1)
	expect(translator.requests).toEqual([])
})

it('[READ9] the translations of a withdrawn practice are gone', async () => {
	const id = await publish('public')
	await read(idsOf(id))
	const { token } = scene.opened
	await post(`/api/practices/${id}/withdraw`, {}, token)
	expect((await read(idsOf(id))).body).toMatchObject({ translations: [], languages: {} })
	await post(`/api/practices/${id}/publish`, { visibility: 'public' }, token)
	translator.requests = []
	expect(textsOf(await read(idsOf(id)))).toEqual(TRANSLATED)
	expect(translator.requests.flatMap(({ q }) => q)).toHaveLength(3)
})

it('[TRANSLATE2] a bad answer is neither shown nor stored', async () => {
	const id = await publish('public')
	translator.answer = ({ q }, response) =>
		sendTranslations(
			response,
			q.map(() => '<b>hacked</b>'),
		)
	expect((await read(idsOf(id))).body.translations).toEqual([])
	await server.restart()
	translator.answer = (_, response) => void response.writeHead(500).end('<html>')
	expect((await read(idsOf(id))).body).toMatchObject({ translations: [], problem: 'failed' })
	await server.restart()
	translator.answer = translateAll
	expect(textsOf(await read(idsOf(id)))).toEqual(TRANSLATED)
})

it('[READ3] [READ9] the workshop of the practice, and that of the reader, can forbid machine translation', async () => {
	const id = await publish('public')
	const isAllowed = (allowed: boolean) => ({ type: 'translation.set', isAllowed: allowed }) as const
	await scene.send(isAllowed(false))
	expect((await read(idsOf(id), 'es', stranger.opened.token)).body.translations).toEqual([])
	await scene.send(isAllowed(true))
	await stranger.send(isAllowed(false))
	expect((await read(idsOf(id), 'es', stranger.opened.token)).body.translations).toEqual([])
	expect(translator.requests).toEqual([])
	expect(textsOf(await read(idsOf(id)))).toEqual(TRANSLATED)
	await scene.send(isAllowed(false))
	expect((await read(idsOf(id))).body.translations).toEqual([])
})

it('[READ9] the report of a city that adopted a practice is read in one’s own language', async () => {
	const id = await publish('public')
	const { token } = stranger.opened
	const adopt = await post<AdoptResult>(`/api/practices/${id}/adopt`, { board: stranger.plenary }, token)
	const change = { isShown: true, report: 'Personne ne demandait la permission auparavant' }
	await post<Adoption>(`/api/adoptions/${adopt.body.adoption.id}`, change, token, 'PATCH')
	const { adoptions } = (await call<PracticeView>(server.url, `/api/practices/${id}`)).body
	const report = reportTextId(id, adoptions[0] ?? { city: '', at: 0 })
	expect(textsOf(await read([report]))).toEqual([`[es] ${change.report}`])
	await stranger.send({ type: 'translation.set', isAllowed: false })
	expect(textsOf(await read([report]))).toEqual([])
})

it('[READ9] [READ9a] a question about a practice and its answer are read in one’s own language', async () => {
	const id = await publish('public')
	const asked = { city: 'Dakar', name: '', text: 'Qui décide quand la mairie change de priorité ?' }
	const { token } = stranger.opened
	expect((await post(`/api/practices/${id}/questions`, asked, token)).status).toBeLessThan(300)
	const viewOf = async (as?: string) =>
		(await call<PracticeView>(server.url, `/api/practices/${id}`, { ...(as && { token: as }) })).body.questions[0]
			?.id ?? ''
	const question = await viewOf(token)
	const ids = (['question', 'answer'] as const).map((part) => questionTextId(id, question, part))
	expect(textsOf(await read(ids))).toEqual([])
	expect(textsOf(await read(ids, 'es', token))).toEqual([`[es] ${asked.text}`])
	const answer = { text: 'Une seule personne de la mairie décide.' }
	await post(`/api/practices/${id}/questions/${question}/answer`, answer, scene.opened.token)
	expect(textsOf(await read(ids))).toEqual([`[es] ${asked.text}`, `[es] ${answer.text}`])
	await stranger.send({ type: 'translation.set', isAllowed: false })
	expect(textsOf(await read(ids))).toEqual([])
})

it('[READ9] the excerpt of a search hit is translated by the passage around the match', async () => {
	const measures = `${'Les riverains attendaient des mois. '.repeat(6)}Le tramway a demandé trois ans de travaux. ${'Tout est calme. '.repeat(12)}`
	const id = await publish('public', { fr: { objectives: measures } })
	const found = (await call<FoundPractices>(server.url, '/api/practices?q=tramway&locale=es')).body.practices[0]
	const { index = -1, text = '' } = found?.excerpt?.passage ?? {}
	expect(text).toContain('Le tramway a demandé trois ans de travaux.')
	expect(text.length).toBeLessThanOrEqual(240)
	const { body } = await read([passageTextId(id, 'fr', index), passageTextId(id, 'fr', 99)])
	expect(body.translations.map((one) => [one.original, one.text])).toEqual([[text, `[es] ${text}`]])
})

it('[READ9] [COLLECT2] the words of a collection are translated for those who may read it', async () => {
	const [open, shared] = [await publish('public'), await publish('server')]
	const begin = async (title: string, practice: PracticeId) => {
		const path = `/api/workshops/${scene.opened.workshop.id}/collections`
		const start = { title, text: ABSTRACT, session: null, practices: [practice] }
		return (await post<{ collection: PracticeCollection }>(path, start, scene.opened.token)).body.collection.id
	}
	const [forAll, forMembers] = [await begin(TITLE, open), await begin(`${TITLE}, bis`, shared)]
	const ids = [forAll, forMembers].flatMap((one) => [collectionTextId(one, 'title'), collectionTextId(one, 'text')])
	const all = [`[es] ${ABSTRACT}`, `[es] ${TITLE}`]
	expect(textsOf(await read(ids))).toEqual(all)
	const both = [...all, `[es] ${ABSTRACT}`, `[es] ${TITLE}, bis`].sort()
	expect(textsOf(await read(ids, 'es', stranger.opened.token))).toEqual(both)
	await scene.send({ type: 'translation.set', isAllowed: false })
	for (const token of [undefined, stranger.opened.token, scene.opened.token])
		expect(textsOf(await read(ids, 'es', token))).toEqual([])
})

it('[READ9] the title of what a workshop adopted is translated for its members, also once it is withdrawn', async () => {
	const id = await publish('public')
	const { token, workshop } = stranger.opened
	await post<AdoptResult>(`/api/practices/${id}/adopt`, { board: stranger.plenary }, token)
	const { adoptions } = (
		await call<WorkshopAdoptions>(server.url, `/api/workshops/${workshop.id}/adoptions`, { token })
	).body
	const [{ id: adoption, titleLocale } = { id: '' as AdoptionId, titleLocale: '' as const }] = adoptions
	expect(titleLocale).toBe('fr')
	const ids = [adoptedTextId(adoption, titleLocale)]
	expect(textsOf(await read(ids, 'es', token))).toEqual([`[es] ${TITLE}`])
	expect(textsOf(await read(ids))).toEqual([])
	expect(textsOf(await read(ids, 'es', scene.opened.token))).toEqual([])
	await scene.send({ type: 'translation.set', isAllowed: false })
	expect(textsOf(await read(ids, 'es', token))).toEqual([])
	await scene.send({ type: 'translation.set', isAllowed: true })
	await post(`/api/practices/${id}/withdraw`, {}, scene.opened.token)
	expect(textsOf(await read(ids, 'es', token))).toEqual([`[es] ${TITLE}`])
})

it('[READ9] [READ9a] the title of what a workshop writes is translated for its members, also of a draft', async () => {
	const { token, workshop } = scene.opened
	const body = { locale: 'fr', fields: { title: TITLE } }
	const begin = () => post<{ practice: Practice }>(`/api/workshops/${workshop.id}/practices`, body, token)
	const draft = ownTitleId((await begin()).body.practice.id)
	expect(textsOf(await read([draft], 'es', token))).toEqual([`[es] ${TITLE}`])
	expect(textsOf(await read([draft]))).toEqual([])
	expect(textsOf(await read([draft], 'es', stranger.opened.token))).toEqual([])
	// What its writers wrote comes before the machine.
	const published = ownTitleId(await publish('public', { es: { title: 'Ventanilla única', abstract: 'En 30 días.' } }))
	expect(textsOf(await read([published], 'es', token))).toEqual(['Ventanilla única'])
	await scene.send({ type: 'translation.set', isAllowed: false })
	expect(textsOf(await read([draft], 'es', token))).toEqual([])
})

/** Returns the public page of a practice, as a browser that prefers these languages gets it. */
async function page(id: PracticeId, languages: string | null, query = ''): Promise<string> {
	// `fetch` would add a header of its own.
	const headers = { 'accept-language': languages ?? '' }
	return (await fetch(`${server.url}/practices/${id}${query}`, { headers })).text()
}

it('[PAGE2] [READ9] the public page of a practice is in the reader’s language, with a link to what was written', async () => {
	const id = await publish('public')
	const read = await page(id, 'es-PE,es;q=0.9,fr;q=0.5')
	expect(read).toMatch(/<html lang="es">/)
	expect(read).toContain(`<h1>[es] ${TITLE}</h1>`)
	expect(read).toContain(`[es] ${OBSTACLE}`)
	expect(read).toMatch(/Traducción automática · <a rel="nofollow" href="\?lang=fr">Ver el original<\/a>/)
	// Previews, search engines and citations have what was written.
	expect(read).toContain('<meta name="robots" content="noindex">')
	expect(read).toContain(`<meta property="og:title" content="${TITLE}">`)
	expect(read).toMatch(new RegExp(`"headline":"${TITLE}"`))
	const original = await page(id, 'es', '?lang=fr')
	expect(original).toContain(`<h1>${TITLE}</h1>`)
	expect(original).toContain('<a rel="nofollow" href="?lang=es">Traducción automática</a>')
	expect(await page(id, 'fr', '?lang=es')).toContain(`<h1>[es] ${TITLE}</h1>`)
	const sent = translator.requests.length
	for (const languages of [null, 'fr', 'ja']) {
		const written = await page(id, languages)
		expect(written, String(languages)).toContain(`<h1>${TITLE}</h1>`)
		expect(written).not.toContain('?lang=')
	}
	expect(translator.requests.length).toBe(sent)
})

it('[PAGE2] [READ3] a page stands as it was written while its translation is not ready, failed or is forbidden', async () => {
	const id = await publish('public')
	let answer = () => {}
	const ready = new Promise<void>((resolve) => {
		answer = resolve
	})
	translator.answer = async (asked, response) => {
		await ready
		translateAll(asked, response)
	}
	const early = await page(id, 'es')
	expect(early).toContain(`<h1>${TITLE}</h1>`)
	expect(early).toContain('La traducción se está preparando.')
	answer()
	await expect.poll(() => page(id, 'es')).toContain(`<h1>[es] ${TITLE}</h1>`)
	translator.answer = (_, response) => void response.writeHead(500).end('<html>')
	const failed = await page(id, 'zh-CN')
	expect(failed).toContain(`<h1>${TITLE}</h1>`)
	await server.restart()
	await scene.send({ type: 'translation.set', isAllowed: false })
	for (const query of ['', '?lang=fr']) {
		const forbidden = await page(id, 'es', query)
		expect(forbidden).toContain(`<h1>${TITLE}</h1>`)
		expect(forbidden).not.toContain('Traducción')
	}
})

it('[SIMILAR1] [READ9] what is similar to a card is read in one’s own language', async () => {
	const id = await publish('server')
	const similar = 'Nobody is in charge of the bus lane in our district'
	const [other] = scene.opened.workshop.sessions[0]?.groups ?? []
	if (!other) throw new Error('no group')
	const write = (board: typeof other.board, card: string, text: string) =>
		scene.edit(board, (records) =>
			putRecord(records, buildCard(card, { x: 0, y: 0, index: 'a1' as never }, { kind: 'obstacle', text })),
		)
	await write(scene.plenary, 'own', `${OBSTACLE}, guichet unique voirie`)
	await write(other.board, 'theirs', similar)
	const path = `/api/boards/${scene.plenary}/similar`
	const { token } = scene.opened
	const found = (await call<SimilarItems>(server.url, `${path}?card=shape:own&locale=es`, { token })).body.similar
	expect(found.map((one) => one.locale ?? one.id)).toEqual(expect.arrayContaining(['fr', 'shape:theirs']))
	const ids = ['shape:theirs', practiceTextId(id, 'fr', 'title'), 'shape:own', 'shape:gone']
	const { body } = await post<BoardTranslations>(`${path}/translations`, { card: 'shape:own', to: 'es', ids }, token)
	expect(textsOf({ body })).toEqual([`[es] ${similar}`, `[es] ${TITLE}`])
	const refused = await post(`${path}/translations`, { card: 'shape:own', to: 'es', ids }, stranger.opened.token)
	expect(refused.status).toBe(404)
})
