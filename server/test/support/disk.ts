import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { RoomId } from '@charrette/shared'
import { recordsOf } from '@charrette/shared'
import Database from 'better-sqlite3'
import * as Y from 'yjs'
import { openSqliteDocStore } from '../../dist/adapters/sqlite/SqliteDocStore.js'

/** A room's document as the database alone has it, and how many of its rows were damaged. */
export interface OnDisk {
	doc: Y.Doc
	quarantined: number
}

/** Reads rooms from the database in this folder, which no server has open. */
export async function readDisk(dataDir: string, rooms: readonly string[]): Promise<Map<string, OnDisk>> {
	const store = await openSqliteDocStore(join(dataDir, 'charrette.db'))
	const found = new Map<string, OnDisk>()
	for (const room of rooms) {
		const { updates, quarantined } = await store.load(room as RoomId)
		found.set(room, { doc: docOf(updates), quarantined })
	}
	await store.close()
	return found
}

/** Copies the database of a running server, as of one moment, into an empty folder. */
export async function copyDatabase(dataDir: string, folder: string): Promise<void> {
	const copy = join(folder, 'charrette.db')
	rmSync(copy, { force: true })
	const database = new Database(join(dataDir, 'charrette.db'), { readonly: true })
	await database.backup(copy)
	database.close()
}

/** The document that these updates make. */
export function docOf(updates: readonly Uint8Array[]): Y.Doc {
	const doc = new Y.Doc()
	recordsOf(doc)
	doc.transact(() => {
		for (const update of updates) Y.applyUpdate(doc, update)
	})
	return doc
}

/**
 * How many of these updates a document lacks, in whole or in part. One that it has changes nothing when it is applied
 * again: neither an insert nor a delete; so this sees every kind of edit. One whose ground is missing stays pending.
 */
export function countMissing(doc: Y.Doc, updates: readonly Uint8Array[]): number {
	const copy = docOf([Y.encodeStateAsUpdate(doc)])
	let missing = 0
	let changes = 0
	copy.on('update', () => changes++)
	for (const update of updates) {
		changes = 0
		Y.applyUpdate(copy, update)
		if (changes > 0 || copy.store.pendingStructs || copy.store.pendingDs) missing++
	}
	copy.destroy()
	return missing
}
