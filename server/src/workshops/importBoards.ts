import { createHash } from 'node:crypto'
import { setImmediate as yieldToEvents } from 'node:timers/promises'
import {
	type Board,
	type BoardId,
	CARD_IMAGE_FIELDS,
	createId,
	findParticipant,
	type Identity,
	type ImportedBoard,
	type ImportResult,
	imageIdOf,
	imagePath,
	importRecords,
	LIMITS,
	LOCKED_KEY,
	MAX_SKIPPED,
	type RecordMap,
	readRecords,
	recordsOf,
	type SessionId,
	type SkippedEntry,
	type Workshop,
} from '@charrette/shared'
import * as Y from 'yjs'
import { AppError } from '../errors.ts'
import type { ParsedBoard, ParsedFile } from '../import/importWorker.ts'
import { ImageRefusedError } from '../ports/ImageStore.ts'
import { noteChecked } from '../rooms/checkedWrites.ts'
import { addExtraBoards } from './buildSession.ts'
import { saveImage } from './images.ts'
import { requireDiskSpace } from './requireDiskSpace.ts'
import { changeWorkshop, type WorkshopDeps } from './WorkshopDeps.ts'

const AUTHOR = 'meta.author'
const AUTHOR_NAME = 'meta.authorName'

/** A parsed file, its target workshop, and the importing identity; a facilitator has no participant id. */
interface ImportContext {
	workshop: Workshop
	file: ParsedFile
	by: Pick<Identity, 'participant'>
}

/**
 * The result that an import would have. `board` is the target; null for an import as new boards.
 */
export function previewImport(file: ParsedFile, board: Board | null): ImportResult {
	const boards = file.boards.map((draft) =>
		toImportedBoard(draft, { id: board?.id ?? ('' as BoardId), title: draft.title }),
	)
	const { table, encoding, encodings, marks, positions } = file
	return {
		...toImportResult(boards, file.skipped),
		...(table && { table }),
		...(encoding && { encoding }),
		...(encodings && { encodings }),
		...(marks && { marks }),
		...(positions && { positions }),
	}
}

/**
 * Imports every board of a file onto one board, beside its content, each in one transaction (IMP1).
 * Resolves once durable. Throws `storage_full`, and `not_now` for a board without room (GATE7).
 */
export async function importOntoBoard(
	deps: WorkshopDeps,
	{ workshop, file, by }: ImportContext,
	board: Board,
): Promise<ImportResult> {
	requireDiskSpace(deps)
	const skipped = [...file.skipped]
	const boards: ImportedBoard[] = []
	for (const draft of file.boards) {
		const { doc: draftDoc, counts } = await openDraft(deps, draft, { workshop, by, skipped })
		let records: string[] = []
		try {
			if (!(await deps.rooms.hasRoom(board)))
				throw new AppError('not_now', 'This board is full. Delete cards first.', 'board_full')
			const key = `import ${by.participant ?? ''} ${contentKey(draftDoc)}`
			records = await deps.rooms.write(board, (doc) => addDraft(draftDoc, doc), { key })
		} finally {
			draftDoc.destroy()
		}
		boards.push(toImportedBoard({ ...draft, counts }, { id: board.id, title: board.title, records }))
	}
	return toImportResult(boards, skipped)
}

/**
 * Imports each board of a file as an extra board of a session. Their content is written before the
 * boards are announced. Throws `storage_full`, `not_found`, and `not_now` for too many extra boards.
 */
export async function importAsBoards(
	deps: WorkshopDeps,
	{ workshop, file, by }: ImportContext,
	{ session, title }: { session: SessionId; title: string },
): Promise<ImportResult> {
	requireDiskSpace(deps)
	const drafts = file.boards.map((draft) => ({ draft, board: createExtraBoard(draft.title || title) }))
	const created = drafts.map(({ board }) => board)
	addExtraBoards(workshop, session, created)
	const skipped = [...file.skipped]
	const boards: ImportedBoard[] = []
	for (const { draft, board } of drafts) {
		const { doc: draftDoc, counts } = await openDraft(deps, draft, { workshop, by, skipped })
		try {
			await deps.rooms.write(board, (doc) => addDraft(draftDoc, doc))
			const records = [...recordsOf(draftDoc).keys()]
			boards.push(toImportedBoard({ ...draft, counts }, { id: board.id, title: board.title, records }))
		} finally {
			draftDoc.destroy()
		}
	}
	if (created.length > 0) await changeWorkshop(deps, workshop.id, (now) => addExtraBoards(now, session, created))
	return toImportResult(boards, skipped)
}

/** What `openDraft` and `importRecords` change of the records that the reader of the file has checked. */
const CHANGED_SINCE_CHECK = ['xy', 'props.city', 'props.path', CARD_IMAGE_FIELDS.path, AUTHOR, AUTHOR_NAME]

/** Copies a draft to a board; returns the ids of the copies. Its records, which are checked, are not all checked again (GATE3). */
function addDraft(draft: Y.Doc, doc: Y.Doc): string[] {
	const existing = recordsOf(doc)
	// A copy under another id has other references, too.
	const keepIds = [...recordsOf(draft).keys()].every((id) => !existing.has(id))
	if (keepIds) noteChecked(doc, CHANGED_SINCE_CHECK)
	return importRecords(draft, doc)
}

function createExtraBoard(title: string): Board {
	return { id: createId<BoardId>(), title, group: null, frozen: false, isApart: true }
}

function toImportedBoard(
	{ counts, first }: Pick<ParsedBoard, 'counts' | 'first'>,
	{ records = [], ...board }: { id: BoardId; title: string; records?: string[] },
): ImportedBoard {
	return { ...board, ...counts, first, records }
}

function toImportResult(boards: ImportedBoard[], skipped: readonly SkippedEntry[]): ImportResult {
	return { boards, skipped: skipped.slice(0, MAX_SKIPPED), more: Math.max(0, skipped.length - MAX_SKIPPED) }
}

/**
 * A key that is equal for equal content, whatever its ids: the same file is parsed to other ids each
 * time.
 */
function contentKey(doc: Y.Doc): string {
	const isId = (key: string) => ['parentId', 'fromId', 'toId'].includes(key)
	const contents = Object.values(readRecords(doc)).map((fields) =>
		JSON.stringify(Object.entries(fields).filter(([key]) => !isId(key))),
	)
	return createHash('sha256').update(JSON.stringify(contents.sort())).digest('base64url')
}

interface DraftContext {
	workshop: Workshop
	by: Pick<Identity, 'participant'>
	/** Entries that are not imported are added here. */
	skipped: SkippedEntry[]
}

/**
 * A board of a file as a document of this workshop. Its images are stored here, unknown authors are
 * replaced by their names, and an import by a participant locks no records. The caller destroys the
 * document.
 */
async function openDraft(
	deps: Pick<WorkshopDeps, 'images' | 'imageEncoder' | 'storageHealth'>,
	draft: ParsedBoard,
	{ workshop, by, skipped }: DraftContext,
): Promise<{ doc: Y.Doc; counts: ParsedBoard['counts'] }> {
	const doc = new Y.Doc()
	const records = recordsOf(doc)
	Y.applyUpdate(doc, draft.state)
	// Each step of 2,000 cards takes tens of milliseconds: others' edits have their turn in between.
	await yieldToEvents()
	const paths = await saveImages(deps, [...records.values()], draft.images)
	let withoutFile = 0
	doc.transact(() => {
		if (draft.isAuthoredByImporter) setMissingCity([...records.values()], { workshop, by })
		for (const [id, record] of [...records]) {
			if (by.participant) record.delete(LOCKED_KEY)
			setAuthor(record, { draft, workshop, by })
			if (setImage(record, paths)) continue
			skipped.push({ entry: id, reason: 'no_picture' })
			// A card remains a card without its image.
			if (record.get('type') === 'card') for (const key of Object.values(CARD_IMAGE_FIELDS)) record.delete(key)
			else {
				records.delete(id)
				withoutFile++
			}
		}
	})
	await yieldToEvents()
	return { doc, counts: { ...draft.counts, images: draft.counts.images - withoutFile } }
}

/** The field with the path of a record's image; null for a record without one. */
function imageFieldOf(record: RecordMap): string | null {
	if (record.get('type') === 'image') return 'props.path'
	return record.get('type') === 'card' && record.has(CARD_IMAGE_FIELDS.path) ? CARD_IMAGE_FIELDS.path : null
}

/** Sets the path of a record's image, if it has one, to that on this server; false if the image is missing. */
function setImage(record: RecordMap, paths: ReadonlyMap<string, string>): boolean {
	const field = imageFieldOf(record)
	if (!field) return true
	const path = paths.get(String(record.get(field)))
	if (path !== undefined) record.set(field, path)
	return path !== undefined
}

/**
 * If no record has a city, cards get the city of the importing participant, as if they were written
 * on the board.
 */
function setMissingCity(records: readonly RecordMap[], { workshop, by }: Pick<DraftContext, 'workshop' | 'by'>): void {
	const city = by.participant && findParticipant(workshop, by.participant)?.city
	if (!city || records.some((record) => record.has('props.city'))) return
	for (const record of records) if (record.get('type') === 'card') record.set('props.city', city)
}

function setAuthor(
	record: RecordMap,
	{ draft, workshop, by }: { draft: ParsedBoard; workshop: Workshop; by: DraftContext['by'] },
): void {
	const author = record.get(AUTHOR)
	if (typeof author === 'string') {
		const name = findParticipant(workshop, author) ? undefined : draft.people.get(author)
		if (name !== undefined) record.set(AUTHOR_NAME, name.slice(0, LIMITS.maxNameLength))
	} else if (draft.isAuthoredByImporter && by.participant && record.get('type') === 'card' && !record.has(AUTHOR_NAME))
		record.set(AUTHOR, by.participant)
}

/**
 * Maps each image path in the records to its path on this server: the same if it is stored here, a
 * new one if the file has it.
 */
async function saveImages(
	deps: Pick<WorkshopDeps, 'images' | 'imageEncoder' | 'storageHealth'>,
	records: readonly RecordMap[],
	files: ReadonlyMap<string, Uint8Array>,
): Promise<Map<string, string>> {
	const used = new Set(
		records.flatMap((record) => {
			const field = imageFieldOf(record)
			return field ? [record.get(field)] : []
		}),
	)
	const paths = new Map<string, string>()
	for (const path of used) {
		if (typeof path !== 'string') continue
		const stored = (await isStoredHere(deps, path)) ? path : await saveIfGiven(deps, files.get(path))
		if (stored !== null) paths.set(path, stored)
	}
	return paths
}

async function isStoredHere({ images }: Pick<WorkshopDeps, 'images'>, path: string): Promise<boolean> {
	const id = imageIdOf(path)
	return path === imagePath(id) && (await images.get(id)) !== null
}

/** Null for a missing, too large, or unreadable image. */
async function saveIfGiven(
	deps: Pick<WorkshopDeps, 'images' | 'imageEncoder' | 'storageHealth'>,
	bytes: Uint8Array | undefined,
): Promise<string | null> {
	if (!bytes || bytes.length > LIMITS.maxImageBytes) return null
	try {
		return (await saveImage(deps, bytes)).path
	} catch (cause) {
		if (cause instanceof ImageRefusedError) return null
		throw cause
	}
}
