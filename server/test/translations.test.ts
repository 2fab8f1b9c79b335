import type {
	BoardContent,
	BoardTranslations,
	FoundCards,
	HostTranslation,
	HostTranslationTest,
	ThreadsForMe,
} from '@charrette/shared'
import {
	boardRoom,
	buildCard,
	buildCluster,
	buildImage,
	isCardTranslation,
	LIMITS,
	newMessageId,
	newThreadId,
	privateRoom,
	putRecord,
	QUOTE_KEY,
	recordsOf,
	textId,
	textOf,
	translationFor,
	translationKey,
	writeText,
} from '@charrette/shared'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createLanguageDetector } from '../dist/translation/createLanguageDetector.js'
import { call, join, phaseOf } from './support/call.ts'
import { startServer, type TestServer } from './support/startServer.ts'
import { joinedAsStock } from './support/stockClient.ts'
import { startTranslatorServer, type TranslatorServer, translateAll } from './support/translatorServer.ts'
import { until } from './support/until.ts'
import { openVotingScene, type VotingScene } from './support/votingScene.ts'

const HOST_KEY = 'key-of-the-host'
const ENGLISH = 'Nobody is in charge of the bus lane'
const FRENCH = 'Personne n’est responsable du couloir de bus'
const CHINESE = '没有人负责公交专用道'

const detector = createLanguageDetector()
afterAll(() => detector.close())

it('[READ2] a text of Chinese characters alone is Chinese', async () => {
	const languages = await detector.detect(['交通与用地', '第3组：预算！', '予算がない', 'Transport et foncier'])
	expect(languages).toEqual(['zh', 'zh', 'ja', 'fr'])
})

describe('a server with a translator', () => {
	let translator: TranslatorServer
	let server: TestServer
	let scene: VotingScene
	beforeAll(async () => {
		translator = await startTranslatorServer()
		server = await startServer({
			TRANSLATE_URL: translator.url,
			TRANSLATE_KIND: 'libretranslate',
		})
	})
	afterAll(async () => {
		await server.stop()
		await translator.stop()
	})
	beforeEach(async () => {
		translator.answer = translateAll
		translator.requests = []
		scene = await openVotingScene(server)
	})

	const write = (texts: Record<string, string>) =>
		scene.edit(scene.plenary, (records) => {
			for (const [id, text] of Object.entries(texts))
				putRecord(records, buildCard(id, { x: 0, y: 0, index: 'a1' as never }, { kind: 'note', text }))
		})
	const read = (ids: string[], to = 'es', board: string = scene.plenary) =>
		call<BoardTranslations>(server.url, `/api/boards/${board}/translations`, {
			token: scene.opened.token,
			body: { to, ids: ids.map((id) => `shape:${id}`) },
		})

	it('[READ1] [READ2] translates the cards of a board, with the originals and their languages, in one request a language', async () => {
		await write({ a: ENGLISH, b: FRENCH, c: CHINESE, d: 'Nadie está a cargo del carril bus', e: '2026' })
		const { body } = await read(['a', 'b', 'c', 'd', 'e', 'gone'])
		const translated = (id: string, from: string, original: string) => ({
			id: `shape:${id}`,
			...{ from, original, by: 'machine', isStale: false, text: `[es] ${original}` },
		})
		expect(body.translations).toEqual([
			translated('a', 'en', ENGLISH),
			translated('b', 'fr', FRENCH),
			translated('c', 'zh', CHINESE),
		])
		expect(body.languages).toEqual({ 'shape:a': 'en', 'shape:b': 'fr', 'shape:c': 'zh', 'shape:d': 'es' })
		expect([body.pending, body.problem]).toEqual([[], null])
		expect(translator.requests.map(({ source }) => source).sort()).toEqual(['en', 'fr', 'zh-Hans'])
	})

	it('[TRANSLATE3] asks for each text once, also for two cards, many readers, and after a restart', async () => {
		await write(Object.fromEntries(Array.from({ length: 200 }, (_, n) => [`n${n}`, `${ENGLISH} number ${n % 100}`])))
		const ids = Array.from({ length: 200 }, (_, n) => `n${n}`)
		const answers = await Promise.all(Array.from({ length: 5 }, () => read(ids)))
		for (const { body } of answers) expect(body.translations).toHaveLength(200)
		await server.restart()
		expect((await read(ids)).body.translations).toHaveLength(200)
		expect(translator.requests).toHaveLength(1)
		expect(translator.requests[0]?.q).toHaveLength(100)
	})

	it('[READ1] translates the present text of a card', async () => {
		await write({ a: ENGLISH })
		await read(['a'])
		await scene.edit(scene.plenary, (records) => {
			const text = textOf(records, 'shape:a')
			if (text) writeText(text, FRENCH)
		})
		expect((await read(['a'])).body.translations[0]).toMatchObject({ original: FRENCH, text: `[es] ${FRENCH}` })
	})

	it('[READ1] translates titles of clusters and the texts of details, and no addresses', async () => {
		const place = { x: 0, y: 0, index: 'a1' as never }
		await scene.edit(scene.plenary, (records) => {
			putRecord(records, buildCluster('streets', place, { title: 'Rues sans responsable', w: 400, h: 300 }))
			const source = 'https://www.example.org/les-couloirs-de-bus-de-la-ville'
			const details = { description: FRENCH, source, imageAlt: 'Une rue devant la mairie de Dakar' }
			const card = buildCard('a', place, { kind: 'note', text: '2026' })
			putRecord(records, { ...card, meta: { ...details, image: `/api/blobs/${'0'.repeat(64)}.png` } })
		})
		const { body } = await read(['streets', 'a', 'a/description', 'a/source', 'a/imageAlt', 'a/type', 'a/meta.author'])
		expect(body.translations.map(({ id, text }) => [id, text])).toEqual([
			['shape:streets', '[es] Rues sans responsable'],
			['shape:a/description', `[es] ${FRENCH}`],
			['shape:a/imageAlt', '[es] Une rue devant la mairie de Dakar'],
		])
		expect(body.languages).not.toHaveProperty(['shape:a/source'])
		expect(translator.requests.flatMap(({ q }) => q)).toHaveLength(3)
	})

	it('[READ4] does not translate for authors what they wrote', async () => {
		const ana = await join(server.url, scene.opened.joinCode, 'Ana', 'Lima')
		await scene.edit(scene.plenary, (records) => {
			const card = buildCard(
				'a',
				{ x: 0, y: 0, index: 'a1' as never },
				{ kind: 'note', text: FRENCH },
				ana.participant.id,
			)
			putRecord(records, { ...card, meta: { ...card.meta, description: 'La mairie change chaque année' } })
		})
		const body = { to: 'es', ids: ['shape:a', 'shape:a/description'] }
		const path = `/api/boards/${scene.plenary}/translations`
		const own = await call<BoardTranslations>(server.url, path, { token: ana.token, body })
		expect(own.body).toMatchObject({ translations: [], pending: [], languages: { 'shape:a': 'fr' } })
		expect(translator.requests).toEqual([])
		expect((await read(['a', 'a/description'])).body.translations).toHaveLength(2)
	})

	it('[READ4c] does not translate for participants the titles of clusters and the alt texts that they wrote', async () => {
		const ana = await join(server.url, scene.opened.joinCode, 'Ana')
		const title = 'Rues sans responsable'
		const place = { x: 0, y: 0, index: 'a1' as never }
		const alt = 'Une rue devant la mairie de Dakar'
		const client = await joinedAsStock(server.syncUrl, boardRoom(ana.board.id), ana.token)
		client.doc.transact(() => {
			putRecord(recordsOf(client.doc), buildCluster('streets', place, { title, w: 400, h: 300 }))
			putRecord(
				recordsOf(client.doc),
				buildImage('street', place, { w: 1, h: 1, path: `/api/images/${'0'.repeat(40)}`, alt }),
			)
		})
		await until('they are saved', () => client.acked() > 0)
		const readAs = (token: string) =>
			call<BoardTranslations>(server.url, `/api/boards/${ana.board.id}/translations`, {
				token,
				body: { to: 'es', ids: ['shape:streets', 'shape:street/alt'] },
			}).then(({ body }) => [body.translations.map(({ text }) => text), body.own])
		const [own, translated] = [
			[[], ['shape:streets', 'shape:street/alt']],
			[[`[es] ${title}`, `[es] ${alt}`], undefined],
		]
		expect(await readAs(ana.token)).toEqual(own)
		expect(translator.requests).toEqual([])
		expect(await readAs(scene.opened.token)).toEqual(translated)
		await server.restart()
		expect(await readAs(ana.token)).toEqual(own)
		client.leave()
		const other = await joinedAsStock(server.syncUrl, boardRoom(ana.board.id), scene.opened.token)
		const acked = other.acked()
		other.doc.transact(() => {
			recordsOf(other.doc).get('shape:streets')?.set('props.name', 'Nobody is in charge of the streets')
			textOf(recordsOf(other.doc), 'shape:street', 'alt')?.insert(alt.length, ', le matin')
		})
		await until('they are saved', () => other.acked() > acked)
		expect(await readAs(ana.token)).toEqual([
			['[es] Nobody is in charge of the streets', `[es] ${alt}, le matin`],
			undefined,
		])
		other.leave()
	})

	it('[TALK6] [READ1] reads the quotes of a list of threads in a language, as the list has them', async () => {
		const { token, workshop } = scene.opened
		const ana = await join(server.url, scene.opened.joinCode, 'Ana')
		const long = `${ENGLISH}. `.repeat(12).trim()
		await write({ one: `**${ENGLISH}**` })
		const start = {
			...{ type: 'start' as const, thread: newThreadId(), message: newMessageId(), text: long },
			...{ on: { type: 'card', id: 'shape:one' } as const, mentions: ['facilitator'] },
		}
		const path = `/api/boards/${scene.plenary}`
		expect((await call(server.url, `${path}/threads`, { token: ana.token, body: start })).status).toBe(204)
		const forMe = `/api/workshops/${workshop.id}/my-threads`
		const [found] = (await call<ThreadsForMe>(server.url, forMe, { token, body: {} })).body.threads
		expect(found).toMatchObject({ title: ENGLISH, text: long.slice(0, LIMITS.maxQuotedLength) })
		const ids = [start.message, 'shape:one', 'shape:none'].map((id) => textId(id, QUOTE_KEY))
		const { body } = await call<BoardTranslations>(server.url, `${path}/translations`, {
			token,
			body: { to: 'es', ids },
		})
		expect(body.translations.map(({ original }) => original)).toEqual([found?.text, found?.title])
		// Authors read what they wrote.
		const own = await call<BoardTranslations>(server.url, `${path}/translations`, {
			token: ana.token,
			body: { to: 'es', ids: ids.slice(0, 1) },
		})
		expect(own.body).toMatchObject({ translations: [], own: ids.slice(0, 1) })
	})

	it('[READ7] [SEARCH1] finds cards of all boards by translations that exist', async () => {
		await write({ a: ENGLISH, b: FRENCH })
		await read(['a'])
		await scene.edit(scene.plenary, (records) => {
			const tr = translationFor(FRENCH, 'Nadie se ocupa del carril bus', null)
			records.get('shape:b')?.set(translationKey('es'), tr)
		})
		const path = `/api/workshops/${scene.opened.workshop.id}/cards`
		const find = async (q: string, to = '') => {
			const query = `q=${encodeURIComponent(q)}${to && `&to=${to}`}`
			const { body } = await call<FoundCards>(server.url, `${path}?${query}`, { token: scene.opened.token })
			return body.cards.map(({ card, text, translation }) => [card, text.text, translation?.text])
		}
		expect(await find('[es] nobody')).toEqual([])
		expect(await find('[es] nobody', 'fr')).toEqual([])
		expect(await find('[es] nobody', 'es')).toEqual([['shape:a', ENGLISH, `[es] ${ENGLISH}`]])
		expect(await find('ocupa', 'es')).toEqual([['shape:b', FRENCH, 'Nadie se ocupa del carril bus']])
		expect(await find('couloir', 'es')).toEqual([['shape:b', FRENCH, 'Nadie se ocupa del carril bus']])
		await scene.send({ type: 'translation.set', isAllowed: false })
		expect(await find('[es] nobody', 'es')).toEqual([])
		expect(await find('ocupa', 'es')).toHaveLength(1)
	})

	describe('[READ5] translations by people', () => {
		const SPANISH = 'Nadie se ocupa del carril bus'
		const correct = (original: string, text: string, by: string | null = null) =>
			scene.edit(scene.plenary, (records) => {
				records.get('shape:a')?.set('tr.es', translationFor(original, text, by))
			})
		const found = { id: 'shape:a', from: 'en', original: ENGLISH }

		it('win over the machine, which is not asked for them', async () => {
			await write({ a: ENGLISH, b: ENGLISH })
			await correct(ENGLISH, SPANISH)
			const { body } = await read(['a'])
			expect(body.translations).toEqual([{ ...found, text: SPANISH, by: null, isStale: false }])
			expect([body.pending, body.languages]).toEqual([[], { 'shape:a': 'en' }])
			expect(translator.requests).toEqual([])
			expect((await read(['a'], 'fr')).body.translations[0]?.by).toBe('machine')
			const machineOnly = await call<BoardTranslations>(server.url, `/api/boards/${scene.plenary}/translations`, {
				token: scene.opened.token,
				body: { to: 'es', ids: ['shape:a'], by: 'machine' },
			})
			expect(machineOnly.body.translations[0]).toMatchObject({ by: 'machine', text: `[es] ${ENGLISH}` })
		})

		it('[READ5a] that are stale are shown only while there is none of the machine', async () => {
			await write({ a: ENGLISH })
			await correct('An earlier text', SPANISH)
			await scene.send({ type: 'translation.set', isAllowed: false })
			expect((await read(['a'])).body.translations).toEqual([{ ...found, text: SPANISH, by: null, isStale: true }])
			await scene.send({ type: 'translation.set', isAllowed: true })
			expect((await read(['a'])).body.translations).toMatchObject([{ by: 'machine', isStale: false }])
		})

		it('[READ5b] name the member who wrote them, and nobody in an anonymous workshop', async () => {
			const { token, participant, board: own } = await join(server.url, scene.opened.joinCode, 'Ana')
			const board = own.id
			const client = await joinedAsStock(server.syncUrl, boardRoom(board), token)
			const card = buildCard('a', { x: 0, y: 0, index: 'a1' as never }, { kind: 'note', text: ENGLISH })
			client.doc.transact(() => putRecord(recordsOf(client.doc), card))
			const stored = () => recordsOf(client.doc).get('shape:a')?.get('tr.es')
			const set = (by: string) =>
				recordsOf(client.doc)
					.get('shape:a')
					?.set('tr.es', translationFor(ENGLISH, SPANISH, by))
			set('somebody')
			await until('the wrong name is removed', () => isCardTranslation(stored()) && !('by' in (stored() as object)))
			set(participant.id)
			const author = async () => (await read(['a'], 'es', board)).body.translations[0]?.by
			await until('Ana is the author', async () => (await author()) === participant.id)
			const content = await call<BoardContent>(server.url, `/api/boards/${board}/content`, {
				token: scene.opened.token,
			})
			expect(content.body.cards[0]?.translations).toMatchObject({ es: { text: SPANISH, by: 'Ana' } })
			await scene.send({ type: 'anonymity.set', isAnonymous: true })
			expect(await author()).toBeNull()
			client.leave()
		})
	})

	it('[READ3] sends nothing if the workshop forbids it, and returns the languages', async () => {
		await write({ a: ENGLISH })
		await scene.send({ type: 'translation.set', isAllowed: false })
		const { body } = await read(['a'])
		expect(body).toEqual({ translations: [], pending: [], languages: { 'shape:a': 'en' }, problem: null })
		expect(translator.requests).toEqual([])
		await scene.send({ type: 'translation.set', isAllowed: true })
		expect((await read(['a'])).body.translations).toHaveLength(1)
	})

	it('[READ1] translates only cards of a board that the person may see', async () => {
		const other = await openVotingScene(server)
		expect((await read(['a'], 'es', other.plenary)).status).toBe(404)
		expect((await read(['a'], 'es; DROP')).status).toBe(400)
		expect((await read(Array.from({ length: 301 }, () => 'a'))).status).toBe(400)
	})

	it('[READ1] sends no private card before the reveal', async () => {
		const { body: added } = await scene.send({ type: 'phase.add', phase: phaseOf('write', { isPrivate: true }) })
		await scene.run({ type: 'phase.goto', phase: added.made })
		const ana = await join(server.url, scene.opened.joinCode, 'Ana')
		const room = privateRoom(ana.board.id, ana.participant.id)
		const client = await joinedAsStock(server.syncUrl, room, ana.token)
		client.doc.transact(() => {
			const card = { kind: 'note', text: ENGLISH } as const
			putRecord(recordsOf(client.doc), buildCard('secret', { x: 0, y: 0, index: 'a1' as never }, card))
		})
		await until('the card is saved', () => client.acked() > 0)
		const ask = () =>
			call<BoardTranslations>(server.url, `/api/boards/${ana.board.id}/translations`, {
				token: ana.token,
				body: { to: 'es', ids: ['shape:secret'] },
			})
		expect((await ask()).body).toEqual({ translations: [], pending: [], languages: {}, problem: null })
		expect(translator.requests).toEqual([])
		client.leave()
		await scene.send({ type: 'private.reveal', names: true })
		await until('the card is revealed', async () => (await ask()).body.translations.length === 1)
	})

	it('[TRANSLATE3] erases the translations with the workshop', async () => {
		await write({ a: ENGLISH })
		await read(['a'])
		await scene.send({ type: 'translation.set', isAllowed: true })
		const path = `/api/workshops/${scene.opened.workshop.id}`
		expect((await call(server.url, path, { token: scene.opened.token, method: 'DELETE' })).status).toBeLessThan(300)
		await server.restart()
		const { default: Database } = await import('better-sqlite3')
		const database = new Database(`${server.dataDir}/charrette.db`, { readonly: true })
		const count = database.prepare('SELECT count(*) FROM translation WHERE workshop = ?').pluck()
		expect(count.get(scene.opened.workshop.id)).toBe(0)
		database.close()
	})

	it('[TRANSLATE5] the host tests the translator, and sees figures without texts', async () => {
		const settings = { TRANSLATE_URL: translator.url, TRANSLATE_KIND: 'libretranslate', CHARRETTE_ADMIN_KEY: HOST_KEY }
		const hosted = await startServer(settings)
		const ask = <Body>(path: string, body?: object) =>
			call<Body>(hosted.url, path, { token: HOST_KEY, ...(body && { body }) })
		const test = async () => (await ask<HostTranslationTest>('/api/host/translation/test', {})).body
		const figures = async () => (await ask<{ translation: HostTranslation }>('/api/host/translation')).body.translation
		expect(await test()).toMatchObject({ translation: expect.stringContaining('[es]'), problem: null })
		translator.answer = (_, response) => void response.writeHead(401).end('no')
		expect(await test()).toMatchObject({ translation: null, problem: 'refused' })
		const seen = await figures()
		expect(seen).toMatchObject({ kind: 'libretranslate', host: new URL(translator.url).host, texts: 1, failures: 1 })
		expect(seen.lastFailure?.reason).toBe('refused')
		expect((await ask('/metrics')).text).toMatch(/charrette_translation_requests_total\{result="refused"\} 1/)
		await hosted.stop()
	})

	it('[HOST8c] everybody can read where texts go', async () => {
		const { host } = new URL(translator.url)
		expect((await call(server.url, '/api/legal')).body).toMatchObject({ translator: host })
		expect((await call(server.url, '/api/client')).body).toMatchObject({ host: { hasTexts: true } })
	})
})
