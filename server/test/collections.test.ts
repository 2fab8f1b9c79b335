import type {
	CollectionView,
	CreatedWorkshop,
	JoinResult,
	Practice,
	PracticeCollection,
	PracticeId,
	StoredImage,
	WorkshopCollections,
} from '@charrette/shared'
import { LIMITS } from '@charrette/shared'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { call, createWorkshop, join } from './support/call.ts'
import { startServer, type TestServer } from './support/startServer.ts'

let server: TestServer
let guangzhou: CreatedWorkshop
let bogota: CreatedWorkshop
let chen: JoinResult
beforeAll(async () => {
	server = await startServer()
	guangzhou = await createWorkshop(server.url, { title: 'Urban innovation' })
	bogota = await createWorkshop(server.url, { title: 'Taller de Bogotá', locale: 'es' })
	chen = await join(server.url, guangzhou.joinCode, 'Chen', 'Guangzhou')
})
afterAll(() => server.stop())

const get = <Body>(path: string, token?: string) => call<Body>(server.url, path, token === undefined ? {} : { token })
const send = <Body>(method: string, path: string, token: string, body: unknown = {}) =>
	call<Body>(server.url, path, { method, token, body })

/** Publishes a practice of Guangzhou. */
async function publish(title: string, visibility = 'public'): Promise<PracticeId> {
	const fields = { title, abstract: 'A single counter answers every application.' }
	const path = `/api/workshops/${guangzhou.workshop.id}/practices`
	const { id } = (await send<{ practice: Practice }>('POST', path, guangzhou.token, { locale: 'en', fields })).body
		.practice
	await send('POST', `/api/practices/${id}/publish`, guangzhou.token, { visibility })
	return id
}
async function collect(body: object, { workshop, token } = guangzhou) {
	const made = await send<{ collection: PracticeCollection }>(
		'POST',
		`/api/workshops/${workshop.id}/collections`,
		token,
		{
			title: 'For the second day',
			...body,
		},
	)
	expect(made.status).toBe(201)
	return made.body.collection
}
const read = (id: string, token?: string) => get<CollectionView>(`/api/collections/${id}?locale=en`, token)
const titlesOf = ({ body }: Awaited<ReturnType<typeof read>>) => body.practices.map(({ title }) => title.text)

describe('[COLLECT1] a facilitator’s collection', () => {
	it('is made, ordered, renamed and deleted by facilitators alone', async () => {
		const [one, two] = [await publish('Rain gardens'), await publish('One counter')]
		const session = guangzhou.workshop.sessions[0]?.id
		const { id } = await collect({ text: 'Two ideas. Read both.', practices: [one, two], session })
		const change = (body: object, token = guangzhou.token) =>
			send<{ collection: PracticeCollection }>('PATCH', `/api/collections/${id}`, token, body)
		expect((await change({ practices: [two, one], baseVersion: 1 })).body.collection).toMatchObject({ revision: 2 })
		expect(titlesOf(await read(id, chen.token))).toEqual(['One counter', 'Rain gardens'])
		expect((await change({ title: 'Old', baseVersion: 1 })).status).toBe(409)
		expect((await change({ title: 'Water and permits' })).body.collection.title).toBe('Water and permits')
		expect((await change({ title: 'Mine' }, chen.token)).status).toBe(403)
		expect((await change({ title: 'Mine' }, bogota.token)).status).toBe(404)
		const path = `/api/workshops/${guangzhou.workshop.id}/collections`
		expect((await send('POST', path, chen.token, { title: 'Mine' })).status).toBe(403)
		expect((await get<WorkshopCollections>(path, chen.token)).body.collections).toContainEqual(
			expect.objectContaining({ id, title: 'Water and permits', session }),
		)
		expect((await send('DELETE', `/api/collections/${id}`, bogota.token)).status).toBe(404)
		expect((await send('DELETE', `/api/collections/${id}`, guangzhou.token)).status).toBe(204)
		expect((await read(id, guangzhou.token)).status).toBe(404)
	})

	it('takes only practices that the facilitator can see, each once, up to the limit', async () => {
		const hidden = await publish('Hidden', 'workshop')
		const path = `/api/workshops/${bogota.workshop.id}/collections`
		const make = (practices: string[]) => send('POST', path, bogota.token, { title: 'Ideas', practices })
		expect((await make([hidden])).status).toBe(404)
		expect((await make(['unknown'])).status).toBe(404)
		const seen = await publish('Seen')
		expect((await make([seen, seen])).status).toBe(400)
		expect((await make(Array.from({ length: LIMITS.maxCollected + 1 }, (_, n) => `p${n}`))).status).toBe(400)
		expect((await make([seen])).status).toBe(201)
	})

	it('has the image that facilitators upload, or the first one of its practices', async () => {
		const { id } = await collect({ practices: [await publish('Pictured')] })
		const create = { width: 400, height: 200, channels: 3 as const, background: '#205010' }
		const bytes = new Uint8Array(await sharp({ create }).png().toBuffer())
		const path = `/api/collections/${id}/images`
		expect((await call(server.url, path, { token: chen.token, bytes })).status).toBe(403)
		const image = (await call<StoredImage>(server.url, path, { token: guangzhou.token, bytes })).body
		expect((await read(id)).body.collection.cover).toBeNull()
		const chosen = { path: image.path, alt: 'A lawn' }
		await send('PATCH', `/api/collections/${id}`, guangzhou.token, { image: chosen })
		expect((await read(id)).body.collection).toMatchObject({ image: chosen, cover: chosen })
	})

	it('is erased with its workshop', async () => {
		const made = await createWorkshop(server.url, {})
		const { id } = await collect({ practices: [await publish('Kept')] }, made)
		expect((await read(id)).status).toBe(200)
		await send('DELETE', `/api/workshops/${made.workshop.id}`, made.token)
		expect((await read(id)).status).toBe(404)
	})
})

describe('[COLLECT2] who reads a collection', () => {
	it('is public exactly if all its practices are, and members see what they may see', async () => {
		const [open, here, own] = [await publish('Open'), await publish('Here', 'server'), await publish('Own', 'workshop')]
		const seenBy = async (practices: PracticeId[]) => {
			const { id } = await collect({ practices })
			const readers = [undefined, bogota.token, chen.token]
			const answers = await Promise.all(readers.map((token) => read(id, token)))
			return answers.map((answer) => (answer.status === 200 ? titlesOf(answer).length : answer.status))
		}
		expect(await seenBy([open])).toEqual([1, 1, 1])
		expect(await seenBy([open, here])).toEqual([404, 2, 2])
		expect(await seenBy([open, own])).toEqual([404, 404, 2])
		expect(await seenBy([])).toEqual([404, 404, 0])
	})

	it('is without the practices that were withdrawn, and says how many', async () => {
		const [kept, gone] = [await publish('Kept'), await publish('Withdrawn')]
		const { id } = await collect({ practices: [gone, kept] })
		expect((await read(id)).body).toMatchObject({ gone: 0, isPublic: true, isOwn: false })
		await send('POST', `/api/practices/${gone}/withdraw`, guangzhou.token, {})
		const after = await read(id)
		expect(titlesOf(after)).toEqual(['Kept'])
		expect(after.body).toMatchObject({ gone: 1, isPublic: true })
		expect(after.text).not.toContain(guangzhou.workshop.id)
		await send('POST', `/api/practices/${kept}/withdraw`, guangzhou.token, {})
		expect((await read(id)).status).toBe(404)
		expect((await read(id, guangzhou.token)).body).toMatchObject({ gone: 2, isPublic: false, isOwn: true })
	})
})

it('[COLLECT5] the page of a public collection has title, text and image for link previews, and that of any other one nothing', async () => {
	const pageOf = async (id: string) => (await get<string>(`/exchange/collections/${id}`)).text
	const title = 'Counters & "desks" </head><script>'
	const { id } = await collect({ title, text: 'Two sentences. With $& signs.', practices: [await publish('Open')] })
	const create = { width: 400, height: 200, channels: 3 as const, background: '#205010' }
	const bytes = new Uint8Array(await sharp({ create }).png().toBuffer())
	const { path } = (
		await call<StoredImage>(server.url, `/api/collections/${id}/images`, { token: guangzhou.token, bytes })
	).body
	await send('PATCH', `/api/collections/${id}`, guangzhou.token, { image: { path, alt: 'A lawn' } })
	const page = await pageOf(id)
	for (const tag of [
		'og:title" content="Counters &#38; &#34;desks&#34; &#60;/head&#62;&#60;script&#62;"',
		'og:description" content="Two sentences. With $&#38; signs."',
		`og:url" content="${server.url}/exchange/collections/${id}"`,
		`og:image" content="${server.url}${path}?w=1024"`,
		'og:image:alt" content="A lawn"',
	])
		expect(page).toContain(`<meta property="${tag}>`)
	expect(page.match(/<\/head>/g)).toHaveLength(1)
	expect(page).toContain('<div id=')
	const hidden = await collect({ title: 'Not for all', practices: [await publish('Own', 'workshop')] })
	for (const other of [hidden.id, 'unknown', '%00']) {
		expect(await pageOf(other)).not.toMatch(/og:|Not for all/)
		expect(await pageOf(other)).toContain('<div id=')
	}
})

it('[COLLECT6] collections are a table, without practices that other workshops share with this server alone', async () => {
	const made = await createWorkshop(server.url, { title: 'Taller de Lima', locale: 'es' })
	const { workshop, token } = made
	const tableOf = (reader: string, of = workshop.id) =>
		get<string>(`/api/workshops/${of}/collections.csv?locale=es`, reader)
	expect((await tableOf(token)).status).toBe(204)
	const practices = [await publish('One, two'), await publish('Only here', 'server')]
	const session = workshop.sessions[0]
	await collect({ title: 'Para el segundo día', text: 'Dos ideas.', practices, session: session?.id }, made)
	await collect({ title: 'Sin nada' }, made)
	const { text, status } = await tableOf(token)
	expect(status).toBe(200)
	const lines = text.replace('\uFEFF', '').trimEnd().split('\r\n')
	expect(lines).toEqual([
		'Colección,Texto,Sesión,Práctica,Ciudad,Dirección',
		expect.stringMatching(/^Sin nada,,,,,$/),
		`Para el segundo día,Dos ideas.,${session?.title},"One, two",,${server.url}/exchange/${practices[0]}`,
	])
	expect((await tableOf(chen.token)).status).toBe(403)
})
