/**
 * The copies of a board's former documents on this device. After a restore that replaces the
 * document (REST1b), the server takes no edit of the former one. The cards with edits that never
 * arrived are offered to their author for the new document (REST1g); then the copies are removed.
 */
import { BoardProjection, type CardShape, isCard, joinsOf, type Records, recordsOf } from '@charrette/shared'
import * as Y from 'yjs'
import { type CopyDatabase, type CopyName, entriesOf, openCopies, removeCopy } from '../connection/copyDatabases.ts'
import { takeOverFormer } from '../connection/formerCopies.ts'
import { type CopyOptions, copyName } from './offlineStore.ts'

/** The number of earlier epochs whose copies are read. */
const MAX_FORMER_EPOCHS = 20

/** The cards of former documents that never arrived at the server. */
export interface FormerCards {
	cards: readonly CardShape[]
	/** Removes the copies, once the cards were added or discarded. */
	forget(): void
}

/**
 * Reads the cards with unsaved edits in the copies of documents before this epoch, and removes the
 * copies without any. Never rejects.
 */
export async function readFormerCards({ workshop, room, epoch, author }: CopyOptions): Promise<FormerCards> {
	const cards = new Map<string, CardShape>()
	const kept: CopyName[] = []
	const first = Math.max(1, epoch - MAX_FORMER_EPOCHS)
	const db = first < epoch ? await openCopies(workshop).catch(() => null) : null
	for (let former = first; db && former < epoch; former++) {
		const copy = copyName({ workshop, room, epoch: former, author })
		// A copy that cannot be read stays, since it may have unsaved edits.
		const found = await readUnsavedCards(db, copy).catch(() => null)
		for (const card of found ?? []) cards.set(card.id, card)
		if (found && found.length > 0) kept.push(copy)
		else if (found) await removeCopy(db, copy).catch(ignore)
	}
	db?.close()
	const forget = async () => {
		const open = await openCopies(workshop)
		for (const copy of kept) await removeCopy(open, copy)
		open.close()
	}
	return { cards: [...cards.values()], forget: () => void forget().catch(ignore) }
}

/**
 * Returns the cards that the current document lacks, or has with another text. If there are none,
 * removes the copies and returns null.
 */
export function missingCards({ cards, forget }: FormerCards, records: Records): FormerCards | null {
	const { shown } = projectionOf(records)
	const missing = cards.filter(({ id, props }) => {
		const now = shown.get(id)
		return props.text.trim() !== '' && !(isCard(now) && now.props.text === props.text)
	})
	if (missing.length > 0) return { cards: missing, forget }
	forget()
	return null
}

async function readUnsavedCards(db: CopyDatabase, copy: CopyName): Promise<CardShape[]> {
	await takeOverFormer(db, copy)
	const unsaved = new Set((await db.getAll('unsaved', entriesOf(copy))).flat())
	if (unsaved.size === 0) return []
	const doc = new Y.Doc()
	try {
		for (const { update } of await db.getAllFromIndex('updates', 'copy', copy)) Y.applyUpdate(doc, update)
		const { shown } = projectionOf(recordsOf(doc))
		return [...shown.values()]
			.filter(isCard)
			.flatMap((card) => [card, ...joinsOf(card)])
			.filter(({ id }) => unsaved.has(id))
	} finally {
		doc.destroy()
	}
}

function projectionOf(records: Records): BoardProjection {
	const projection = new BoardProjection(records)
	projection.readAll()
	return projection
}

/** Ignores an error: a copy that cannot be removed is removed when it is unused. */
function ignore(): void {}
