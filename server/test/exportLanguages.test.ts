import type { ServerResponse } from 'node:http'
import type { BoardFile, BoardTexts, ErrorBody, ExportFormat } from '@charrette/shared'
import { buildCard, buildCluster, putRecord, TRANSLATED_FORMATS } from '@charrette/shared'
import { unzipSync } from 'fflate'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { call } from './support/call.ts'
import { startServer, type TestServer } from './support/startServer.ts'
import { sendTranslations, startTranslatorServer, type TranslatorServer } from './support/translatorServer.ts'
import { until } from './support/until.ts'
import { openVotingScene, type VotingScene } from './support/votingScene.ts'

const FRENCH = 'Personne n’est responsable du couloir de bus'
const CHINESE = '没有人负责公交专用道'
const NOTE = 'Some texts were translated by machine.'

/** Translations without signs, which Markdown escapes and file names leave out. */
type Request = Parameters<TranslatorServer['answer']>[0]
const translate = ({ q, target }: Request, response: ServerResponse) =>
	sendTranslations(
		response,
		q.map((one) => `${target.toUpperCase()} ${one}`),
	)

let translator: TranslatorServer
let server: TestServer
let scene: VotingScene
beforeAll(async () => {
	translator = await startTranslatorServer()
	server = await startServer({ TRANSLATE_URL: translator.url, TRANSLATE_KIND: 'libretranslate' })
})
afterAll(async () => {
	await server.stop()
	await translator.stop()
})
beforeEach(async () => {
	translator.answer = translate
	translator.requests = []
	scene = await openVotingScene(server)
	await scene.edit(scene.plenary, (records) => {
		const at = (index: string) => ({ x: 0, y: 0, index: index as never, parent: 'shape:k' })
		for (const record of [
			buildCluster(
				'k',
				{ x: 0, y: 0, index: 'a0' as never },
				{ title: 'Nos problèmes de tous les jours', w: 900, h: 400 },
			),
			buildCard('f', at('a1'), { kind: 'obstacle', text: FRENCH }),
			buildCard('z', at('a2'), { kind: 'obstacle', text: CHINESE }),
			buildCard('e', at('a3'), { kind: 'solution', text: 'One office for the whole city' }),
		])
			putRecord(records, record)
	})
})

const take = async (path: string) => {
	const response = await fetch(server.url + path, { headers: { Authorization: `Bearer ${scene.opened.token}` } })
	return { status: response.status, bytes: new Uint8Array(await response.arrayBuffer()) }
}
const exported = (format: ExportFormat, query = '') =>
	take(`/api/boards/${scene.plenary}/export?format=${format}&locale=en&zone=UTC${query}`)
const textOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('utf8')
/** Returns all texts in a file, from inside its packages, too. */
const textsIn = (bytes: Uint8Array): string => {
	if (textOf(bytes.slice(0, 2)) !== 'PK') return textOf(bytes)
	return Object.values(unzipSync(bytes)).map(textsIn).join('\n')
}

describe('[EXP10] an export', () => {
	it.each(TRANSLATED_FORMATS)('of the format %s has the texts as written, in one language, or both', async (format) => {
		const written = textsIn((await exported(format)).bytes)
		const one = textsIn((await exported(format, '&texts=translated&to=en')).bytes)
		const both = textsIn((await exported(format, '&texts=both')).bytes)
		for (const text of [FRENCH, CHINESE]) {
			expect(written).toContain(text)
			expect(written).not.toContain(`EN ${text}`)
			expect(one.replaceAll(`EN ${text}`, '')).not.toContain(text)
			expect(one).toContain(`EN ${text}`)
			expect(both.replaceAll(`EN ${text}`, '')).toContain(text)
			expect(both).toContain(`EN ${text}`)
		}
		expect(one).toContain('EN Nos problèmes')
		expect(one).not.toContain('EN One office')
		const isTable = format === 'csv' || format === 'xlsx'
		for (const file of [one, both]) expect(file).toContain(isTable ? 'by machine' : NOTE)
		expect(written).not.toMatch(/by machine|EN Pers/)
	})

	it('asks the translator once for all files of a board', async () => {
		for (const format of TRANSLATED_FORMATS) await exported(format, '&texts=both&to=es')
		const asked = translator.requests.flatMap(({ q }) => q)
		expect(asked).toHaveLength(new Set(asked).size)
	})

	it('has only the translations of a selection', async () => {
		const { bytes } = await exported('md', '&texts=translated&to=es&cards=f')
		expect(textOf(bytes)).toContain(`ES ${FRENCH}`)
		expect(translator.requests.flatMap(({ q }) => q)).not.toContain(CHINESE)
	})

	it('that is a report, workbook, viewer or archive has them, too, while JSON and tldraw stay as written', async () => {
		const { id } = scene.opened.workshop
		const query = 'locale=en&texts=translated&to=en'
		for (const file of ['report?format=html&', 'report?format=docx&', 'viewer.html?', 'workbook.xlsx?'])
			expect(textsIn((await take(`/api/workshops/${id}/${file}${query}`)).bytes)).toContain(`EN ${FRENCH}`)
		const files = unzipSync((await take(`/api/workshops/${id}/pack?${query}`)).bytes)
		for (const [path, bytes] of Object.entries(files)) {
			const isWritten = /\.(json|tldr)$/.test(path)
			if (!path.endsWith('READ ME.txt'))
				expect([path, textsIn(bytes).includes(`EN ${FRENCH}`)]).toEqual([path, !isWritten])
			if (path.endsWith('.json'))
				expect((JSON.parse(textOf(bytes)) as BoardFile).cards.map(({ text }) => text)).toContain(FRENCH)
		}
		expect(Object.keys(files).length).toBeGreaterThan(8)
	})

	it('that a browser renders gets its texts and its note', async () => {
		const asked = { locale: 'fr', texts: 'both', to: 'fr' }
		const path = `/api/boards/${scene.plenary}/texts`
		const { body } = await call<BoardTexts>(server.url, path, { token: scene.opened.token, body: asked })
		expect(body.texts).toEqual({
			'shape:z': [CHINESE, `FR ${CHINESE}`],
			'shape:e': ['One office for the whole city', 'FR One office for the whole city'],
			'shape:k': ['Nos problèmes de tous les jours'],
		})
		expect(body.note).toBe('Certains textes sont des traductions automatiques.')
	})

	it.each([
		['md', '&texts=german', 'texts'],
		['md', '&texts=both&to=es;DROP', 'to'],
		['json', '&texts=both', 'texts'],
		['tldr', '&texts=translated', 'texts'],
	] as const)('of the format %s with %s is refused with the parameter', async (format, query, named) => {
		const { status, bytes } = await exported(format, query)
		const { error } = JSON.parse(textOf(bytes)) as ErrorBody
		expect([status, error.code]).toEqual([400, 'invalid_input'])
		expect(error.message).toContain(`${named}:`)
	})

	it.each([
		['fails', (_, response) => void response.writeHead(500).end('error')],
		['answers HTML', (_, response) => void response.end('<!doctype html>')],
		['breaks off', (_, response) => void response.destroy()],
	] satisfies [string, TranslatorServer['answer']][])(
		'with a translator that %s has the texts as written, and says how many',
		async (_, answer) => {
			const hosted = await startServer({ TRANSLATE_URL: translator.url, TRANSLATE_KIND: 'libretranslate' })
			const there = await openVotingScene(hosted)
			await there.edit(there.plenary, (records) =>
				putRecord(records, buildCard('f', { x: 0, y: 0, index: 'a1' as never }, { kind: 'note', text: FRENCH })),
			)
			translator.answer = answer
			const path = `/api/boards/${there.plenary}/export?format=md&texts=translated&to=en&locale=en`
			const { text } = await call(hosted.url, path, { token: there.opened.token })
			expect(text).toContain(FRENCH)
			expect(text).toContain('One text could not be translated')
			expect(text).not.toContain(NOTE)
			await hosted.stop()
		},
	)

	it('[READ3] of a workshop that forbids machine translation sends nothing', async () => {
		await scene.send({ type: 'translation.set', isAllowed: false })
		const text = textOf((await exported('md', '&texts=translated&to=en')).bytes)
		expect(text).toContain(FRENCH)
		expect(text).toContain('3 texts could not be translated')
		expect(translator.requests).toEqual([])
	})

	it('that is cancelled sends no further texts', async () => {
		await scene.edit(scene.plenary, (records) => {
			for (let n = 0; n < 20; n++) {
				const text = `${FRENCH} numéro ${n} `.repeat(70).trim()
				putRecord(records, buildCard(`n${n}`, { x: 0, y: 0, index: 'b1' as never }, { kind: 'note', text }))
			}
		})
		const gone = new AbortController()
		let release = () => {}
		const arrived = new Promise<void>((resolve) => {
			translator.answer = async (request, response) => {
				resolve()
				await new Promise<void>((go) => {
					release = go
				})
				translate(request, response)
			}
		})
		const path = `/api/boards/${scene.plenary}/export?format=md&texts=translated&to=en`
		const headers = { Authorization: `Bearer ${scene.opened.token}` }
		const download = fetch(server.url + path, { headers, signal: gone.signal })
		await arrived
		gone.abort()
		await expect(download).rejects.toThrow()
		// A person's exports run one by one: the first one has ended.
		await exported('md')
		translator.answer = translate
		translator.requests = []
		release()
		const read = () =>
			call<{ translations: unknown[] }>(server.url, `/api/boards/${scene.plenary}/translations`, {
				token: scene.opened.token,
				body: { to: 'en', ids: ['shape:n19'] },
			})
		await until('the last text is translated', async () => (await read()).body.translations.length === 1)
		expect(translator.requests.flatMap(({ q }) => q)).toHaveLength(1)
	})
})
