import type { BoardFile, FilePerson, ImageId } from '@charrette/shared'
import { BOARD_FILE_FORMAT, BOARD_FILE_VERSION, isCardTranslation, localeOfKey } from '@charrette/shared'
import type { ExportedBoard, ExportMeta } from './ExportedBoard.ts'
import { imageIdsOf } from './ExportedBoard.ts'

/**
 * Writes a board as JSON (the schema is `boardFile`), in chunks, with one image in memory at a time
 * and a line for each entry. The output for a board is deterministic and the same on any server.
 */
export async function* toJson(exported: ExportedBoard, { at }: Pick<ExportMeta, 'at'>): AsyncGenerator<string> {
	const { workshop, session, board, content, document } = exported
	const head: Omit<BoardFile, keyof typeof content | 'people' | 'document' | 'pictures'> = {
		format: BOARD_FILE_FORMAT,
		formatVersion: BOARD_FILE_VERSION,
		exportedAt: at.toISOString(),
		workshop: { id: workshop.id, title: workshop.title },
		session: { id: session.id, title: session.title },
		board: { id: board.id, title: board.title },
	}
	const lists = {
		...(exported.hasAuthors ? { people: peopleOf(exported) } : {}),
		cards: content.cards,
		links: content.links,
		clusters: content.clusters,
		images: content.images,
		...(content.threads ? { threads: content.threads } : {}),
	}
	yield '{\n'
	for (const [key, value] of Object.entries(head)) yield `${named(key, value)},\n`
	for (const [key, entries] of Object.entries(lists))
		yield `${JSON.stringify(key)}: [${lines(entries.map((entry) => JSON.stringify(entry)))}],\n`
	yield `${named('coverage', content.coverage)},\n`
	const records = Object.entries(document.records).map(([id, fields]) => named(id, fields))
	yield `"document": {"schema": ${document.schema}, "records": {${lines(records)}}},\n"pictures": {`
	let isFirst = true
	for (const id of imageIdsOf(content)) {
		const entry = await imageEntry(exported, id)
		if (!entry) continue
		yield `${isFirst ? '' : ','}\n${entry}`
		isFirst = false
	}
	yield isFirst ? '}\n}\n' : '\n}\n}\n'
}

/** Returns the participants who are authors of records or translations, sorted by id. */
function peopleOf({ workshop, document }: ExportedBoard): FilePerson[] {
	const authors = new Set(
		Object.values(document.records).flatMap((fields) => [
			fields['meta.author'],
			...Object.entries(fields).flatMap(([key, value]) =>
				localeOfKey(key) !== null && isCardTranslation(value) ? value.by : [],
			),
		]),
	)
	return workshop.participants
		.filter(({ id }) => authors.has(id))
		.map(({ id, name, city }) => ({ id, name, city }))
		.sort((a, b) => (a.id < b.id ? -1 : 1))
}

async function imageEntry(exported: ExportedBoard, id: ImageId): Promise<string | null> {
	const file = await exported.readImage(id)
	return file && named(id, { type: file.type, base64: Buffer.from(file.bytes).toString('base64') })
}

function named(key: string, value: unknown): string {
	return `${JSON.stringify(key)}: ${JSON.stringify(value)}`
}

/** Writes entries, each on its own line; empty without entries. */
function lines(entries: readonly string[]): string {
	return entries.length === 0 ? '' : `\n${entries.join(',\n')}\n`
}
