/** Adapts boards of a file to a workshop: the authors, images and layers of their records. */
import { createHash } from 'node:crypto'
import {
	CARD_IMAGE_FIELDS,
	documentOf,
	isCardTranslation,
	isMessageId,
	LIMITS,
	LOCKED_KEY,
	type RecordMap,
	type Records,
	readRecords,
	recordsOf,
	repairRecords,
	type SkippedEntry,
	withoutBy,
} from '@charrette/shared'
import * as Y from 'yjs'
import type { AdaptedBoard, BoardsToAdapt, BoardToAdapt } from './ParsedFile.ts'

const AUTHOR = 'meta.author'
const AUTHOR_NAME = 'meta.authorName'
const DOCUMENT = 'meta.document'
/** The keys of a card's image, with its alt text as a string or a Y.Text. */
const IMAGE_KEYS = [...Object.values(CARD_IMAGE_FIELDS), 'imageAlt']

/**
 * Adapts boards of a file to a workshop: adds the names of authors who are not its participants,
 * replaces the paths of images by those on this server, and unlocks all records if a participant
 * imports. All records pass the gate (GATE3).
 */
export function adaptBoards({ boards, ...workshop }: BoardsToAdapt): AdaptedBoard[] {
	return boards.map((board) => adaptBoard(board, workshop))
}

type AdaptingWorkshop = Omit<BoardsToAdapt, 'boards'>

function adaptBoard(board: BoardToAdapt, workshop: AdaptingWorkshop): AdaptedBoard {
	const doc = documentOf([board.state])
	const records = recordsOf(doc)
	const skipped: SkippedEntry[] = []
	let withoutFile = 0
	doc.transact(() => {
		if (board.isAuthoredByImporter) setMissingCity([...records.values()], workshop)
		for (const [id, record] of [...records]) {
			if (workshop.importer) record.delete(LOCKED_KEY)
			setAuthor(record, board, workshop)
			removeMentions(id, record)
			removeUnknownTranslators(record, workshop)
			skipped.push(...removeMissingDocument(id, record, board.imagePaths))
			if (setImage(record, board.imagePaths)) continue
			skipped.push({ entry: id, reason: 'no_picture' })
			// A card is kept without its image; other records with a missing image are deleted.
			if (record.get('type') === 'card') for (const key of IMAGE_KEYS) record.delete(key)
			else {
				records.delete(id)
				withoutFile++
			}
		}
		skipped.push(...repairAll(records))
	})
	const adapted = {
		state: Y.encodeStateAsUpdate(doc),
		counts: { ...board.counts, images: board.counts.images - withoutFile },
		records: [...records.keys()],
		contentKey: contentKeyOf(doc),
		skipped,
	}
	doc.destroy()
	return adapted
}

/**
 * Repairs records as the gate would (GATE3), and returns the invalid ones. Must be called in a
 * transaction.
 */
export function repairAll(records: Records): SkippedEntry[] {
	return repairRecords(records, [...records.keys()]).flatMap(({ id, outcome }) =>
		outcome === 'changed' ? [] : { entry: id, reason: outcome === 'repaired' ? 'mended' : 'not_readable' },
	)
}

/** Returns the paths of the images and documents that records refer to. */
export function usedImagesOf(doc: Y.Doc): string[] {
	const paths = [...recordsOf(doc).values()].flatMap((record) => [
		record.get(imageFieldOf(record) ?? ''),
		documentPathOf(record),
	])
	return [...new Set(paths.filter((path) => typeof path === 'string' && path !== ''))] as string[]
}

/** Returns the path of a card's document; '' without one. */
function documentPathOf(record: RecordMap): string {
	const document = record.get(DOCUMENT) as { path?: unknown } | null | undefined
	return typeof document?.path === 'string' ? document.path : ''
}

/**
 * Removes a card's document if it is not stored here, since it does not travel with a board's file
 * (CASE6). Returns what was removed.
 */
function removeMissingDocument(entry: string, record: RecordMap, paths: ReadonlyMap<string, string>): SkippedEntry[] {
	if (!record.has(DOCUMENT) || paths.has(documentPathOf(record))) return []
	record.delete(DOCUMENT)
	return [{ entry, reason: 'no_document' }]
}

/** Returns the field with the path of a record's image; null for a record without an image. */
function imageFieldOf(record: RecordMap): string | null {
	if (record.get('type') === 'image') return 'props.path'
	return record.get('type') === 'card' && record.has(CARD_IMAGE_FIELDS.path) ? CARD_IMAGE_FIELDS.path : null
}

/**
 * Sets the path of a record's image, if it has one, to the path on this server. Returns false if
 * the image is missing.
 */
function setImage(record: RecordMap, paths: ReadonlyMap<string, string>): boolean {
	const field = imageFieldOf(record)
	if (!field) return true
	const path = paths.get(String(record.get(field)))
	if (path !== undefined) record.set(field, path)
	return path !== undefined
}

/**
 * If no record has a city, sets the city of the importing participant on all cards, as if the cards
 * were written on the board.
 */
function setMissingCity(records: readonly RecordMap[], { importer }: AdaptingWorkshop): void {
	if (!importer?.city || records.some((record) => record.has('props.city'))) return
	for (const record of records) if (record.get('type') === 'card') record.set('props.city', importer.city)
}

function setAuthor(
	record: RecordMap,
	{ people, isAuthoredByImporter }: BoardToAdapt,
	{ participants, importer }: AdaptingWorkshop,
): void {
	const author = record.get(AUTHOR)
	if (typeof author === 'string') {
		const name = participants.has(author) ? undefined : people.get(author)
		if (name !== undefined) record.set(AUTHOR_NAME, name.slice(0, LIMITS.maxNameLength))
	} else if (isAuthoredByImporter && importer && record.get('type') === 'card' && !record.has(AUTHOR_NAME))
		record.set(AUTHOR, importer.id)
}

/** Nobody gets notices of what was said elsewhere. */
function removeMentions(id: string, record: RecordMap): void {
	if (isMessageId(id)) record.delete('mentions')
}

/** Translations keep their authors only if these are participants. */
function removeUnknownTranslators(record: RecordMap, { participants }: AdaptingWorkshop): void {
	for (const [key, value] of [...record.entries()]) {
		const anonymous = withoutBy(key, value)
		if (anonymous && isCardTranslation(value) && !participants.has(value.by ?? '')) record.set(key, anonymous)
	}
}

function contentKeyOf(doc: Y.Doc): string {
	const isId = (key: string) => ['parentId', 'fromId', 'toId', 'thread', 'on'].includes(key)
	const contents = Object.values(readRecords(doc)).map((fields) =>
		JSON.stringify(Object.entries(fields).filter(([key]) => !isId(key))),
	)
	return createHash('sha256').update(JSON.stringify(contents.sort())).digest('base64url')
}
