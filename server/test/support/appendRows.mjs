/*
 * Writes a room's log and says after each append, once it is called durable, how many rows are: "acked <n>".
 *
 *     node appendRows.mjs <folder> <rows> full      with the product's own store
 *     node appendRows.mjs <folder> <rows> normal    the same table, but `synchronous=NORMAL`: what the product must not do
 */
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import { recordsOf } from '@charrette/shared'
import Database from 'better-sqlite3'
import * as Y from 'yjs'
import { CREATE_LOG } from '../../dist/adapters/sqlite/logRows.js'
import { openSqliteDocStore } from '../../dist/adapters/sqlite/SqliteDocStore.js'
import { compactUpdates } from '../../dist/rooms/compactWorker.js'

const [folder = '.', rows = '0', mode] = process.argv.slice(2)
const file = join(folder, 'charrette.db')
const room = /** @type {import('@charrette/shared').RoomId} */ ('board:powercut')
/** Every so many rows, what is there is put in one. */
const COMPACT_EVERY = 30

const doc = new Y.Doc()
/** @type {Uint8Array[]} */
const updates = []
doc.on('update', (update) => updates.push(update))
for (let i = 0; i < Number(rows); i++) recordsOf(doc).set(`shape:${i}`, new Y.Map())

const writer = mode === 'normal' ? openWithout() : await openProduct()
for (const [index, update] of updates.entries()) {
	await writer.append(update)
	process.stdout.write(`acked ${index + 1}\n`)
	if (index % COMPACT_EVERY === COMPACT_EVERY - 1) await writer.compact()
}
await writer.close()

async function openProduct() {
	const store = await openSqliteDocStore(file)
	return {
		append: (/** @type {Uint8Array} */ update) => store.append([{ room, update }]),
		compact: () => store.compact(room, compactUpdates),
		close: () => store.close(),
	}
}

function openWithout() {
	const db = new Database(file)
	db.pragma('journal_mode = WAL')
	db.pragma('synchronous = NORMAL')
	db.exec(CREATE_LOG)
	const insert = db.prepare('INSERT INTO log (room, at, form, crc, bytes) VALUES (?, 0, 0, ?, ?)')
	return {
		append: (/** @type {Uint8Array} */ update) => void insert.run(room, crc32(update), update),
		compact() {},
		close: () => void db.close(),
	}
}
