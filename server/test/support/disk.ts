import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { RoomId } from '@charrette/shared'
import { documentOf } from '@charrette/shared'
import * as Y from 'yjs'
import { Sqlite } from '../../dist/adapters/sqlite/Sqlite.js'
import { openSqliteDocStore } from './stores.ts'

/** The document of a room in the database, and its number of damaged rows. */
export interface OnDisk {
	doc: Y.Doc
	quarantined: number
}

/** Reads rooms from the database in this folder; no server may have it open. */
export async function readDisk(dataDir: string, rooms: readonly string[]): Promise<Map<string, OnDisk>> {
	const store = await openSqliteDocStore(join(dataDir, 'charrette.db'))
	const found = new Map<string, OnDisk>()
	for (const room of rooms) {
		const { updates, quarantined } = await store.load(room as RoomId)
		found.set(room, { doc: documentOf(updates), quarantined })
	}
	await store.close()
	return found
}

/** Copies the database of a running server into an empty folder, in one consistent state. */
export async function copyDatabase(dataDir: string, folder: string): Promise<void> {
	const copy = join(folder, 'charrette.db')
	rmSync(copy, { force: true })
	const database = new Sqlite(join(dataDir, 'charrette.db'), { readonly: true })
	await database.backup(copy)
	database.close()
}

/**
 * Returns the number of these updates that a document lacks, in whole or in part. A known update
 * changes nothing when it is applied again, neither an insert nor a delete, so this detects every
 * kind of edit. An update with missing dependencies stays pending.
 */
export function countMissing(doc: Y.Doc, updates: readonly Uint8Array[]): number {
	const copy = documentOf([Y.encodeStateAsUpdate(doc)])
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
