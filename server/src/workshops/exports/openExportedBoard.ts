import type { BoardContent, BoardId, ImageId, ImageWidth, TextLanguage, Workshop } from '@charrette/shared'
import {
	authorNameLookup,
	displayNames,
	findBoard,
	messageAuthor,
	readBoard,
	readRecords,
	schemaVersionOf,
} from '@charrette/shared'
import type * as Y from 'yjs'
import { AppError } from '../../errors.ts'
import type { ExportedBoard } from '../../export/ExportedBoard.ts'
import { selectShapes, withoutAuthors } from '../../export/ExportedBoard.ts'
import { type FoundTexts, inLanguage, textsToTranslate } from '../../export/inLanguage.ts'
import type { ImageFile } from '../../ports/ImageStore.ts'
import { openCopiedBoard } from '../history/snapshotDocument.ts'
import { type BoardCounts, withCounts } from './boardCounts.ts'
import type { BoardSource } from './exportJob.ts'

/** Source of boards and images, which are read one after another. */
export interface BoardReader {
	source(board: BoardId): Promise<BoardSource>
	image(id: ImageId, width: ImageWidth | undefined): Promise<ImageFile | null>
	/** Never rejects because of a translator. */
	translations(board: BoardId, texts: readonly string[], to: string): Promise<FoundTexts>
}

/** The part of a board to export. */
interface ExportSelection {
	/** Whether authors are named; in an anonymous workshop they never are (ANON1). */
	authors: boolean
	/** The language of the texts; null if they are as written. */
	language: TextLanguage | null
	/** The ids of the shapes; all of them by default. */
	cards?: readonly string[] | undefined
}

/** Opens a board as it is now, for the export writers. Throws `not_found`. */
export async function openExportedBoard(
	reader: BoardReader,
	{ workshop, board: id }: { workshop: Workshop; board: BoardId },
	{ authors, language, cards }: ExportSelection,
): Promise<ExportedBoard> {
	const found = findBoard(workshop, id)
	if (!found) throw new AppError('not_found')
	const source = await reader.source(id)
	const doc = openCopiedBoard(source.copy)
	const exported: ExportedBoard = {
		workshop,
		session: found.session,
		board: found.board,
		content: contentOf(doc, workshop, { board: id, ...source }),
		document: { schema: schemaVersionOf(doc), records: readRecords(doc) },
		result: source.result,
		hasAuthors: true,
		readImage: (image, width) => reader.image(image, width),
	}
	doc.destroy()
	const selected = cards ? selectShapes(exported, cards) : exported
	const named = authors && !workshop.isAnonymous ? selected : withoutAuthors(selected)
	return translateBoard(reader, named, language)
}

/** Returns a board with its texts in a language, as far as they can be translated (EXP10). */
export async function translateBoard(
	reader: BoardReader,
	exported: ExportedBoard,
	language: TextLanguage | null,
): Promise<ExportedBoard> {
	if (!language) return exported
	const texts = textsToTranslate(exported, language.to)
	return inLanguage(exported, language, await reader.translations(exported.board.id, texts, language.to))
}

/**
 * Returns the content of a board, with authors unless the workshop is anonymous, with the dots of
 * its newest closed vote, and with reactions.
 */
export function openContent(workshop: Workshop, board: BoardId, source: BoardSource): BoardContent {
	const doc = openCopiedBoard(source.copy)
	const content = contentOf(doc, workshop, { board, ...source })
	doc.destroy()
	return content
}

/** Reads the content of a document. */
export function contentOf(
	doc: Y.Doc,
	workshop: Workshop,
	{ board, ...counts }: BoardCounts & { board: BoardId },
): BoardContent {
	const names = authorNameLookup(new Map(displayNames(workshop)))
	const content = readBoard(doc, names, (message) => messageAuthor(workshop, message))
	return withCounts(content, board, counts)
}
