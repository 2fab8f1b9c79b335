import { join as joinPath } from 'node:path'
import { LIMITS, type Practice, type WorkshopPractices } from '@charrette/shared'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { call, createWorkshop } from './support/call.ts'
import { startServer, type TestServer } from './support/startServer.ts'

let server: TestServer
beforeAll(async () => {
	server = await startServer()
})
afterAll(() => server.stop())

const WORD = 'xylophonist'

/** Opens a workshop that has published a practice for each visibility, with the word in them. */
async function openWithPractices() {
	const { workshop, token } = await createWorkshop(server.url)
	const post = <Body>(path: string, body: object) => call<Body>(server.url, path, { token, body })
	for (const visibility of ['workshop', 'server', 'public']) {
		const fields = { title: `${WORD} ${visibility}`, abstract: `A ${WORD} plays.` }
		const begun = await post<{ practice: Practice }>(`/api/workshops/${workshop.id}/practices`, {
			locale: 'en',
			fields,
		})
		await post(`/api/practices/${begun.body.practice.id}/publish`, { visibility })
		const report = { reason: 'wrong', text: `No ${WORD} plays ${visibility}.` }
		expect((await post(`/api/practices/${begun.body.practice.id}/reports`, report)).status).toBe(204)
	}
	const remove = async (query = '') =>
		expect((await call(server.url, `/api/workshops/${workshop.id}${query}`, { token, method: 'DELETE' })).status).toBe(
			204,
		)
	return { remove }
}

/** Returns the places where the word is stored: tables, and the words of the search index. */
function placesOf(word: string): string[] {
	const database = new Database(joinPath(server.dataDir, 'charrette.db'), { readonly: true })
	try {
		const tables = [
			'practice',
			'practice_version',
			'listed_practice',
			'practice_report',
			'received_practice',
			'practice_facet',
			'log',
		]
		const texts = tables.filter((table) =>
			database
				.prepare(`SELECT * FROM ${table}`)
				.all()
				.some((row) => Object.values(row as object).some((value) => Buffer.from(String(value)).includes(word))),
		)
		const blocks = database.prepare<[], Buffer>('SELECT block FROM practice_search_data').pluck().all()
		return [...texts, ...(blocks.some((block) => block.includes(word.slice(0, 8))) ? ['practice_search'] : [])]
	} finally {
		database.close()
	}
}

it('[PRACTICE6] a deleted workshop leaves no word of its practices in any table or in the search index', async () => {
	const { remove } = await openWithPractices()
	expect(placesOf(WORD)).toEqual(
		expect.arrayContaining(['practice', 'practice_version', 'practice_report', 'practice_search']),
	)
	await remove()
	expect(placesOf(WORD)).toEqual([])
	expect((await call<{ total: number }>(server.url, `/api/practices?q=${WORD}`)).body.total).toBe(0)
})

it('[PRACTICE6] with consent, only practices for others stay and can be found', async () => {
	const { remove } = await openWithPractices()
	await remove('?practices=keep')
	const stranger = await createWorkshop(server.url)
	const found = async (token?: string) => {
		const options = token === undefined ? {} : { token }
		const path = `/api/practices?q=${WORD}`
		const { body } = await call<{ practices: { title: { text: string } }[] }>(server.url, path, options)
		return body.practices.map(({ title }) => title.text).sort()
	}
	expect(await found()).toEqual([`${WORD} public`])
	expect(await found(stranger.token)).toEqual([`${WORD} public`, `${WORD} server`])
	expect(placesOf(`${WORD} workshop`)).toEqual(['practice_search'])
})

it('[PRACTICE1a] of a practice beyond the limit nothing is stored, which a deletion would not find', async () => {
	const word = 'marimbaphonist'
	const { workshop, token } = await createWorkshop(server.url)
	const path = `/api/workshops/${workshop.id}/practices`
	const begin = (title: string) => call(server.url, path, { token, body: { locale: 'en', fields: { title } } })
	for (let count = 0; count < LIMITS.maxPractices; count++) await begin('A kiosk')
	const { status, body } = await begin(word)
	expect([status, body.error.reason]).toEqual([409, 'too_many_practices'])
	expect(placesOf(word)).toEqual([])
	const { practices } = (await call<WorkshopPractices>(server.url, path, { token })).body
	expect(practices).toHaveLength(LIMITS.maxPractices)
})
