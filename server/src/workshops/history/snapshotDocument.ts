import { createHash } from 'node:crypto'
import type { BoardContent, Snapshot, SnapshotId, SnapshotSummary } from '@charrette/shared'
import {
	authorNameLookup,
	BOARD_SCHEMA_VERSION,
	BoardProjection,
	boardContent,
	createId,
	digestBoard,
	migrateBoard,
	plainEntries,
	readBoard,
	rebuildBoard,
	recordsOf,
	schemaVersionOf,
} from '@charrette/shared'
import * as Y from 'yjs'
import { AppError } from '../../errors.ts'
import type { LogCopy } from '../../ports/LogCopy.ts'
import { openLogCopy } from '../../ports/openLogCopy.ts'
import type { SnapshotStore } from '../../ports/SnapshotStore.ts'

/** Data that is stored of a board beside its state. */
export interface SnapshotDescription {
	/** A hash of the board's records: equal for two boards with the same content. */
	fingerprint: string
	look: SnapshotSummary
	isEmpty: boolean
}

/** Opens a state (a full update, V2) as a document of the current schema. */
export function openSnapshot(state: Uint8Array): Y.Doc {
	const doc = new Y.Doc()
	recordsOf(doc)
	Y.applyUpdateV2(doc, state)
	migrateBoard(doc)
	return doc
}

/**
 * Opens a copied board as a document of the current schema. Throws `unreadable_record` for a board
 * that a newer release has written.
 */
export function openCopiedBoard(copy: LogCopy): Y.Doc {
	const doc = openLogCopy(copy)
	if (schemaVersionOf(doc) > BOARD_SCHEMA_VERSION) throw new AppError('unreadable_record')
	migrateBoard(doc)
	return doc
}

/** Returns counts, preview and fingerprint of a board. */
export function describeSnapshot(doc: Y.Doc): SnapshotDescription {
	const projection = new BoardProjection(recordsOf(doc))
	projection.readAll()
	const { cards, links } = boardContent(projection.shown, () => undefined)
	const { box, shapes } = digestBoard(projection.shown)
	const preview = { box, shapes: Buffer.from(shapes).toString('base64') }
	return {
		fingerprint: fingerprintOf(doc),
		look: { cards: cards.length, links: links.length, preview },
		isEmpty: recordsOf(doc).size === 0,
	}
}

/** Adds the snapshot of a board that was described, under a new id. */
export async function addSnapshot(
	snapshots: Pick<SnapshotStore, 'add'>,
	{ look, state, fingerprint }: SnapshotDescription & { state: Uint8Array },
	meta: Omit<Snapshot, 'id' | 'look'>,
): Promise<Snapshot> {
	const snapshot: Snapshot = { id: createId<SnapshotId>(), ...meta, look }
	await snapshots.add(snapshot, { state, fingerprint })
	return snapshot
}

/** Returns the content of a board. Authors without an entry in `names` stay unnamed. */
export function readSnapshot(doc: Y.Doc, names: readonly [string, string][]): BoardContent {
	const authorName = authorNameLookup(new Map(names))
	return readBoard(doc, authorName, (message) => {
		const author = authorName(message.author ?? '', message.authorName ?? undefined)
		return author ? { author } : {}
	})
}

/** Returns an update (V1) with the content of a board and without its edit history. */
export function snapshotToShow(doc: Y.Doc, { withAuthors }: { withAuthors: boolean }): Uint8Array {
	const shown = rebuildBoard(doc, { withAuthors })
	const update = Y.encodeStateAsUpdate(shown)
	shown.destroy()
	return update
}

/**
 * Returns a hash of a document's records. Undone edits, and restoring the same content, leave it
 * unchanged.
 */
export function fingerprintOf(doc: Y.Doc): string {
	const hash = createHash('sha256')
	const records = [...recordsOf(doc)].sort(byKey)
	for (const [id, record] of records) {
		hash.update(JSON.stringify([id, plainEntries(record).sort(byKey)]))
	}
	return hash.digest('base64')
}

function byKey([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number {
	return one < other ? -1 : 1
}
