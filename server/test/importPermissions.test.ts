import { readdirSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { join as joinPath } from 'node:path'
import type { JoinResult, SkipReason } from '@charrette/shared'
import { LIMITS } from '@charrette/shared'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createImportReader } from '../dist/import/createImportReader.js'
import { call, createWorkshop, join, secretOf, sendEndlessly } from './support/call.ts'
import type { ImportScene } from './support/importScene.ts'
import { boardJson, boardPath, recordsJson, sessionPath, setImportScene } from './support/importScene.ts'
import { makeZip } from './support/makeZip.js'
import type { TestServer } from './support/startServer.ts'
import { startServer } from './support/startServer.ts'
import { until } from './support/until.ts'

let server: TestServer
let scene: ImportScene
let ana: JoinResult
beforeAll(async () => {
	server = await startServer()
	scene = await setImportScene(server)
	ana = await join(server.url, scene.opened.joinCode, 'Ana Import', 'Dakar')
})
afterAll(() => server.stop())

describe('[IMP5] permissions of imports', () => {
	it('participants import lists and boards where they can write, as their own, without locked records', async () => {
		const board = ana.board.id
		const to = boardPath(board)
		const token = ana.token
		const { boards } = await scene.bring('from a list', { to, token })
		const listed = (await scene.fileOf(board)).document.records[boards[0]?.records[0] ?? '']
		expect(listed).toMatchObject({ 'meta.author': ana.participant.id, 'props.city': 'Dakar' })
		const locked = recordsJson({ 'shape:s': { type: 'card', text: 'x', 'meta.isSetUp': true } })
		const imported = (await scene.bring(locked, { to, token })).boards[0]?.records[0] ?? ''
		expect((await scene.fileOf(board)).document.records[imported]).not.toHaveProperty('meta.isSetUp')
		const byFacilitator =
			(await scene.bring(locked, { to: boardPath(scene.groupBoard(1)) })).boards[0]?.records[0] ?? ''
		expect((await scene.fileOf(scene.groupBoard(1))).document.records[byFacilitator]).toHaveProperty(
			'meta.isSetUp',
			true,
		)
	})

	it('drawings, archives and new boards are for facilitators', async () => {
		const to = boardPath(ana.board.id)
		const token = ana.token
		const drawing = { tldrawFileFormatVersion: 1, records: [{ typeName: 'page', id: 'page:p' }] }
		const note = {
			typeName: 'shape',
			id: 'shape:n',
			type: 'note',
			x: 0,
			y: 0,
			parentId: 'page:p',
			props: { text: 'x' },
		}
		const tldr = JSON.stringify({ ...drawing, records: [...drawing.records, note] })
		const zip = makeZip([{ name: 'a.csv', bytes: 'Text\nx' }])
		expect(await scene.refusal(tldr, { to, token, name: 'a.tldr' })).toEqual([403, 'not_allowed'])
		expect(await scene.refusal(zip, { to, token })).toEqual([403, 'not_allowed'])
		expect(await scene.refusal('x', { token })).toEqual([403, 'not_allowed'])
		expect(await scene.refusal(tldr, { to, name: 'a.tldr' })).toEqual([200, undefined])
	})

	it('an import needs edit access to the board', async () => {
		const other = scene.opened.workshop.sessions[0]?.boards.find(
			({ group }) => group !== null && group !== ana.participant.group,
		)
		expect(await scene.refusal('x', { to: boardPath(other?.id ?? ''), token: ana.token })).toEqual([403, 'view_only'])
		const stranger = await createWorkshop(server.url)
		expect(await scene.refusal('x', { to: boardPath(scene.board), token: stranger.token })).toEqual([404, 'not_found'])
		expect(await scene.refusal('x', { to: boardPath(scene.board), token: 'nobody' })).toEqual([401, 'not_signed_in'])
		expect(await scene.refusal('x', { token: stranger.token })).toEqual([404, 'not_found'])
	})

	it('[ANON1] an imported author name is hidden like any other', async () => {
		const { boards } = await scene.bring('Text,Author\nhers,Zoë from elsewhere\n', { name: 'a.csv' })
		const board = boards[0]?.id ?? ''
		expect((await scene.contentOf(board)).cards).toMatchObject([{ author: 'Zoë from elsewhere' }])
		await scene.run({ type: 'anonymity.set', isAnonymous: true })
		expect(JSON.stringify(await scene.contentOf(board))).not.toContain('Zoë')
		expect(
			(await call(server.url, `/api/boards/${board}/export?format=json`, { token: scene.opened.token })).text,
		).not.toContain('Zoë')
		await scene.run({ type: 'anonymity.set', isAnonymous: false })
	})
})

it('[IMP5] an imported board can be removed, and other boards cannot', async () => {
	const { boards } = await scene.bring('Text\nx', { name: 'a.csv' })
	const board = boards[0]?.id ?? ''
	await scene.run({ type: 'spotlight.set', board })
	const refusal = async (command: object) => {
		const { error } = (await scene.send({ type: 'board.remove', ...command })).body
		return error?.reason ?? error?.code
	}
	expect(await refusal({ board: scene.board, withCards: true })).toBe('board_of_session')
	expect(await refusal({ board: scene.groupBoard(0), withCards: true })).toBe('board_of_session')
	expect(await refusal({ board })).toBe('board_has_content')
	expect(await refusal({ board: 'none' })).toBe('not_found')
	expect(await refusal({ board, withCards: true })).toBeUndefined()
	const { workshop } = await scene.view()
	expect([workshop.sessions[0]?.boards.some(({ id }) => id === board), workshop.spotlight]).toEqual([false, null])
})

describe('[IMP4] a file with invalid parts', () => {
	it('lists skipped records, and imports the rest as the gate allows', async () => {
		const deep = Array.from({ length: 20 }).reduce<unknown>((inner) => [inner], 1)
		const records = {
			'shape:good': { type: 'card', text: 'good', 'props.kind': 'obstacle', 'acme.own': { kept: true } },
			'shape:repaired': { type: 'card', text: 'repaired', 'props.kind': 'sunshine', xy: ['a', 'b'] },
			'shape:long': { type: 'card', text: 'x'.repeat(LIMITS.maxRecordBytes + 1) },
			'shape:deep': { type: 'card', text: 'deep', 'acme.deep': deep },
			'shape:script': { type: 'image', wh: [9, 9], 'props.path': 'javascript:alert(1)' },
			'shape:gone': { type: 'image', wh: [9, 9], 'props.path': `/api/images/${'0'.repeat(40)}` },
			'shape:embed': { type: 'embed', 'props.url': 'https://evil.example' },
			'shape:none': null as never,
			'../../x': { type: 'card' },
			'shape:proto': JSON.parse('{"type":"card","text":"proto","__proto__":{"x":1},"constructor.x":1}'),
		}
		const { boards, skipped } = await scene.bring(recordsJson(records), { name: 'a.json' })
		const reasons = skipped.map(({ entry, reason }): [string | undefined, SkipReason] => [entry, reason])
		expect(reasons.sort()).toEqual(
			(
				[
					['shape:repaired', 'mended'],
					['shape:long', 'text_cut'],
					['shape:deep', 'mended'],
					['shape:script', 'not_readable'],
					['shape:gone', 'no_picture'],
					['shape:embed', 'not_readable'],
					['shape:none', 'not_readable'],
					['../../x', 'not_readable'],
					['shape:proto', 'mended'],
				] as const
			).toSorted(),
		)
		const after = await scene.fileOf(boards[0]?.id ?? '')
		expect(Object.keys(after.document.records)).toEqual([
			'shape:deep',
			'shape:good',
			'shape:long',
			'shape:proto',
			'shape:repaired',
		])
		expect(after.document.records['shape:good']).toEqual(records['shape:good'])
		expect(after.document.records['shape:proto']).toEqual({ type: 'card', text: 'proto' })
	})

	it('lists a hundred skipped entries, and counts the rest', async () => {
		const rows = Array.from({ length: 130 }, () => 'Obstacle,')
		const { skipped, more } = await scene.bring(['Kind,Text', ...rows, 'Note,x'].join('\n'), { name: 'a.csv' })
		expect([skipped.length, more, skipped[0]]).toEqual([100, 30, { line: 2, reason: 'no_text' }])
	})

	it('has an error code if nothing can be imported', async () => {
		const newer = boardJson({ formatVersion: 3 })
		const bomb = makeZip([{ name: 'a.csv', bytes: new Uint8Array(40 * 1024 * 1024) }])
		expect(await scene.refusal(newer, { name: 'a.json' })).toEqual([422, 'newer_format'])
		expect(await scene.refusal('%PDF-1.7', { name: 'a.pdf' })).toEqual([415, 'unknown_format'])
		expect(await scene.refusal('PK\x03\x04damaged', { name: 'a.zip' })).toEqual([422, 'damaged_file'])
		expect(await scene.refusal(bomb, { name: 'a.zip' })).toEqual([422, 'too_much_inside'])
		expect(await scene.refusal('[['.repeat(1e6), { name: 'a.json' })).toEqual([422, 'too_much_inside'])
		expect(await scene.refusal(' ', {})).toEqual([422, 'nothing_inside'])
	})

	it('[IMP3] is rejected by its size, without reading all of it', async () => {
		const answer = await sendEndlessly(upload(2 ** 31))
		expect([answer.status, answer.code]).toEqual([413, 'too_large'])
		expect(answer.sent).toBeLessThan(LIMITS.maxImportBytes)
	})

	it('[IMP3] is not delayed by slow uploads of others', async () => {
		const secret = secretOf(scene.opened.links.facilitator)
		const { token } = (await call<{ token: string }>(server.url, '/api/token', { body: { secret } })).body
		const slow = [upload(1000, token), upload(1000, token)]
		for (const one of slow) one.on('error', () => {}).write('Text')
		const received = () => readdirSync(joinPath(server.dataDir, 'uploads.tmp')).length
		await until('they are being received', () => received() === slow.length)
		expect((await scene.bring('x', { dryRun: true })).status).toBe(200)
		for (const one of slow) one.destroy()
		await until('their files are removed', () => received() === 0)
	})

	it('is rejected if the session would have too many boards', async () => {
		const { workshop } = await scene.view()
		const apart = workshop.sessions[0]?.boards.filter(({ isApart }) => isApart) ?? []
		const room = LIMITS.maxBoardsApart - apart.length
		const files = Array.from({ length: room + 1 }, (_, n) => ({ name: `${n}.csv`, bytes: 'Text\nx' }))
		expect(await scene.refusal(makeZip(files), { name: 'many.zip' })).toEqual([409, 'not_now'])
		expect((await scene.view()).workshop.sessions[0]?.boards.length).toBe(workshop.sessions[0]?.boards.length)
	})
})

it('[IMG2] an imported image is re-encoded, whatever type it claims', async () => {
	const red = { width: 40, height: 30, channels: 3 as const, background: '#ff0000' }
	const drawn = await sharp({ create: red }).png().toBuffer()
	const base64 = Buffer.concat([drawn, Buffer.from('<script>alert(1)</script>')]).toString('base64')
	const [id, path] = ['0'.repeat(40), `/api/images/${'0'.repeat(40)}`]
	const records = { 'shape:i': { type: 'image', wh: [40, 30], 'props.path': path } }
	const pictures = {
		[id]: { type: 'image/png' as const, base64 },
		['f'.repeat(40)]: { type: 'image/png', base64: 'AAAA' },
	}
	const { boards, skipped } = await scene.bring(boardJson({ document: { schema: 1, records }, pictures }))
	expect(skipped).toEqual([])
	const [image] = (await scene.fileOf(boards[0]?.id ?? '')).images
	expect(image?.path).not.toBe(path)
	const kept = Buffer.from(await (await fetch(server.url + image?.path)).arrayBuffer())
	expect([kept.includes('script'), (await sharp(kept).metadata()).width]).toEqual([false, 40])
})

it('[IMP3] a file that takes longer than the time limit contains too much', async () => {
	// Starting the thread alone takes longer.
	const reader = createImportReader(1)
	const file = joinPath(server.dataDir, 'one.txt')
	writeFileSync(file, 'one')
	await expect(reader.read(file, '')).rejects.toMatchObject({ reason: 'too_much_inside' })
	await reader.close()
})

/** Sends an upload to a new board, with this Content-Length. */
function upload(length: number, token = scene.opened.token) {
	const headers = { Authorization: `Bearer ${token}`, 'Content-Length': String(length) }
	return request(`${server.url}${sessionPath(scene.opened)}/import`, { method: 'POST', headers })
}
