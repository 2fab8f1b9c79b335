import { createHash } from 'node:crypto'
import type { BoardContent, SnapshotSummary } from '@charrette/shared'
import {
	authorNameLookup,
	BoardProjection,
	boardContent,
	digestBoard,
	migrateBoard,
	readBoard,
	rebuildBoard,
	recordsOf,
	TEXT_KEY,
} from '@charrette/shared'
import * as Y from 'yjs'

/** What is told and asked of a board that is to be kept. */
export interface SnapshotDescription {
	/** The same for two boards that say the same. */
	print: string
	look: SnapshotSummary
	isEmpty: boolean
}

/** What names the author of a record; it is left out while the workshop is anonymous. */
const AUTHOR_KEYS = ['meta.author', 'meta.authorName']

/** The document of a moment, V2, in today's schema. Destroy what you get. */
export function openSnapshot(state: Uint8Array): Y.Doc {
	const past = new Y.Doc()
	recordsOf(past)
	Y.applyUpdateV2(past, state)
	migrateBoard(past)
	return past
}

/** How much is on a board, how it looks in small, and whether it says what another says. */
export function describeSnapshot(past: Y.Doc): SnapshotDescription {
	const projection = new BoardProjection(recordsOf(past))
	projection.readAll()
	const { cards, links } = boardContent(projection.shown, () => undefined)
	const { box, shapes } = digestBoard(projection.shown)
	const preview = { box, shapes: Buffer.from(shapes).toString('base64') }
	return {
		print: fingerprintOf(past),
		look: { cards: cards.length, links: links.length, preview },
		isEmpty: recordsOf(past).size === 0,
	}
}

/** What was on a board; `names` are the authors' that may be told. */
export function readSnapshot(past: Y.Doc, names: readonly [string, string][]): BoardContent {
	return readBoard(past, authorNameLookup(new Map(names)))
}

/** A document for somebody to look at, V1: what the board said, and nothing of how it came to be. */
export function snapshotToShow(past: Y.Doc, { withAuthors }: { withAuthors: boolean }): Uint8Array {
	const shown = rebuildBoard(past)
	if (!withAuthors) for (const record of recordsOf(shown).values()) for (const key of AUTHOR_KEYS) record.delete(key)
	const update = Y.encodeStateAsUpdate(shown)
	shown.destroy()
	return update
}

/** A hash of what a document says. What was done and undone leaves it as it was, and so does a restore of what is there. */
export function fingerprintOf(doc: Y.Doc): string {
	const hash = createHash('sha256')
	const records = [...recordsOf(doc)].sort(byKey)
	for (const [id, record] of records) {
		const fields = [...record].map(([key, value]) => [key, key === TEXT_KEY ? String(value) : value] as const)
		hash.update(JSON.stringify([id, fields.sort(byKey)]))
	}
	return hash.digest('base64')
}

function byKey([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number {
	return one < other ? -1 : 1
}
