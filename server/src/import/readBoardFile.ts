import type { Fields, ImportedBoardFile, SkippedEntry } from '@charrette/shared'
import {
	BOARD_FILE_FORMAT,
	BOARD_FILE_VERSION,
	BOARD_SCHEMA_VERSION,
	fileCard,
	fileCluster,
	fileImage,
	fileLink,
	filePerson,
	filePicture,
	importedBoardFile,
	isFieldName,
	LIMITS,
	measureJson,
	migrateBoard,
	RECORD_ID_PATTERN,
	readCardData,
	TEXT_KEY,
	titleFrom,
	writeRecords,
} from '@charrette/shared'
import * as Y from 'yjs'
import type { z } from 'zod'
import type { BoardDraft, ContentDraft, FileDraft } from './FileDraft.ts'
import { createDraftIds, ImportRefusedError } from './FileDraft.ts'
import { createDraft } from './layOutContent.ts'

const MAX_FIELDS = 64

/** Whether this is our JSON file of a board, of any version. */
export function isBoardFile(json: unknown): boolean {
	return typeof json === 'object' && json !== null && 'format' in json && json.format === BOARD_FILE_FORMAT
}

/**
 * Reads our JSON file of a board: its document (version 2), or else its content, which gets new
 * positions. Throws an `ImportRefusedError` if the file is damaged or from a newer version.
 */
export function readBoardFile(json: unknown): FileDraft {
	const { data: file } = importedBoardFile.safeParse(json)
	if (!file) throw new ImportRefusedError('damaged_file')
	if (file.formatVersion > BOARD_FILE_VERSION) throw new ImportRefusedError('newer_format')
	const skipped: SkippedEntry[] = []
	const title = titleFrom(file.board.title)
	const laidOut = file.document ? null : createDraft(title, readContent(file, skipped), { isOwn: false })
	const doc = laidOut?.doc ?? readDocument(file, skipped)
	const people = new Map(validEntries(filePerson, file.people, []).map(({ id, name }) => [id, name]))
	const board: BoardDraft = { title, doc, people, images: readImages(file), isAuthoredByImporter: false }
	return { source: 'json', boards: [board], skipped }
}

function readDocument({ document }: ImportedBoardFile, skipped: SkippedEntry[]): Y.Doc {
	const { schema, records } = document ?? { schema: 1, records: {} }
	if (schema > BOARD_SCHEMA_VERSION) throw new ImportRefusedError('newer_format')
	const entries = Object.entries(records)
	if (entries.length > LIMITS.maxImportedRecords) throw new ImportRefusedError('too_much_inside')
	const doc = new Y.Doc()
	const valid: [string, Fields][] = []
	for (const [id, record] of entries) {
		const fields = RECORD_ID_PATTERN.test(id)
			? readFields(record, (reason) => skipped.push({ entry: id, reason }))
			: null
		if (fields) valid.push([id, fields])
		else skipped.push({ entry: id.slice(0, 80), reason: 'not_readable' })
	}
	writeRecords(doc, Object.fromEntries(valid))
	doc.getMap('meta').set('schema', schema)
	migrateBoard(doc)
	return doc
}

/**
 * Returns the valid fields of a record, and calls `report` for invalid ones. Returns null if the
 * value is not a record.
 */
function readFields(record: unknown, report: (reason: 'mended' | 'text_cut') => void): Fields | null {
	if (typeof record !== 'object' || record === null || Array.isArray(record)) return null
	const entries = Object.entries(record)
	const fields: [string, Fields[string]][] = []
	for (const [key, value] of entries.slice(0, MAX_FIELDS)) {
		const isText = key === TEXT_KEY && typeof value === 'string'
		const size = measureJson(value)
		if (isText && value.length > LIMITS.maxRecordBytes) report('text_cut')
		if (isText) fields.push([key, value.slice(0, LIMITS.maxRecordBytes)])
		else if (isFieldName(key) && size !== null && size <= LIMITS.maxRecordBytes) fields.push([key, value])
	}
	if (fields.length < entries.length) report('mended')
	return Object.fromEntries(fields)
}

/** Returns the valid entries, and adds the others to `skipped`. */
function validEntries<Entry>(schema: z.ZodType<Entry>, entries: readonly unknown[], skipped: SkippedEntry[]): Entry[] {
	return entries.flatMap((entry, index) => {
		const { data } = schema.safeParse(entry)
		if (data !== undefined) return [data]
		const id = typeof entry === 'object' && entry !== null && 'id' in entry ? entry.id : null
		skipped.push({ entry: typeof id === 'string' ? id.slice(0, 80) : `${index + 1}`, reason: 'not_readable' })
		return []
	})
}

function readContent(file: ImportedBoardFile, skipped: SkippedEntry[]): ContentDraft {
	const entries = file.cards.length + file.links.length + file.clusters.length + file.images.length
	if (entries > LIMITS.maxImportedRecords) throw new ImportRefusedError('too_much_inside')
	const ids = createDraftIds()
	const clusters = validEntries(fileCluster, file.clusters, skipped).map(({ id, title }) => ({
		id: ids.take(id),
		title: title.slice(0, LIMITS.maxClusterTitleLength),
	}))
	const clusterIds = new Set(clusters.map(({ id }) => id))
	const clusterOf = (id: string | undefined) => {
		const cluster = id === undefined ? undefined : ids.find(id)
		return cluster !== undefined && clusterIds.has(cluster) ? { cluster } : {}
	}
	const cards = validEntries(fileCard, file.cards, skipped).map((card) => {
		const { id, kind, image } = card
		const text = card.text.slice(0, LIMITS.maxCardTextLength)
		if (text !== card.text) skipped.push({ entry: id, reason: 'text_cut' })
		const more = image && { image: { ...image, alt: image.alt.slice(0, LIMITS.maxImageAltLength) } }
		return { city: '', ...readCardData(card), id: ids.take(id), kind, text, ...more, ...clusterOf(card.cluster) }
	})
	const images = validEntries(fileImage, file.images, skipped).map(({ id, path, alt, cluster }) => ({
		id: ids.take(id),
		path,
		alt: alt.slice(0, LIMITS.maxImageAltLength),
		...clusterOf(cluster),
	}))
	const cardIds = new Set(cards.map((card) => card.id))
	const links = validEntries(fileLink, file.links, skipped).flatMap((link) => {
		const [from, to] = [ids.find(link.from), ids.find(link.to)]
		if (from && to && from !== to && cardIds.has(from) && cardIds.has(to))
			return [{ id: ids.take(link.id), from, to, meaning: link.meaning }]
		skipped.push({ entry: link.id, reason: 'link_without_end' })
		return []
	})
	return { cards, links, clusters, images }
}

function readImages({ pictures }: ImportedBoardFile): Map<string, Uint8Array> {
	const found = new Map<string, Uint8Array>()
	for (const [id, picture] of Object.entries(pictures)) {
		const { data } = filePicture.safeParse(picture)
		if (data) found.set(`/api/images/${id}`, Buffer.from(data.base64, 'base64'))
	}
	return found
}
