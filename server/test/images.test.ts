import { readdirSync, rmSync, writeFileSync } from 'node:fs'
import { get, request } from 'node:http'
import { join as joinPath } from 'node:path'
import type { CreatedWorkshop, StoredImage, TokenGrant } from '@charrette/shared'
import { LIMITS } from '@charrette/shared'
import sharp, { type Sharp } from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { call, createWorkshop, join, secretOf, sendEndlessly } from './support/call.ts'
import { encoderPeakMemory } from './support/machine.ts'
import type { TestServer } from './support/startServer.ts'
import { startServer } from './support/startServer.ts'
import { until } from './support/until.ts'

let server: TestServer
let opened: CreatedWorkshop
beforeAll(async () => {
	server = await startServer()
	opened = await createWorkshop(server.url)
})
afterAll(() => server.stop())

type Bytes = Uint8Array<ArrayBuffer>
const bytes = (text: string) => new TextEncoder().encode(text)
const boardOf = ({ workshop }: CreatedWorkshop) => workshop.sessions[0]?.boards[0]?.id ?? ''
const path = (board = boardOf(opened)) => `/api/boards/${board}/images`
const send = <Body = { error: { code: string } }>(sent: Bytes, token = opened.token, to = path()) =>
	call<Body>(server.url, to, { bytes: sent, token })

async function refusal(sent: Bytes): Promise<unknown> {
	const { status, body } = await send(sent)
	return [status, body.error.code]
}

async function stored(sent: Bytes): Promise<StoredImage> {
	const { status, body } = await send<StoredImage>(sent)
	expect(status).toBe(201)
	return body
}

async function fetched(of: string): Promise<Buffer> {
	const answer = await fetch(server.url + of)
	expect(answer.status).toBe(200)
	return Buffer.from(await answer.arrayBuffer())
}

/** Creates an image that is red on the left and blue on the right. */
function twoColours(width: number, height: number): Sharp {
	const half = { width: width / 2, height, channels: 3 as const, background: '#0000ff' }
	const right = { input: { create: half }, left: width / 2, top: 0 }
	return sharp({ create: { width, height, channels: 3, background: '#ff0000' } }).composite([right])
}
const bytesOf = async (picture: Sharp): Promise<Bytes> => new Uint8Array(await picture.toBuffer())

describe('an accepted image', () => {
	it('[IMG2] is re-encoded: upright, without metadata and trailing bytes', async () => {
		const where = {
			GPSLatitudeRef: 'N',
			GPSLatitude: '4/1 42/1 0/1',
			GPSLongitudeRef: 'W',
			GPSLongitude: '74/1 4/1 0/1',
		}
		const camera = { IFD0: { Make: 'SECRETCAM' }, IFD3: where }
		const shot = twoColours(2000, 1200).jpeg().withMetadata({ orientation: 6 }).withExif(camera)
		const sent = new Uint8Array(Buffer.concat([await shot.toBuffer(), bytes('<script>alert(1)</script>')]))
		expect(Buffer.from(sent).includes('SECRETCAM')).toBe(true)
		expect((await sharp(sent).metadata()).orientation).toBe(6)

		const image = await stored(sent)
		expect(image).toEqual({ path: image.path, width: 1200, height: 2000, type: 'image/jpeg' })
		const kept = await fetched(image.path)
		for (const hidden of ['SECRETCAM', 'Exif', 'script']) expect(kept.includes(hidden)).toBe(false)
		const meta = await sharp(kept).metadata()
		expect(meta).toMatchObject({ format: 'jpeg', width: 1200, height: 2000 })
		expect([meta.exif, meta.xmp, meta.icc]).toEqual([undefined, undefined, undefined])
		const upper = await sharp(kept).extract({ left: 10, top: 10, width: 1, height: 1 }).raw().toBuffer()
		expect([(upper[0] ?? 0) > 200, (upper[2] ?? 255) < 60]).toEqual([true, true])
	})

	it('[IMG2] is served in the requested width, and never enlarged', async () => {
		const wide = await stored(await bytesOf(twoColours(2000, 1000).webp()))
		const widthOf = async (of: string) => (await sharp(await fetched(of)).metadata()).width
		expect(await widthOf(`${wide.path}?w=256`)).toBe(256)
		expect(await widthOf(`${wide.path}?w=1024`)).toBe(1024)
		expect(await widthOf(wide.path)).toBe(2000)
		const small = await stored(await bytesOf(twoColours(300, 100).png()))
		expect(await widthOf(`${small.path}?w=1024`)).toBe(300)
		for (const w of ['300', '0', 'x', '-1'])
			expect((await call(server.url, `${small.path}?w=${w}`)).body.error.code).toBe('invalid_input')
	})

	it('[IMG2] is scaled to the maximum size, and keeps transparency', async () => {
		const huge = await stored(await bytesOf(twoColours(6000, 3000).jpeg()))
		expect([huge.width, huge.height]).toEqual([LIMITS.maxImageSide, LIMITS.maxImageSide / 2])
		const translucent = { width: 400, height: 300, channels: 4 as const, background: { r: 9, g: 9, b: 9, alpha: 0.5 } }
		const clear = await stored(await bytesOf(sharp({ create: translucent }).png()))
		expect(clear.type).toBe('image/png')
		expect((await sharp(await fetched(`${clear.path}?w=256`)).stats()).isOpaque).toBe(false)
	})

	it.each(['gif', 'avif', 'webp', 'png', 'jpeg'] as const)('[IMG2] can be a %s', async (format) => {
		const { width, height } = await stored(await bytesOf(twoColours(120, 80).toFormat(format)))
		expect([width, height]).toEqual([120, 80])
	})

	it('[IMG5] is cached for ever, with its type and a policy against scripts', async () => {
		const { path: of } = await stored(await bytesOf(twoColours(64, 64).png()))
		const { status, headers } = await call(server.url, of)
		expect(status).toBe(200)
		expect(headers.get('Content-Type')).toBe('image/png')
		expect(headers.get('Cache-Control')).toBe('private, max-age=31536000, immutable')
		expect(headers.get('X-Content-Type-Options')).toBe('nosniff')
		expect(headers.get('Content-Security-Policy')).toBe("default-src 'none'; sandbox")
		expect(headers.get('Content-Disposition')).toMatch(/^inline; filename="[0-9a-f]{40}\.png"$/)
		expect(await statusFor(of, { 'If-None-Match': headers.get('ETag') ?? '' })).toBe(304)
	})

	it('[IMG3] survives a restart, and the same image is stored once', async () => {
		const sent = await bytesOf(twoColours(640, 480).jpeg())
		const first = await stored(sent)
		expect((await stored(sent)).path).toBe(first.path)
		await server.restart()
		expect((await fetched(first.path)).length).toBeGreaterThan(100)
	})

	it('[IMG5] is found only by its full id', async () => {
		for (const id of ['0'.repeat(40), '..%2f..%2fcharrette.db', 'full.jpg', '%00', `${'0'.repeat(40)}%2ffull.jpg`]) {
			const { status, body } = await call(server.url, `/api/images/${id}`)
			expect([status, body.error.code], id).toEqual([404, 'not_found'])
		}
	})
})

describe('a rejected image', () => {
	it('[IMG2] is an SVG with a script, whatever its type', async () => {
		const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>'
		for (const text of [svg, `<?xml version="1.0"?>${svg}`, ` ${svg}`])
			expect(await refusal(bytes(text))).toEqual([415, 'not_a_picture'])
	})

	it('[IMG2] is a program, a web page, an empty file, or JSON', async () => {
		for (const text of ['\x7fELF\x02\x01\x01', 'MZ\x90\0\x03', '<!doctype html><script>1</script>', '%PDF-1.7', ''])
			expect(await refusal(bytes(text))).toEqual([415, 'not_a_picture'])
		const asJson = await call(server.url, path(), { body: { type: 'Buffer', data: [1] }, token: opened.token })
		expect([asJson.status, asJson.body.error.code]).toEqual([415, 'not_a_picture'])
	})

	it('[IMG2] is truncated or damaged', async () => {
		const jpeg = await bytesOf(twoColours(1600, 1200).jpeg())
		expect(await refusal(jpeg.slice(0, jpeg.length / 2))).toEqual([422, 'damaged_picture'])
		const png = await bytesOf(twoColours(1600, 1200).png())
		expect(await refusal(png.fill(0xaa, 200, 900))).toEqual([422, 'damaged_picture'])
		expect(await refusal(png.slice(0, 30))).toEqual([422, 'damaged_picture'])
	})

	it('[IMG4] is a bomb of 100 megapixels, and is never decoded', async () => {
		const bomb = await bytesOf(
			sharp({ create: { width: 10_000, height: 10_000, channels: 3, background: '#fff' } }).png(),
		)
		expect(bomb.length).toBeLessThan(LIMITS.maxImageBytes / 10)
		expect(await refusal(bomb)).toEqual([422, 'too_many_pixels'])
		// Decoding it would take 300 MB. Memory is measured only on systems that report it.
		const peak = encoderPeakMemory()
		if (peak !== null) expect(peak).toBeLessThan(200 * 1024 * 1024)
	})

	it('[IMG4] is too large, and is not read to its end', async () => {
		const answer = await sendEndlessly(upload({ 'Content-Length': String(1024 ** 3) }))
		expect([answer.status, answer.code]).toEqual([413, 'too_large'])
		expect(answer.sent).toBeLessThan(LIMITS.maxImageBytes)
		const chunked = await sendEndlessly(upload({ 'Transfer-Encoding': 'chunked' }))
		expect([chunked.status, chunked.code]).toEqual([413, 'too_large'])
		expect(chunked.sent).toBeLessThan(LIMITS.maxImageBytes * 4)
	})

	it('[IMG1] is from a visitor who cannot edit the board', async () => {
		const picture = await bytesOf(twoColours(40, 40).png())
		const boards = opened.workshop.sessions[0]?.boards ?? []
		const ana = await join(server.url, opened.joinCode, 'Ana')
		const other = boards.find(({ group }) => group !== null && group !== ana.participant.group)
		const secret = secretOf(opened.links.projector)
		const projector = (await call<TokenGrant>(server.url, '/api/token', { body: { secret } })).body
		const stranger = await createWorkshop(server.url)
		const codeOf = async (token: string, board: string | undefined) => {
			const { status, body } = await send(picture, token, path(board))
			return [status, body.error?.code]
		}
		expect(await codeOf(ana.token, ana.board.id)).toEqual([201, undefined])
		expect(await codeOf(ana.token, other?.id)).toEqual([403, 'view_only'])
		expect(await codeOf(projector.token, ana.board.id)).toEqual([403, 'view_only'])
		expect(await codeOf(stranger.token, ana.board.id)).toEqual([404, 'not_found'])
		expect(await codeOf('nobody', ana.board.id)).toEqual([401, 'not_signed_in'])
		const freeze = { type: 'boards.freeze', frozen: true }
		await call(server.url, `/api/workshops/${opened.workshop.id}/commands`, { body: freeze, token: opened.token })
		expect(await codeOf(ana.token, ana.board.id)).toEqual([403, 'view_only'])
		expect(await codeOf(opened.token, ana.board.id)).toEqual([201, undefined])
	})

	it('[IMG4] is not delayed by slow uploads of others', async () => {
		const secret = secretOf(opened.links.facilitator)
		const { token } = (await call<{ token: string }>(server.url, '/api/token', { body: { secret } })).body
		const Authorization = `Bearer ${token}`
		const slow = Array.from({ length: 12 }, () => upload({ Authorization, 'Content-Length': '1000' }))
		for (const one of slow) one.on('error', () => {}).write('\x89PNG')
		const received = () => readdirSync(joinPath(server.dataDir, 'uploads.tmp')).length
		await until('they are being received', () => received() === slow.length)
		expect((await send(await bytesOf(twoColours(40, 40).png()))).status).toBe(201)
		for (const one of slow) one.destroy()
		await until('their files are removed', () => received() === 0)
	})

	it('[IMG3] cannot be stored now', async () => {
		const folder = joinPath(server.dataDir, 'images')
		rmSync(folder, { recursive: true })
		writeFileSync(folder, 'a file in its place')
		expect(await refusal(await bytesOf(twoColours(50, 50).png()))).toEqual([503, 'storage_failed'])
		rmSync(folder)
		await server.restart()
		expect((await send(await bytesOf(twoColours(50, 50).png()))).status).toBe(201)
	})
})

function upload(headers: Record<string, string>) {
	return request(server.url + path(), {
		method: 'POST',
		headers: { Authorization: `Bearer ${opened.token}`, 'Content-Type': 'image/png', ...headers },
	})
}

function statusFor(of: string, headers: Record<string, string>): Promise<number | undefined> {
	return new Promise((resolve) => {
		get(server.url + of, { headers }, (response) => resolve(response.resume().statusCode))
	})
}
