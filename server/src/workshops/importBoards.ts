import {
	type Board,
	type BoardId,
	DOCUMENT_PATH_PATTERN,
	documentOf,
	findParticipant,
	type Identity,
	type ImportedBoard,
	type ImportResult,
	imageIdOf,
	imagePath,
	importRecords,
	isThreadRecord,
	LIMITS,
	MAX_SKIPPED,
	recordsOf,
	type SessionId,
	type SkippedEntry,
	type Workshop,
} from '@charrette/shared'
import type * as Y from 'yjs'
import type { ImportReader } from '../import/createImportReader.ts'
import type { AdaptedBoard, ParsedBoard, ParsedFile } from '../import/ParsedFile.ts'
import { ImageRefusedError } from '../ports/ImageStore.ts'
import { markValidated } from '../rooms/document/validatedWrites.ts'
import { addExtraBoards, buildExtraBoard, createExtraBoards } from './extraBoards.ts'
import { saveImage } from './images.ts'
import { requireDiskSpace } from './requireDiskSpace.ts'
import type { WorkshopDeps } from './WorkshopDeps.ts'

interface ImportDeps extends WorkshopDeps {
	importReader: Pick<ImportReader, 'adapt'>
}

/**
 * A parsed file, its target workshop, and the importing identity; a facilitator has no participant
 * id.
 */
interface ImportContext {
	workshop: Workshop
	file: ParsedFile
	by: Pick<Identity, 'participant'>
}

/**
 * Returns the result that an import would have. `board` is the target; null for an import as new
 * boards.
 */
export function previewImport(file: ParsedFile, board: Board | null): ImportResult {
	const boards = file.boards.map((draft) =>
		toImportedBoard(draft, { id: board?.id ?? ('' as BoardId), title: draft.title }),
	)
	const { table, sheets, encoding, encodings, marks, positions } = file
	return {
		...toImportResult(boards, file.skipped),
		...(table && { table }),
		...(sheets && { sheets }),
		...(encoding && { encoding }),
		...(encodings && { encodings }),
		...(marks && { marks }),
		...(positions && { positions }),
	}
}

/**
 * Imports every board of a file onto one board, beside its content, in one transaction (IMP1).
 * Resolves once durable. Throws `storage_full`, and `not_now` if they do not fit (GATE7).
 */
export async function importOntoBoard(deps: ImportDeps, context: ImportContext, board: Board): Promise<ImportResult> {
	requireDiskSpace(deps)
	const { drafts, skipped } = await adapt(deps, context)
	const docs = drafts.map(({ state }) => documentOf([state]))
	const key = ['import', context.by.participant ?? '', ...drafts.map(({ contentKey }) => contentKey)].join(' ')
	const records = drafts.flatMap((draft) => draft.records)
	const adds = {
		shapes: records.filter((id) => id.startsWith('shape:')).length,
		messages: records.filter(isThreadRecord).length,
		bytes: drafts.reduce((sum, { state }) => sum + state.length, 0),
	}
	const added = await deps.rooms
		.write(board, (target) => addDrafts(docs, target), { key, adds })
		.finally(() => {
			for (const doc of docs) doc.destroy()
		})
	const boards = drafts.map((draft, index) =>
		toImportedBoard(draft, { id: board.id, title: board.title, records: added[index] ?? [] }),
	)
	return toImportResult(boards, skipped)
}

/**
 * Imports each board of a file as an extra board of a session, all of them or none. Throws
 * `storage_full`, `not_found`, and `not_now` for too many extra boards.
 */
export async function importAsBoards(
	deps: ImportDeps,
	context: ImportContext,
	{ session, title }: { session: SessionId; title: string },
): Promise<ImportResult> {
	requireDiskSpace(deps)
	const { workshop, file } = context
	const boards = file.boards.map((draft) => buildExtraBoard(draft.title || title))
	addExtraBoards(workshop, session, boards)
	const { drafts, skipped } = await adapt(deps, context)
	const created = drafts.map((draft, index) => ({ draft, board: boards[index] as Board, update: draft.state }))
	await createExtraBoards(deps, { workshop, session }, created)
	const imported = created.map(({ draft, board: { id, title } }) =>
		toImportedBoard(draft, { id, title, records: draft.records }),
	)
	return toImportResult(imported, skipped)
}

type AdaptedDraft = AdaptedBoard & Pick<ParsedBoard, 'first'>

/**
 * Stores the images of a file, and has its boards adapted to the workshop. `skipped` is of the
 * whole file.
 */
async function adapt(
	deps: ImportDeps,
	{ workshop, file, by }: ImportContext,
): Promise<{ drafts: AdaptedDraft[]; skipped: SkippedEntry[] }> {
	const boards = []
	for (const { state, counts, people, isAuthoredByImporter, usedImages, images } of file.boards) {
		const imagePaths = await saveImages(deps, usedImages, images)
		boards.push({ state, counts, people, isAuthoredByImporter, imagePaths })
	}
	const participants = new Set<string>(workshop.participants.map(({ id }) => id))
	const id = by.participant
	const importer = id ? { id, city: findParticipant(workshop, id)?.city } : null
	const adapted = await deps.importReader.adapt({ boards, participants, importer })
	return {
		drafts: adapted.map((board, index) => ({ ...board, first: file.boards[index]?.first ?? [] })),
		skipped: [...file.skipped, ...adapted.flatMap((board) => board.skipped)],
	}
}

/** Fields that `importRecords` changes in records that were checked when they were adapted. */
const CHANGED_SINCE_VALIDATION = ['xy']

/**
 * Copies drafts to a board, one below the other, and returns the ids of the copies of each. Their
 * records were checked before, so they are not checked in full again (GATE3).
 */
function addDrafts(drafts: readonly Y.Doc[], doc: Y.Doc): string[][] {
	const existing = recordsOf(doc)
	const ids = drafts.flatMap((draft) => [...recordsOf(draft).keys()])
	// Copies under other ids have other references, too, and have to be checked in full.
	const keepIds = new Set(ids).size === ids.length && !ids.some((id) => existing.has(id))
	if (keepIds) markValidated(doc, CHANGED_SINCE_VALIDATION)
	return drafts.map((draft) => importRecords(draft, doc))
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
 * Maps the path of each image and document to its path on this server: the same if it is stored
 * here, a new one if the file has it.
 */
async function saveImages(
	deps: Pick<WorkshopDeps, 'images' | 'imageEncoder' | 'storageHealth'>,
	used: readonly string[],
	files: ReadonlyMap<string, Uint8Array>,
): Promise<Map<string, string>> {
	const paths = new Map<string, string>()
	for (const path of used) {
		const stored = (await isStoredHere(deps, path)) ? path : await saveIfGiven(deps, files.get(path))
		if (stored !== null) paths.set(path, stored)
	}
	return paths
}

/** Whether an image or document is stored here. */
async function isStoredHere({ images }: Pick<WorkshopDeps, 'images'>, path: string): Promise<boolean> {
	const id = imageIdOf(path)
	if (DOCUMENT_PATH_PATTERN.test(path)) return (await images.getDocument(id)) !== null
	return path === imagePath(id) && (await images.get(id)) !== null
}

/** Saves an image and returns its path; null for a missing, too large, or unreadable image. */
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
