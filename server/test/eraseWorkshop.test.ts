import { readdirSync, rmSync } from 'node:fs'
import { join as joinPath } from 'node:path'
import type { BoardId, CreatedShare, Practice, StoredDocument, StoredImage } from '@charrette/shared'
import { buildCard, CARD_IMAGE_FIELDS, imageIdOf, privateRoom, putRecord, recordsOf } from '@charrette/shared'
import Database from 'better-sqlite3'
import sharp from 'sharp'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { call, phaseOf } from './support/call.ts'
import { runCharrette } from './support/runCharrette.ts'
import { at, openSnapshotScene } from './support/snapshotScene.ts'
import { makeDataDir, startServer, type TestServer } from './support/startServer.ts'
import { joinedAsStock } from './support/stockClient.ts'
import { countOf, filesOf, inflated, valuesOf } from './support/storedBytes.ts'
import { until } from './support/until.ts'

const WORD = 'xylophonist'

let server: TestServer
let backupDir: string
beforeEach(async () => {
	backupDir = makeDataDir()
	server = await startServer()
})
afterEach(async () => {
	await server.stop()
	rmSync(backupDir, { recursive: true })
})

async function upload(board: BoardId, token: string, red: number): Promise<StoredImage> {
	const create = { width: 300, height: 200, channels: 3 as const, background: { r: red, g: 80, b: 20 } }
	const bytes = new Uint8Array(await sharp({ create }).png().toBuffer())
	return (await call<StoredImage>(server.url, `/api/boards/${board}/images`, { token, bytes })).body
}

/**
 * Opens a workshop with the word in every possible text, and with two images, the second of which
 * other workshops may share.
 */
async function openFilled(word: string, red: number) {
	const scene = await openSnapshotScene(server)
	const { facilitator, ana, edit, add, save, post } = scene
	const { workshop } = facilitator.opened
	await add('kept', `${word} on a card`)
	await add('gone', `${word} on a card that is deleted`)
	await save(`${word} as a name`)
	await edit((records) => void records.delete('shape:gone'))
	const images = [await upload(ana.board.id, ana.token, red), await upload(ana.board.id, ana.token, 200)]
	for (const [index, image] of images.entries())
		await edit((records) => {
			const card = buildCard(`image${index}`, at(index), { kind: 'note', text: 'image' }, ana.participant.id)
			putRecord(records, card)
			const record = records.get(`shape:image${index}`)
			record?.set(CARD_IMAGE_FIELDS.path, image.path)
			record?.set(CARD_IMAGE_FIELDS.alt, word)
		})
	const pdf = new TextEncoder().encode(`%PDF-1.7 ${word} %%EOF`)
	const document = await call<StoredDocument>(server.url, `/api/boards/${ana.board.id}/documents`, {
		token: ana.token,
		bytes: pdf,
	})
	await edit(
		(records) =>
			void records.get('shape:image0')?.set('meta.document', { path: document.body.path, name: 'plan.pdf', pages: 3 }),
	)
	const share = (await post<CreatedShare>(`/api/boards/${ana.board.id}/shares`, { days: 7 })).body
	const fields = { title: `${word} title`, abstract: `A ${word} plays.` }
	const begun = await post<{ practice: Practice }>(`/api/workshops/${workshop.id}/practices`, { locale: 'en', fields })
	await post(`/api/practices/${begun.body.practice.id}/publish`, { visibility: 'server' })
	await facilitator.run({ type: 'message.send', text: `${word} for everybody` })
	const { body: added } = await facilitator.send({ type: 'phase.add', phase: phaseOf('write', { isPrivate: true }) })
	await facilitator.run({ type: 'phase.goto', phase: added.made })
	const client = await joinedAsStock(server.syncUrl, privateRoom(ana.board.id, ana.participant.id), ana.token)
	putRecord(
		recordsOf(client.doc),
		buildCard('mine', at(0), { kind: 'note', text: `${word} in private` }, ana.participant.id),
	)
	await until('the private card is acked', () => client.acked() >= 2)
	client.leave()
	scene.leave()
	return { ...scene, workshop, images, share }
}

/**
 * Returns pieces of the deflated values that contain the word, if no other value contains the
 * piece. Remains of a value in free space cannot be inflated, so only such pieces find them.
 */
function piecesWith(word: string, dataDir: string): Buffer[] {
	const values = valuesOf(dataDir)
	const holding = new Set(values.filter((value) => inflated(value).some((bytes) => bytes.includes(word))))
	const others = Buffer.concat(values.filter((value) => !holding.has(value)))
	const piecesOf = (value: Buffer) =>
		Array.from({ length: Math.floor(value.length / 64) }, (_, index) => value.subarray(index * 64, index * 64 + 24))
	return [...holding].flatMap(piecesOf).filter((piece) => !others.includes(piece))
}

/** Runs `charrette erase`; returns its exit code and its answer. */
async function erase(...args: string[]): Promise<{ code: number; answer: Record<string, unknown> }> {
	const settings = { DATA_DIR: server.dataDir, BACKUP_DIR: backupDir }
	const { code, stdout } = await runCharrette(['erase', '--json', ...args], settings)
	return { code, answer: JSON.parse(stdout) as Record<string, unknown> }
}

describe('[ERASE1] an erased workshop', () => {
	it('leaves no byte in any file, and nothing of another workshop is missing', async () => {
		const erased = await openFilled(WORD, 10)
		const kept = await openFilled('bassoonist', 30)
		const before = await kept.content()
		await server.end()
		const pieces = piecesWith(WORD, server.dataDir)
		expect(pieces.length).toBeGreaterThan(20)
		expect(countOf(WORD, server.dataDir)).toBeGreaterThan(3)
		const settings = { DATA_DIR: server.dataDir, MIN_FREE_MB: '0' }
		expect(await runCharrette(['backup', backupDir], settings)).toMatchObject({ code: 0 })
		const [backup = ''] = readdirSync(backupDir)
		const [own, both] = erased.images.map(({ path }) => joinPath(server.dataDir, 'images', String(imageIdOf(path))))
		expect(await erase(erased.workshop.id)).toMatchObject({ code: 1, answer: { erased: false } })
		expect(await erase(erased.facilitator.opened.joinCode, '--yes')).toEqual({
			code: 0,
			answer: {
				workshop: erased.workshop.id,
				boards: (erased.workshop.sessions[0]?.boards.length as number) + 1,
				images: 2,
				adoptedByOthers: 0,
				isPurged: true,
				copies: [joinPath(backupDir, backup)],
			},
		})
		expect(countOf(WORD, server.dataDir)).toBe(0)
		const files = filesOf(server.dataDir)
		expect(pieces.filter((piece) => files.some((bytes) => bytes.includes(piece)))).toEqual([])
		expect(
			readdirSync(joinPath(server.dataDir, 'images')).map((name) => joinPath(server.dataDir, 'images', name)),
		).toEqual(expect.not.arrayContaining([own]))
		expect(readdirSync(String(both)).length).toBeGreaterThan(0)
		await server.restart()
		expect(await kept.content()).toEqual(before)
		expect((await fetch(erased.share.link)).status).toBe(404)
		expect((await fetch(kept.share.link)).status).toBe(200)
	})

	it('is erased completely, even if an earlier deletion was incomplete', async () => {
		const { workshop, facilitator } = await openFilled(WORD, 10)
		await server.end()
		const rows = new Database(joinPath(server.dataDir, 'charrette.db'), { readonly: true })
		const log = rows.prepare<[], { room: string; seq: number; bytes: Buffer; crc: number }>('SELECT * FROM log').all()
		rows.close()
		await server.restart()
		const { token } = facilitator.opened
		expect((await call(server.url, `/api/workshops/${workshop.id}`, { token, method: 'DELETE' })).status).toBe(204)
		await server.end()
		const database = new Database(joinPath(server.dataDir, 'charrette.db'))
		const insert = database.prepare('INSERT INTO log (room, seq, at, form, crc, bytes) VALUES (?, ?, 1, 0, ?, ?)')
		for (const { room, seq, crc, bytes } of log) insert.run(room, seq, crc, bytes)
		database.close()
		expect(countOf(WORD, server.dataDir)).toBeGreaterThan(0)
		expect((await erase(workshop.id, '--yes')).code).toBe(0)
		expect(countOf(WORD, server.dataDir)).toBe(0)
	})

	it('is not found twice, whether or not a server runs', async () => {
		const notFound = { code: 1, answer: { error: 'There is no workshop with the id or join code nothing.' } }
		expect(await erase('nothing', '--yes')).toEqual(notFound)
		await server.end()
		expect(await erase('nothing', '--yes')).toEqual(notFound)
	})

	it('[CLI5] is erased by a server that runs, once it is confirmed', async () => {
		const { workshop, facilitator } = await openFilled(WORD, 10)
		expect(await erase(facilitator.opened.joinCode)).toMatchObject({ code: 1, answer: { erased: false } })
		expect(await erase(facilitator.opened.joinCode, '--yes')).toEqual({
			code: 0,
			answer: { workshop: workshop.id, erased: true, copies: [] },
		})
		const { token } = facilitator.opened
		expect((await call(server.url, `/api/workshops/${workshop.id}`, { token })).status).toBe(401)
		await server.end()
		expect(countOf(WORD, server.dataDir)).toBe(0)
	})
})
