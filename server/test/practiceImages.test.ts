import { createHash } from 'node:crypto'
import type {
	CreatedWorkshop,
	ExchangeFile,
	ExchangeResult,
	FollowedFeeds,
	FoundPractices,
	JoinResult,
	Practice,
	PracticeView,
	PublishedPractice,
	SignedPractice,
	StoredImage,
} from '@charrette/shared'
import {
	addPracticeImages,
	buildCard,
	CARD_IMAGE_FIELDS,
	FIRST_INDEX,
	imageIdOf,
	LIMITS,
	practiceRoom,
	putRecord,
	readPracticeImages,
	recordsOf,
	writeFields,
} from '@charrette/shared'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSqliteImageReferences } from '../dist/adapters/sqlite/SqliteImageReferences.js'
import { call, createWorkshop, join } from './support/call.ts'
import { type FeedServer, makePractices, startFeedServer } from './support/feedServer.ts'
import { makeDataDir, startServer, type TestServer } from './support/startServer.ts'
import { joinedAsStock } from './support/stockClient.ts'
import { until } from './support/until.ts'

const KEY = 'key-of-the-host'
const NEVER = { firstFeedPollMs: 2 ** 31, feedPollMs: 2 ** 31 }

let server: TestServer
let guangzhou: CreatedWorkshop
let chen: JoinResult
let stranger: CreatedWorkshop
let feed: FeedServer
/** A server that follows `server` and `feed`. */
let other: TestServer
let bogota: CreatedWorkshop
beforeAll(async () => {
	server = await startServer()
	guangzhou = await createWorkshop(server.url)
	chen = await join(server.url, guangzhou.joinCode, 'Chen', 'Guangzhou')
	stranger = await createWorkshop(server.url)
	feed = await startFeedServer(makeDataDir())
	const EXCHANGE_FOLLOW = [server.url, feed.url].join(',')
	other = await startServer({ CHARRETTE_ADMIN_KEY: KEY, EXCHANGE_FOLLOW, EXCHANGE_FOLLOW_LAN: '127.0.0.1' }, NEVER)
	const opened = await call<CreatedWorkshop>(other.url, '/api/workshops', { token: KEY, body: { title: 'Bogotá' } })
	bogota = opened.body
})
afterAll(() => Promise.all([server.stop(), other.stop(), feed.stop()]))

type Bytes = Uint8Array<ArrayBuffer>
/** Creates a photograph of noise, which no encoding makes small. */
async function photo(width = 1600, height = 1200): Promise<Bytes> {
	const noise = { type: 'gaussian' as const, mean: 128, sigma: 30 }
	const create = { width, height, channels: 3 as const, background: '#888', noise }
	return new Uint8Array(await sharp({ create }).jpeg({ quality: 80 }).toBuffer())
}

async function begin(body: object = {}): Promise<string> {
	const fields = { title: 'Rain gardens', abstract: 'Yards soak up the rain.' }
	const path = `/api/workshops/${guangzhou.workshop.id}/practices`
	const begun = await call<{ practice: Practice }>(server.url, path, {
		token: chen.token,
		body: { locale: 'en', fields, ...body },
	})
	return begun.body.practice.id
}
const upload = (id: string, bytes: Bytes, token = chen.token) =>
	call<StoredImage & { error: { code: string } }>(server.url, `/api/practices/${id}/images`, { token, bytes })

/** Adds images to the document of a practice, as its editors do. */
async function addTo(id: string, images: readonly { path: string; alt: string }[]): Promise<void> {
	const client = await joinedAsStock(server.syncUrl, practiceRoom(id as Practice['id']), chen.token)
	client.doc.transact(() => addPracticeImages(client.doc, images))
	await until('it is saved', () => client.acked() >= 2)
	client.leave()
}
const publish = (id: string, visibility = 'public') =>
	call<{ practice: Practice }>(server.url, `/api/practices/${id}/publish`, {
		token: guangzhou.token,
		body: { visibility },
	})
async function publishedWithImage(alt = 'A yard after the rain'): Promise<{ id: string; path: string }> {
	const id = await begin()
	const { path } = (await upload(id, await photo())).body
	await addTo(id, [{ path, alt }])
	expect((await publish(id)).status).toBe(200)
	return { id, path }
}
const fileOf = async (id: string) =>
	(await call<ExchangeFile>(server.url, `/api/exchange?practice=${id}`, { token: guangzhou.token })).body
const sendTo = (to: TestServer, token: string, file: unknown) =>
	call<ExchangeResult>(to.url, '/api/exchange', { token, raw: JSON.stringify(file) })
const viewOn = async (at: TestServer, id: string, token: string) =>
	(await call<PracticeView>(at.url, `/api/practices/${id}`, { token })).body

describe('writing', () => {
	it('[PICTURE1] a practice starts with the images of its card; only members add more', async () => {
		const board = chen.board.id
		const { path } = (await upload(await begin(), await photo(300, 200))).body
		const author = await joinedAsStock(server.syncUrl, `board:${board}`, chen.token)
		author.doc.transact(() => {
			putRecord(
				recordsOf(author.doc),
				buildCard('a', { x: 0, y: 0, index: FIRST_INDEX }, { kind: 'solution', text: 'A' }),
			)
			writeFields(recordsOf(author.doc), 'shape:a', {
				[CARD_IMAGE_FIELDS.path]: path,
				[CARD_IMAGE_FIELDS.alt]: 'A yard',
			})
		})
		await until('it is saved', () => author.acked() >= 2)
		const id = await begin({ board, card: 'shape:a' })
		const client = await joinedAsStock(server.syncUrl, practiceRoom(id as Practice['id']), chen.token)
		expect(readPracticeImages(client.doc)).toMatchObject([{ path, alt: 'A yard' }])
		expect((await upload(id, await photo(300, 200), stranger.token)).status).toBe(404)
		expect((await upload(id, new TextEncoder().encode('<svg/>'))).body.error.code).toBe('not_a_picture')
		const many = Array.from({ length: 20 }, (_, n) => ({ path, alt: `Image ${n}` }))
		client.doc.transact(() => addPracticeImages(client.doc, many))
		expect(readPracticeImages(client.doc)).toHaveLength(LIMITS.maxPracticeImages)
		await call(server.url, `/api/practices/${id}/withdraw`, { token: guangzhou.token, body: {} })
		expect((await upload(id, await photo(300, 200))).status).toBe(409)
		for (const one of [author, client]) one.leave()
	})

	it('[PICTURE2] images are on the page, in previews and results, only where the practice is visible', async () => {
		const { id, path } = await publishedWithImage('A "yard" <after> the rain')
		const address = `${server.url}${path}?w=1024`
		const page = (await call(server.url, `/practices/${id}`)).text
		expect(page).toContain(`<meta property="og:image" content="${address}">`)
		expect(page).toContain('alt="A &#34;yard&#34; &#60;after&#62; the rain"')
		expect(page).toContain(`"image":["${address}"]`)
		const found = await call<FoundPractices>(server.url, '/api/practices?q=rain')
		expect(found.body.practices.find((one) => one.id === id)?.image?.path).toBe(path)
		await call(server.url, `/api/practices/${id}/publish`, { token: guangzhou.token, body: { visibility: 'workshop' } })
		for (const open of ['/api/practices?q=rain', '/exchange/feed.json', `/practices/${id}`, `/api/practices/${id}`])
			expect((await call(server.url, open)).text, open).not.toContain(imageIdOf(path))
		expect((await viewOn(server, id, chen.token)).published?.facts.images).toMatchObject([{ path }])
	})

	it('[PICTURE2] a path that is not an image of this server is left out', async () => {
		const id = await begin()
		await addTo(id, [{ path: `/api/images/${'0'.repeat(40)}`, alt: 'Nothing' }])
		await publish(id)
		expect((await viewOn(server, id, chen.token)).published?.facts.images).toEqual([])
	})

	it('[PICTURE3] exported practices are small enough, however large their images are', async () => {
		const id = await begin()
		const { path } = (await upload(id, await photo(1024, 4096))).body
		const many = (await upload(id, await photo(1024, 2000))).body
		await addTo(id, [{ path, alt: '' }, ...Array.from({ length: 11 }, () => ({ path: many.path, alt: '' }))])
		await publish(id)
		const images = (await viewOn(server, id, chen.token)).published?.facts.images ?? []
		const bytes = images.map(({ copy }) => copy?.bytes ?? 0)
		expect(images).toHaveLength(12)
		expect(Math.max(...bytes)).toBeLessThanOrEqual(LIMITS.maxImageCopyBytes)
		expect(bytes.reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(LIMITS.maxPracticeCopyBytes)
		const file = await call<ExchangeResult>(other.url, '/api/exchange', {
			token: bogota.token,
			raw: JSON.stringify(await fileOf(id)),
		})
		expect(file.body.counts).toMatchObject({ added: 1 })
	})
})

describe('travelling by file', () => {
	it('[PICTURE3] images travel with a practice, also through a third server, and are re-encoded', async () => {
		const { id, path } = await publishedWithImage()
		const file = await fileOf(id)
		expect(Object.keys(file.practices[0]?.pictures ?? {})).toHaveLength(1)
		expect((await sendTo(other, bogota.token, file)).body.counts).toMatchObject({ added: 1 })
		const [image] = (await viewOn(other, id, bogota.token)).published?.facts.images ?? []
		expect(image).toMatchObject({ alt: 'A yard after the rain', width: 1024, height: 768 })
		const served = await fetch(other.url + image?.path)
		const bytes = new Uint8Array(await served.arrayBuffer())
		expect([served.status, (await sharp(bytes).metadata()).width]).toEqual([200, 1024])
		expect(image?.path).not.toBe(path)
		const references = openSqliteImageReferences(`${other.dataDir}/charrette.db`)
		expect(await references.find()).toContain(imageIdOf(image?.path ?? ''))
		await references.close()
		const third = await startServer()
		const dakar = await createWorkshop(third.url)
		const onward = (await call<ExchangeFile>(other.url, `/api/exchange?practice=${id}`, { token: bogota.token })).body
		expect(onward.practices[0]?.pictures).toEqual(file.practices[0]?.pictures)
		expect((await sendTo(third, dakar.token, onward)).body.counts).toMatchObject({ added: 1 })
		const view = await viewOn(third, id, dakar.token)
		expect([view.origin, view.via, view.published?.facts.images.length]).toEqual([server.url, other.url, 1])
		await third.stop()
	})

	it('[PICTURE3] a practice whose images are missing, altered or invalid is refused, and extra data is dropped', async () => {
		const { id } = await publishedWithImage()
		const { practices, ...file } = await fileOf(id)
		const signed = practices[0] as SignedPractice
		const [hash = '', base64 = ''] = Object.entries(signed.pictures ?? {})[0] ?? []
		const changed = Buffer.from(base64, 'base64')
		changed[changed.length - 3] = (changed.at(-3) ?? 0) ^ 1
		const send = async (pictures: SignedPractice['pictures'] | undefined) =>
			(await sendTo(other, bogota.token, { ...file, practices: [{ ...signed, pictures }] })).body
		expect(await send(undefined)).toMatchObject({ counts: { incomplete: 1 }, refused: [{ receipt: 'incomplete' }] })
		expect(await send({})).toMatchObject({ counts: { incomplete: 1 } })
		expect(await send({ [hash]: changed.toString('base64') })).toMatchObject({ counts: { forged: 1 } })
		expect(await send({ [hash]: base64, ['0'.repeat(64)]: base64 })).toMatchObject({ counts: { added: 1 } })
		const onward = await call<ExchangeFile>(other.url, `/api/exchange?practice=${id}`, { token: bogota.token })
		expect(onward.body.practices[0]?.pictures).toEqual({ [hash]: base64 })
	})

	it('[PICTURE3] an image from another server is decoded like any upload: no script, no page, only pixels', async () => {
		const [first, second] = makePractices(2, 'picture')
		const jpeg = Buffer.concat([await photo(64, 64), Buffer.from('<script>alert(1)</script>')])
		const page = Buffer.from('<!doctype html><script>alert(1)</script>')
		const practices = [withPicture(first, page), withPicture(second, jpeg)].map(({ practice, pictures }) => ({
			...feed.sign(practice),
			pictures,
		}))
		const file = { format: 'charrette.exchange', schema: 1, practices }
		const { counts, refused } = (await sendTo(other, bogota.token, file)).body
		expect(counts).toMatchObject({ added: 1, invalid: 1 })
		expect(refused).toMatchObject([{ receipt: 'invalid', reason: 'One of its images: not_a_picture.' }])
		const [image] = (await viewOn(other, second?.id ?? '', bogota.token)).published?.facts.images ?? []
		const served = Buffer.from(await (await fetch(other.url + image?.path)).arrayBuffer())
		expect(served.includes('script')).toBe(false)
	})
})

/** Returns a practice with one image, and the bytes of the image. */
function withPicture(practice: PublishedPractice | undefined, bytes: Buffer) {
	if (!practice) throw new Error('no practice')
	const sha256 = createHash('sha256').update(bytes).digest('hex')
	const copy = { w: 1024 as const, type: 'image/jpeg' as const, bytes: bytes.length, sha256 }
	const images = [{ path: `/api/images/${sha256.slice(0, 40)}`, alt: 'Alt', copy }]
	return {
		practice: { ...practice, facts: { ...practice.facts, images } },
		pictures: { [sha256]: bytes.toString('base64') },
	}
}

describe('travelling by feed', () => {
	const fetchNow = async (url: string) => {
		const { body } = await call<FollowedFeeds>(other.url, '/api/host/following/fetch', { token: KEY, body: { url } })
		const found = body.feeds.find((one) => one.url === url)
		if (!found) throw new Error('it is not followed')
		return found
	}

	it('[PICTURE4] the feed links to images, and a follower fetches the images of new practices', async () => {
		const { id, path } = await publishedWithImage()
		const body = (await (await fetch(`${server.url}/exchange/feed.json`)).json()) as {
			items: { image?: string; attachments?: object[]; _charrette: SignedPractice }[]
		}
		const item = body.items.find((one) => one._charrette.practice.id === id)
		expect(item?.image).toBe(`${server.url}${path}?w=1024`)
		expect(item?.attachments).toMatchObject([{ url: item?.image, mime_type: 'image/jpeg' }])
		expect(item?._charrette.pictures).toBeUndefined()
		expect(await fetchNow(server.url)).toMatchObject({ outcome: 'fetched', counts: { incomplete: 0 } })
		const [image] = (await viewOn(other, id, bogota.token)).published?.facts.images ?? []
		expect(image?.alt).toBe('A yard after the rain')
		expect((await fetch(other.url + image?.path)).status).toBe(200)
	})

	it('[PICTURE4] a practice waits until all of its images can be fetched; wrong images are refused', async () => {
		const [first, second] = makePractices(2, 'linked')
		const good = withPicture(first, Buffer.from(await photo(200, 100)))
		const forged = withPicture(second, Buffer.from(await photo(200, 100)))
		let state: 'missing' | 'large' | 'there' = 'missing'
		const page = [feed.sign(good.practice), feed.sign(forged.practice)]
		feed.offer(page)
		const answerFeed = feed.answer
		feed.answer = (request, response) => {
			if (!request.url?.startsWith('/api/images/')) return answerFeed(request, response)
			const own = request.url.includes(good.practice.facts.images[0]?.path ?? 'x')
			if (own && state === 'missing') return void response.writeHead(404).end()
			if (own && state === 'large') return void response.end(Buffer.alloc(3_000_000))
			const bytes = Buffer.from(Object.values(good.pictures)[0] ?? '', 'base64')
			return void response.end(own ? bytes : bytes.subarray(0, forged.practice.facts.images[0]?.copy.bytes))
		}
		const incomplete = {
			outcome: 'failed',
			problem: { reason: 'unreachable' },
			counts: { incomplete: 1, forged: 1, added: 0 },
		}
		expect(await fetchNow(feed.url)).toMatchObject(incomplete)
		state = 'large'
		expect(await fetchNow(feed.url)).toMatchObject({ ...incomplete, failures: 2 })
		state = 'there'
		expect(await fetchNow(feed.url)).toMatchObject({ outcome: 'fetched', counts: { added: 1, forged: 1 }, failures: 0 })
		const view = await viewOn(other, good.practice.id, bogota.token)
		expect(view.published?.facts.images).toHaveLength(1)
		expect((await call(other.url, `/api/practices/${forged.practice.id}`, { token: bogota.token })).status).toBe(404)
	})
})
