/*
 * Writes a room's log, and prints "acked <n>" with the number of rows after each append that the
 * store reported as durable.
 *
 *     node appendRows.mjs <folder> <rows> full      with the product's store
 *     node appendRows.mjs <folder> <rows> normal    with `synchronous=NORMAL`, unlike the product
 */
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import { recordsOf } from '@charrette/shared'
import * as Y from 'yjs'
import { Sqlite } from '../../dist/adapters/sqlite/Sqlite.js'
import { openSqliteDatabase } from '../../dist/adapters/sqlite/SqliteDatabase.js'
import { createSqliteDocStore } from '../../dist/adapters/sqlite/SqliteDocStore.js'
import { compactUpdates } from '../../dist/rooms/log/compactWorker.js'

const [folder = '.', rows = '0', mode] = process.argv.slice(2)
const file = join(folder, 'charrette.db')
const room = /** @type {import('@charrette/shared').RoomId} */ ('board:powercut')
/** The log is compacted after this many rows. */
const COMPACT_EVERY = 30

const doc = new Y.Doc()
/** @type {Uint8Array[]} */
const updates = []
doc.on('update', (update) => updates.push(update))
for (let i = 0; i < Number(rows); i++) recordsOf(doc).set(`shape:${i}`, new Y.Map())

const writer = mode === 'normal' ? await openUnsynced() : await openProduct()
for (const [index, update] of updates.entries()) {
	await writer.append(update)
	process.stdout.write(`acked ${index + 1}\n`)
	if (index % COMPACT_EVERY === COMPACT_EVERY - 1) await writer.compact()
}
await writer.close()

async function openProduct() {
	const store = createSqliteDocStore(await openSqliteDatabase(file))
	return {
		append: (/** @type {Uint8Array} */ update) => store.append([{ room, update }]),
		compact: () => store.compact(room, compactUpdates),
		close: () => store.close(),
	}
}

async function openUnsynced() {
	await (await openSqliteDatabase(file)).close()
	const db = new Sqlite(file)
	db.pragma('journal_mode = WAL')
	db.pragma('synchronous = NORMAL')
	const insert = db.prepare('INSERT INTO log (room, seq, at, form, crc, bytes) VALUES (?, ?, 0, 0, ?, ?)')
	let seq = 0
	return {
		append: (/** @type {Uint8Array} */ update) => void insert.run(room, ++seq, crc32(update), update),
		compact() {},
		close: () => void db.close(),
	}
}
