import { type Board, IMAGE_WIDTHS, type ImageId, type Snapshot, type Workshop } from '@charrette/shared'
import * as Y from 'yjs'
import type { ArchiveEntry } from '../export/archive.ts'
import type { PracticeStore } from '../ports/PracticeStore.ts'
import type { WorkshopDeps } from '../workshops/WorkshopDeps.ts'
import { entryOf, WORKSHOP_FILE_FORMAT, WORKSHOP_FILE_VERSION, type WorkshopFile } from './workshopFile.ts'

interface ExportDeps extends Pick<WorkshopDeps, 'snapshots' | 'results' | 'reactions' | 'images'> {
	rooms: Pick<WorkshopDeps['rooms'], 'read'>
	practices: Pick<PracticeStore, 'collectionsOf'>
}

/** The path of an image or document. */
const IMAGE_PATH = /\/api\/(?:images|documents)\/([0-9a-f]{40})/g

/**
 * Yields the entries of a workshop's file (MOVE1), with one board, saved version or image in memory
 * at a time. The file does not contain links, tokens, ballots, private cards, shared pages, or
 * practices, which have a file of their own; collections refer to them. Without `withHistory` it
 * also lacks saved versions, and the removed boards that only appear in them.
 */
export async function* exportWorkshop(
	deps: ExportDeps,
	workshop: Workshop,
	{ at, withHistory }: { at: Date; withHistory: boolean },
): AsyncGenerator<ArchiveEntry> {
	const boards = workshop.sessions.flatMap((session) => session.boards)
	const images = new Set<ImageId>()
	for (const board of boards) {
		const state = await readState(deps, board, images)
		yield { path: entryOf.board(board.id), chunks: [state] }
	}
	const snapshots: Snapshot[] = []
	if (withHistory)
		for (const { id: board } of [...boards, ...(workshop.removedBoards ?? [])])
			for (const { id } of await deps.snapshots.list(board)) {
				const found = await deps.snapshots.find(id)
				if (!found) continue
				collectImages(Y.convertUpdateFormatV2ToV1(found.state), images)
				snapshots.push(found.snapshot)
				yield { path: entryOf.snapshot(found.snapshot), chunks: [found.state] }
			}
	const collections = await deps.practices.collectionsOf(workshop.id)
	collectImages(Buffer.from(JSON.stringify(collections)), images)
	for (const id of images) yield* imageEntries(deps, id)
	const results = await Promise.all((workshop.rounds ?? []).map(({ id }) => deps.results.find(id)))
	const reactions = await deps.reactions.ofWorkshop(workshop.id)
	const { practices: _, removedBoards, ...record } = workshop
	const file: WorkshopFile = {
		format: WORKSHOP_FILE_FORMAT,
		formatVersion: WORKSHOP_FILE_VERSION,
		exportedAt: at.toISOString(),
		workshop: withHistory && removedBoards ? { ...record, removedBoards } : record,
		results: results.filter((result) => result !== null),
		snapshots,
		collections,
		reactions: reactions.map(({ workshop: _, ...reaction }) => reaction),
	}
	yield { path: 'workshop.json', chunks: [JSON.stringify(file)] }
}

async function readState({ rooms }: ExportDeps, board: Board, images: Set<ImageId>): Promise<Uint8Array> {
	const [state, plain] = await rooms.read(
		board,
		(doc) => [Y.encodeStateAsUpdateV2(doc), Y.encodeStateAsUpdate(doc)] as const,
	)
	collectImages(plain, images)
	return state
}

/**
 * Collects the images and documents of an update, including those that the board no longer shows
 * but still contains.
 */
function collectImages(update: Uint8Array, images: Set<ImageId>): void {
	for (const [, id] of Buffer.from(update).toString('latin1').matchAll(IMAGE_PATH)) images.add(id as ImageId)
}

async function* imageEntries({ images }: ExportDeps, id: ImageId): AsyncGenerator<ArchiveEntry> {
	const full = await images.get(id)
	if (!full) {
		const document = await images.getDocument(id)
		if (document) yield { path: entryOf.document(id), chunks: [document] }
		return
	}
	yield { path: entryOf.image(id, 'full', full.type), chunks: [full.bytes] }
	for (const width of IMAGE_WIDTHS) {
		const narrower = await images.get(id, width)
		// If there is no image of this width, the store returns the full image.
		if (narrower && narrower.bytes.length !== full.bytes.length)
			yield { path: entryOf.image(id, width, narrower.type), chunks: [narrower.bytes] }
	}
}
