import type { CreatedWorkshop, StoredImage } from '@charrette/shared'
import { boardRoom, buildCard, buildImage, putRecord, recordsOf } from '@charrette/shared'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { call, createWorkshop, join } from './support/call.ts'
import type { TestServer } from './support/startServer.ts'
import { startServer } from './support/startServer.ts'
import { joinedAsStock } from './support/stockClient.ts'
import { until } from './support/until.ts'

let server: TestServer
let opened: CreatedWorkshop
let image: StoredImage
beforeAll(async () => {
	server = await startServer()
	opened = await createWorkshop(server.url, { title: '城市/2026' })
	const { participant } = await join(server.url, opened.joinCode, 'Li')
	const picture = sharp({ create: { width: 1500, height: 20, channels: 3, background: '#3a7' } })
	const bytes = new Uint8Array(await picture.png().toBuffer())
	const { token } = opened
	image = (await call<StoredImage>(server.url, `/api/boards/${board()}/images`, { token, bytes })).body
	const client = await joinedAsStock(server.syncUrl, boardRoom(board() as never), token)
	const records = recordsOf(client.doc)
	client.doc.transact(() => {
		const card = buildCard('c', { x: 1, y: 2, index: 'a1' as never }, { text: '</script>' }, participant.id)
		putRecord(records, { ...card, meta: { ...card.meta, image: image.path, imageAlt: '队列' } })
		for (const id of ['i', 'j'])
			putRecord(
				records,
				buildImage(id, { x: 0, y: 0, index: 'a2' as never }, { w: 9, h: 9, path: image.path, alt: '' }),
			)
	})
	await until('the board is saved', () => client.acked() >= 2)
	client.leave()
})
afterAll(() => server.stop())

const board = () => opened.workshop.sessions[0]?.boards[0]?.id ?? ''
const view = (path: string, token = opened.token) => call(server.url, `/api/${path}`, { token })
const fileIn = (page: string) => JSON.parse(/id="file">([^<]*)</.exec(page)?.[1] ?? '')

describe('[VIEW1] a viewer', () => {
	it('has the board, its texts, and each image once, at most 1,024 px wide', async () => {
		const { headers, text } = await view(`boards/${board()}/export?format=html&locale=es`)
		expect(headers.get('Content-Type')).toBe('text/html; charset=utf-8')
		expect(decodeURIComponent(headers.get('Content-Disposition') ?? '')).toMatch(/城市 2026 - Group 1 - [\d-]+\.html$/)
		const { locale, workshop, boards, pictures } = fileIn(text)
		expect([locale, workshop, boards.length]).toEqual(['es', '城市/2026', 1])
		const attached = { path: image.path, alt: '队列' }
		expect(boards[0].cards).toMatchObject([{ x: 1, y: 2, text: '</script>', author: 'Li', image: attached }])
		const ids = boards[0].images.map(({ picture }: { picture: string }) => picture)
		expect(Object.keys(pictures)).toEqual([ids[0]])
		expect(ids).toEqual([ids[1], image.path.split('/').at(-1)])
		const bytes = Buffer.from(pictures[ids[0]].split(',')[1], 'base64')
		expect((await sharp(bytes).metadata()).width).toBe(1024)
		expect(text.length).toBeLessThan(72_000)
	})

	it('shows a session or the whole workshop, to members only', async () => {
		const [session] = opened.workshop.sessions
		for (const path of [`sessions/${session?.id}/viewer.html`, `workshops/${opened.workshop.id}/viewer.html`]) {
			const { text, headers } = await view(path)
			const titles = fileIn(text).boards.map(({ title }: { title: string }) => title)
			expect(titles).toEqual(session?.boards.map(({ title }) => title))
			const named = decodeURIComponent(headers.get('Content-Disposition') ?? '')
			const part = path.startsWith('sessions') ? 'Session 1 - Viewer' : 'Viewer'
			expect(named).toMatch(new RegExp(`''城市 2026 - ${part} - [\\d-]+\\.html$`))
		}
		const stranger = await createWorkshop(server.url)
		for (const [path, status] of [
			[`boards/${board()}/export?format=html`, 404],
			[`sessions/${session?.id}/viewer.html`, 404],
			[`workshops/${opened.workshop.id}/viewer.html`, 403],
		] as const) {
			expect((await view(path, stranger.token)).status).toBe(status)
			expect((await view(path, 'nobody')).status).toBe(401)
		}
	})

	it('[VIEW4] has no authors on request', async () => {
		const { text } = await view(`boards/${board()}/export?format=html&authors=0`)
		expect(fileIn(text).boards[0].cards[0]).not.toHaveProperty('author')
		expect((await view(`boards/${board()}/export?format=html&authors=2`)).body.error.code).toBe('invalid_input')
	})
})
