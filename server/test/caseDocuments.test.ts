import { once } from 'node:events'
import { get, type IncomingMessage } from 'node:http'
import type { CreatedWorkshop, JoinResult, StoredDocument } from '@charrette/shared'
import { LIMITS } from '@charrette/shared'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { call, createWorkshop, join } from './support/call.ts'
import { startServer, type TestServer } from './support/startServer.ts'

let server: TestServer
let opened: CreatedWorkshop
let ana: JoinResult
beforeAll(async () => {
	server = await startServer()
	opened = await createWorkshop(server.url)
	ana = await join(server.url, opened.joinCode, 'Ana', 'Dakar')
})
afterAll(() => server.stop())

const PDF = `%PDF-1.7\n${'x'.repeat(5000)}\n%%EOF\n`
const bytes = (text: string) => new TextEncoder().encode(text)

async function send(sent: Uint8Array<ArrayBuffer>, { token = ana.token, board = ana.board.id as string } = {}) {
	const { status, body } = await call<StoredDocument & { error?: { code: string } }>(
		server.url,
		`/api/boards/${board}/documents`,
		{ token, bytes: sent },
	)
	return { status, body }
}

it('[CASE2] a PDF file is stored as it is, and can only be saved, never shown in a page of the server', async () => {
	const { status, body } = await send(bytes(PDF))
	expect({ status, bytes: body.bytes }).toEqual({ status: 201, bytes: PDF.length })
	// The same file is stored once.
	expect((await send(bytes(PDF))).body.path).toBe(body.path)
	const served = await fetch(server.url + body.path)
	expect(await served.text()).toBe(PDF)
	expect(Object.fromEntries(served.headers)).toMatchObject({
		'content-type': 'application/pdf',
		'content-disposition': 'attachment',
		'content-security-policy': "default-src 'none'; sandbox",
		'x-content-type-options': 'nosniff',
	})
})

/** A ZIP archive with empty files of these names. */
function archiveOf(names: readonly string[]): Uint8Array<ArrayBuffer> {
	const entries = names.map((name) => {
		const header = Buffer.alloc(30)
		header.writeUInt32LE(0x04034b50)
		header.writeUInt16LE(name.length, 26)
		const listed = Buffer.alloc(46)
		listed.writeUInt32LE(0x02014b50)
		listed.writeUInt16LE(name.length, 28)
		return { file: Buffer.concat([header, Buffer.from(name)]), listed: Buffer.concat([listed, Buffer.from(name)]) }
	})
	const files = Buffer.concat(entries.map(({ file }) => file))
	const directory = Buffer.concat(entries.map(({ listed }) => listed))
	const end = Buffer.alloc(22)
	end.writeUInt32LE(0x06054b50)
	end.writeUInt16LE(names.length, 10)
	end.writeUInt32LE(directory.length, 12)
	end.writeUInt32LE(files.length, 16)
	return new Uint8Array(Buffer.concat([files, directory, end]))
}

const TYPES = '[Content_Types].xml'

it.each([
	['Word file', 'word/document.xml', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
	['presentation', 'ppt/presentation.xml', 'application/vnd.openxmlformats-officedocument.presentationml.presentation'],
])('[CASE8] a %s is stored as it is, and served as a download of its type', async (_what, part, type) => {
	const file = archiveOf([TYPES, part])
	const { status, body } = await send(file)
	expect(status).toBe(201)
	const served = await fetch(server.url + body.path)
	expect(new Uint8Array(await served.arrayBuffer())).toEqual(file)
	expect(Object.fromEntries(served.headers)).toMatchObject({
		'content-type': type,
		'content-disposition': 'attachment',
		'content-security-policy': "default-src 'none'; sandbox",
	})
})

it.each([
	['another archive', archiveOf(['a.txt'])],
	['a Word file with macros', archiveOf([TYPES, 'word/document.xml', 'word/vbaProject.bin'])],
	['a Word file without its end', archiveOf([TYPES, 'word/document.xml']).slice(0, -10)],
	['a directory beyond the end', archiveOf([TYPES, 'word/document.xml']).fill(0xff, -6, -2)],
])('[CASE8] %s is refused', async (_what, file) => {
	const refused = await send(new Uint8Array(file))
	expect([refused.status, refused.body.error?.code]).toEqual([415, 'unknown_format'])
})

it.each([
	['an HTML page', '<html><script>alert(1)</script>', 415, 'unknown_format'],
	['an SVG with a script', '<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', 415, 'unknown_format'],
	['a page that begins with a space', ` ${PDF}`, 415, 'unknown_format'],
	['a ZIP', 'PK\u0003\u0004', 415, 'unknown_format'],
	['nothing', '', 415, 'unknown_format'],
	['a truncated PDF', PDF.slice(0, 2000), 422, 'damaged_file'],
	['a PDF with something else behind it', PDF + '<html>'.repeat(2000), 422, 'damaged_file'],
])('[CASE2] %s is refused', async (_what, sent, status, code) => {
	const refused = await send(bytes(sent))
	expect([refused.status, refused.body.error?.code]).toEqual([status, code])
})

it('[CASE2] a file of more than 30 MB is refused', async () => {
	const refused = await send(new Uint8Array(LIMITS.maxCaseBytes + 1))
	expect([refused.status, refused.body.error?.code]).toEqual([413, 'too_large'])
})

it('[CASE2d] any number of slow clients load a file, and keep nobody from it', async () => {
	const large = new Uint8Array(20 * 1024 * 1024).fill(120)
	large.set(bytes('%PDF-1.7'))
	large.set(bytes('%%EOF'), large.length - 5)
	const { path } = (await send(large)).body
	const ended: number[] = []
	const slow = await Promise.all(
		Array.from({ length: 12 }, async (_, client) => {
			const [answer] = (await once(get(server.url + path), 'response')) as [IncomingMessage]
			answer.pause().on('close', () => ended.push(client))
			return answer
		}),
	)
	const whole = await fetch(server.url + path)
	expect((await whole.arrayBuffer()).byteLength).toBe(large.length)
	expect(ended).toEqual([])
	for (const answer of slow) answer.destroy()
	expect((await fetch(server.url + path)).status).toBe(200)
})

it('[CASE2] only people who may edit the board can add a document', async () => {
	const stranger = await createWorkshop(server.url)
	expect((await send(bytes(PDF), { token: stranger.token })).status).toBe(404)
	expect((await send(bytes(PDF), { token: 'nobody' })).status).toBe(401)
	const freeze = { type: 'boards.freeze', frozen: true }
	await call(server.url, `/api/workshops/${opened.workshop.id}/commands`, { token: opened.token, body: freeze })
	const { status, body } = await send(bytes(PDF))
	expect([status, body.error?.code]).toEqual([403, 'view_only'])
})
