import {
	type Board,
	type BoardId,
	createId,
	findParticipant,
	type Identity,
	type ImageId,
	type ImportedBoard,
	type ImportResult,
	imagePath,
	importRecords,
	LIMITS,
	LOCKED_KEY,
	MAX_SKIPPED,
	type RecordMap,
	recordsOf,
	type SessionId,
	type SkippedEntry,
	type Workshop,
} from '@charrette/shared'
import * as Y from 'yjs'
import { AppError } from '../errors.ts'
import type { ParsedBoard, ParsedFile } from '../import/importWorker.ts'
import { ImageRefusedError } from '../ports/ImageStore.ts'
import { saveImage } from './images.ts'
import { changeWorkshop, type WorkshopDeps } from './WorkshopDeps.ts'

/** What is brought in, by whom. */
interface ImportContext {
	workshop: Workshop
	file: ParsedFile
	by: Pick<Identity, 'participant'>
}

/** What would come in, with nothing done. `board` is where it would go; null for boards of their own. */
export function previewImport(file: ParsedFile, board: Board | null): ImportResult {
	const boards = file.boards.map((draft) =>
		toImportedBoard(draft, { id: board?.id ?? ('' as BoardId), title: draft.title }),
	)
	return { ...toImportResult(boards, file.skipped), ...(file.table && { table: file.table }) }
}

/** Brings all that a file holds onto a board, beside what is there, each board of the file in one step (IMP1). Resolves once durable. */
export async function importOntoBoard(
	deps: WorkshopDeps,
	{ workshop, file, by }: ImportContext,
	board: Board,
): Promise<ImportResult> {
	const skipped = [...file.skipped]
	const boards: ImportedBoard[] = []
	for (const draft of file.boards) {
		const opened = await openDraft(deps, draft, { workshop, by, skipped })
		let records: string[] = []
		try {
			await deps.rooms.write(board, (doc) => {
				records = importRecords(opened.doc, doc)
			})
		} finally {
			opened.doc.destroy()
		}
		boards.push(toImportedBoard({ ...draft, counts: opened.counts }, { id: board.id, title: board.title, records }))
	}
	return toImportResult(boards, skipped)
}

/**
 * Makes a board of a session of each that a file holds. They are written first, so that nobody sees one that is not there
 * yet. Throws `not_now` for more boards than a session has room for.
 */
export async function importAsBoards(
	deps: WorkshopDeps,
	{ workshop, file, by }: ImportContext,
	{ session, title }: { session: SessionId; title: string },
): Promise<ImportResult> {
	const room = LIMITS.maxBoardsApart - countExtraBoards(workshop, session)
	if (file.boards.length > room) rejectTooManyBoards()
	const skipped = [...file.skipped]
	const made: Board[] = []
	const boards: ImportedBoard[] = []
	for (const draft of file.boards) {
		const board: Board = {
			id: createId<BoardId>(),
			title: draft.title || title,
			group: null,
			frozen: false,
			isApart: true,
		}
		const opened = await openDraft(deps, draft, { workshop, by, skipped })
		try {
			await deps.rooms.write(board, (doc) => importRecords(opened.doc, doc))
			const records = [...recordsOf(opened.doc).keys()]
			boards.push(toImportedBoard({ ...draft, counts: opened.counts }, { id: board.id, title: board.title, records }))
		} finally {
			opened.doc.destroy()
		}
		made.push(board)
	}
	if (made.length > 0) await changeWorkshop(deps, workshop.id, (now) => withBoards(now, session, made))
	return toImportResult(boards, skipped)
}

/** How many boards of a session stand apart. */
function countExtraBoards(workshop: Workshop, id: SessionId): number {
	const session = workshop.sessions.find((candidate) => candidate.id === id)
	if (!session) throw new AppError('not_found', 'There is no such session.')
	return session.boards.filter(({ isApart }) => isApart).length
}

function withBoards(workshop: Workshop, id: SessionId, made: readonly Board[]): Workshop {
	if (countExtraBoards(workshop, id) + made.length > LIMITS.maxBoardsApart) rejectTooManyBoards()
	const sessions = workshop.sessions.map((session) =>
		session.id === id ? { ...session, boards: [...session.boards, ...made] } : session,
	)
	return { ...workshop, sessions }
}

function rejectTooManyBoards(): never {
	throw new AppError(
		'not_now',
		`A session has ${LIMITS.maxBoardsApart} boards apart from its groups at most.`,
		'too_many_boards',
	)
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

interface DraftContext {
	workshop: Workshop
	/** Who brings it in; a facilitator is no participant. */
	by: Pick<Identity, 'participant'>
	/** What does not come in is told here. */
	skipped: SkippedEntry[]
}

const AUTHOR = 'meta.author'
const AUTHOR_NAME = 'meta.authorName'

/**
 * A board of a file as a document of this workshop: its pictures are kept here, authors who are unknown here have their name,
 * and what only facilitators set up is not set up by others.
 */
async function openDraft(
	deps: Pick<WorkshopDeps, 'images' | 'imageEncoder'>,
	draft: ParsedBoard,
	{ workshop, by, skipped }: DraftContext,
): Promise<{ doc: Y.Doc; counts: ParsedBoard['counts'] }> {
	const doc = new Y.Doc()
	const records = recordsOf(doc)
	Y.applyUpdate(doc, draft.state)
	const paths = await saveImages(deps, [...records.values()], draft.images)
	let lost = 0
	doc.transact(() => {
		if (draft.isAuthoredByImporter) setMissingCity([...records.values()], { workshop, by })
		for (const [id, record] of [...records]) {
			if (by.participant) record.delete(LOCKED_KEY)
			setAuthor(record, { draft, workshop, by })
			if (record.get('type') !== 'image') continue
			const path = paths.get(String(record.get('props.path')))
			if (path !== undefined) record.set('props.path', path)
			else {
				records.delete(id)
				lost++
				skipped.push({ entry: id, reason: 'no_picture' })
			}
		}
	})
	return { doc, counts: { ...draft.counts, images: draft.counts.images - lost } }
}

/** What names no city at all is from that of whoever brings it, as what is written at the board is. */
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

/** Where each picture is on this server: the same address if it is here already, another one for what came along. */
async function saveImages(
	deps: Pick<WorkshopDeps, 'images' | 'imageEncoder'>,
	records: readonly RecordMap[],
	pictures: ReadonlyMap<string, Uint8Array>,
): Promise<Map<string, string>> {
	const wanted = new Set(
		records.filter((record) => record.get('type') === 'image').map((record) => record.get('props.path')),
	)
	const paths = new Map<string, string>()
	for (const path of wanted) {
		if (typeof path !== 'string') continue
		const kept = (await isStoredHere(deps, path)) ? path : await saveIfGiven(deps, pictures.get(path))
		if (kept !== null) paths.set(path, kept)
	}
	return paths
}

async function isStoredHere({ images }: Pick<WorkshopDeps, 'images'>, path: string): Promise<boolean> {
	const id = path.slice(path.lastIndexOf('/') + 1) as ImageId
	return path === imagePath(id) && (await images.get(id)) !== null
}

async function saveIfGiven(
	deps: Pick<WorkshopDeps, 'images' | 'imageEncoder'>,
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
