import { cpSync, readdirSync, rmSync, truncateSync } from 'node:fs'
import { join as joinPath } from 'node:path'
import type { Practice, RoomId, StoredImage } from '@charrette/shared'
import { boardRoom, buildCard, CARD_IMAGE_FIELDS, documentOf, imageIdOf, putRecord, readBoard } from '@charrette/shared'
import Database from 'better-sqlite3'
import { pino } from 'pino'
import sharp from 'sharp'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { type CheckedFinding, checkStorage } from '../dist/maintenance/checkStorage.js'
import { readConfig } from '../dist/start/config.js'
import { openStorage, type Storage } from '../dist/start/openStorage.js'
import { call } from './support/call.ts'
import { runCharrette } from './support/runCharrette.ts'
import { at, openSnapshotScene } from './support/snapshotScene.ts'
import { makeDataDir, startServer } from './support/startServer.ts'
import { openVotingScene } from './support/votingScene.ts'

const LOG = pino({ level: 'silent' })

/** An undamaged data folder and its content; each test damages a copy. */
const sound = makeDataDir()
let room: RoomId
let cards: unknown
let image: string
beforeAll(async () => {
	const server = await startServer({ DATA_DIR: sound })
	const scene = await openSnapshotScene(server)
	const { facilitator, ana, add, edit, save, post } = scene
	room = boardRoom(ana.board.id)
	for (const id of ['one', 'two', 'three']) await add(id)
	await save('before')
	const create = { width: 300, height: 200, channels: 3 as const, background: '#205010' }
	const bytes = new Uint8Array(await sharp({ create }).png().toBuffer())
	const options = { token: ana.token, bytes }
	const stored = (await call<StoredImage>(server.url, `/api/boards/${ana.board.id}/images`, options)).body
	image = String(imageIdOf(stored.path))
	await edit((records) => {
		putRecord(records, buildCard('image', at(4), { kind: 'note', text: 'image' }, ana.participant.id))
		records.get('shape:image')?.set(CARD_IMAGE_FIELDS.path, stored.path)
	})
	await post(`/api/boards/${ana.board.id}/shares`, { days: 7 })
	const workshop = `/api/workshops/${facilitator.opened.workshop.id}`
	const begun = await post<{ practice: Practice }>(`${workshop}/practices`, {
		locale: 'en',
		fields: { title: 'A title', abstract: 'Why.' },
	})
	await post(`/api/practices/${begun.body.practice.id}/publish`, { visibility: 'server' })
	const voting = await openVotingScene(server)
	await voting.edit(voting.plenary, (records) => putRecord(records, buildCard('a', at(0), { kind: 'note', text: 'A' })))
	await voting.open({ dots: 1 })
	scene.leave()
	await server.end()
	await withStorage(sound, async (storage) => {
		await storage.docStore.compact(room, async (updates) => Y.encodeStateAsUpdate(documentOf(updates)))
		cards = await cardsIn(storage)
	})
})
afterAll(() => rmSync(sound, { recursive: true, force: true }))

let dataDir: string
beforeEach(() => {
	dataDir = makeDataDir()
	cpSync(sound, dataDir, { recursive: true, preserveTimestamps: true })
})
afterEach(() => rmSync(dataDir, { recursive: true, force: true }))

async function cardsIn({ docStore }: Pick<Storage, 'docStore'>): Promise<unknown> {
	return readBoard(documentOf((await docStore.load(room)).updates))
}

/** Opens the storage during `use`. */
async function withStorage<T>(folder: string, use: (storage: Storage) => Promise<T>): Promise<T> {
	const storage = await openStorage(readConfig({ DATA_DIR: folder }), LOG, null)
	try {
		return await use(storage)
	} finally {
		await storage.close()
	}
}

function run(change: (database: Database.Database) => void): void {
	const database = new Database(joinPath(dataDir, 'charrette.db'))
	database.pragma('foreign_keys = OFF')
	change(database)
	database.close()
}
const execute = (...statements: string[]) =>
	run((database) => statements.forEach((statement) => void database.exec(statement)))
/** Sets the last bytes of a value to zero. */
const ZEROED = (column: string) => `CAST(substr(${column}, 1, length(${column}) - 9) || x'000000000000000000' AS BLOB)`

/** Returns the findings of a check, without notices. */
async function check(storage: Storage, repairs = false): Promise<CheckedFinding[]> {
	const found: CheckedFinding[] = []
	for await (const one of checkStorage(storage, { repairs })) if (!one.isNotice) found.push(one)
	return found
}

const inLog = () => `room = '${room}'`
/** Each kind of damage, the line that reports it, and whether it can be repaired. */
const DAMAGES: [name: string, plant: () => void, said: RegExp, isRepaired: boolean][] = [
	[
		'a state of a log',
		() => execute(`UPDATE log SET bytes = ${ZEROED('bytes')} WHERE form = 1 AND ${inLog()}`),
		/^logs .* the rows before it are read/,
		true,
	],
	[
		'a row that a state replaced',
		() =>
			execute(
				`UPDATE log SET crc = crc + 1 WHERE retired IS NOT NULL AND ${inLog()} AND seq = (SELECT min(seq) FROM log WHERE retired IS NOT NULL AND ${inLog()})`,
			),
		/^logs .* a later state has what it had/,
		true,
	],
	[
		'a state that is gone',
		() => execute(`DELETE FROM log WHERE form = 1 AND ${inLog()}`),
		/^logs .* replaced by the state \d+, which is missing/,
		true,
	],
	[
		'a row of a log',
		() => execute(`INSERT INTO log (room, seq, at, form, crc, bytes) VALUES ('${room}', 1000000, 1, 0, 1, x'0000')`),
		/^logs .* its edits are lost unless/,
		true,
	],
	[
		'a row on which others depend',
		() =>
			execute(
				`DELETE FROM log WHERE ${inLog()} AND (form = 1 OR seq = (SELECT min(seq) FROM log WHERE ${inLog()}))`,
				`UPDATE log SET retired = NULL WHERE ${inLog()}`,
			),
		/^logs .* depend on some that are missing/,
		false,
	],
	['a snapshot', () => execute(`UPDATE snapshot SET bytes = ${ZEROED('bytes')}`), /^snapshots .* is damaged/, true],
	[
		'the record of a workshop',
		() => execute(`UPDATE workshop SET state = '{' WHERE id = (SELECT workshop FROM practice)`),
		/^workshops .* cannot be read/,
		false,
	],
	[
		'dots beyond the budget',
		() =>
			execute(
				'DROP TRIGGER dot_given',
				`INSERT INTO dot SELECT id, 'ana', n, 'b', 'c', n FROM vote_round, (SELECT 1 AS n UNION SELECT 2)`,
			),
		/^votes .* 1 people have more dots/,
		false,
	],
	['a shared page', () => execute(`UPDATE share SET page = ${ZEROED('page')}`), /^shares .* is damaged/, true],
	[
		'a practice without its version',
		() => execute('DELETE FROM practice_version'),
		/^practices .* version is missing/,
		true,
	],
	[
		'a text without its search terms',
		() => execute('DELETE FROM practice_search WHERE rowid > 0'),
		/^search .* missing from the search index/,
		true,
	],
	[
		'search terms without their text',
		() =>
			execute(
				'DROP TRIGGER practice_text_removed',
				'PRAGMA recursive_triggers = OFF',
				`INSERT INTO practice_search (rowid, title) VALUES (999, 'lost')`,
			),
		/^search .* a text that is gone/,
		true,
	],
	[
		'a row that refers to nothing',
		() => execute(`INSERT INTO reaction VALUES ('none', 'ana', 'b', 'c', 'heart')`),
		/^database .* 1 rows of reaction refer to a missing workshop/,
		false,
	],
	[
		'an image',
		() =>
			truncateSync(
				joinPath(
					dataDir,
					'images',
					image,
					readdirSync(joinPath(dataDir, 'images', image)).find((name) => name.startsWith('full')) as string,
				),
				20,
			),
		/^images .* is damaged/,
		true,
	],
	[
		'an image that is gone',
		() => rmSync(joinPath(dataDir, 'images', image), { recursive: true }),
		/^images .* is missing/,
		false,
	],
]
const lineOf = ({ area, subject, text }: CheckedFinding) => `${area} ${subject} ${text}`

describe('a check', () => {
	it('[CHECK1] of an undamaged folder finds nothing', async () => {
		expect(await withStorage(dataDir, check)).toEqual([])
	})

	it.each(DAMAGES)(
		'[CHECK1] [CHECK2] finds %s, changes nothing, and repairs it if it can',
		async (_, plant, said, isRepaired) => {
			plant()
			await withStorage(dataDir, async (storage) => {
				const before = await cardsIn(storage)
				const found = await check(storage)
				expect(found.map(lineOf)).toEqual(expect.arrayContaining([expect.stringMatching(said)]))
				const repaired = await check(storage, true)
				expect(found.map(lineOf)).toEqual(expect.arrayContaining(repaired.map(lineOf)))
				expect(repaired.find((one) => said.test(lineOf(one)))?.isRepaired).toBe(isRepaired)
				// Nothing is lost, and the repair may even make an unreadable part readable again.
				expect([before, cards]).toContainEqual(await cardsIn(storage))
				const left = await check(storage)
				expect(left.filter((one) => said.test(lineOf(one)))).toHaveLength(isRepaired ? 0 : 1)
			})
		},
	)

	it('[CHECK2] of a folder with many kinds of damage repairs them at once, and loses no readable edit', async () => {
		for (const [name, plant] of DAMAGES) if (!/gone|depend|record|replaced/.test(name)) plant()
		await withStorage(dataDir, async (storage) => {
			const repaired = await check(storage, true)
			expect(repaired.filter((one) => one.isRepaired).length).toBeGreaterThanOrEqual(7)
			expect(await cardsIn(storage)).toEqual(cards)
			const left = await check(storage)
			expect(left.filter(({ repair }) => repair !== null)).toEqual([])
		})
	})

	it('[CHECK1] is a command: exit code 0 for an undamaged folder, 1 for a damaged one, and 0 after a repair', async () => {
		const run = (...args: string[]) => runCharrette(['check', ...args], { DATA_DIR: dataDir })
		expect(await run()).toEqual({ code: 0, stdout: 'All is well.\n', stderr: '' })
		const [, plant] = DAMAGES[5] as (typeof DAMAGES)[number]
		plant()
		expect((await run()).code).toBe(1)
		const repaired = await run('--repair', '--json')
		expect(repaired.code).toBe(0)
		expect(JSON.parse(repaired.stdout)).toMatchObject({ findings: [{ area: 'snapshots', isRepaired: true }], more: 0 })
		expect((await run()).code).toBe(0)
	})
})
