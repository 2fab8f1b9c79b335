import { readFile as readText } from 'node:fs/promises'
import {
	authorNameLookup,
	BOARD_SCHEMA_VERSION,
	buildCardOf,
	buildCluster,
	type Card,
	EXPORT_FORMATS,
	type ExportFormat,
	FIRST_INDEX,
	putRecord,
	readBoard,
	readRecords,
	recordsOf,
	textHash,
} from '@charrette/shared'
import { strFromU8, unzipSync } from 'fflate'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { ImportRefusedError } from '../import/FileDraft.ts'
import { readFile } from '../import/readFile.ts'
import type { ExportedBoard } from './ExportedBoard.ts'
import { writeExport } from './writeExport.ts'

const png = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#08f' } })
	.png()
	.toBuffer()

/** A card with a value in every field. */
const FULL: Required<Card> = {
	id: 'shape:a',
	kind: 'obstacle',
	text: 'Permits take nine months',
	city: 'Lima',
	author: 'Ana',
	category: 'procurement',
	cluster: 'shape:rules',
	description: 'Seven offices sign',
	source: 'The report',
	translations: { es: { text: 'Los permisos tardan nueve meses', of: textHash('Permits take nine months') } },
	image: { path: `/api/images/${'a'.repeat(40)}`, alt: 'A queue' },
	isLocked: true,
	votes: 37,
	reactions: [{ emoji: '💡', count: 41 }],
	from: { city: 'Quito', workshop: 'Streets' },
	document: { path: `/api/documents/${'d'.repeat(40)}`, name: 'plan.pdf', pages: 12 },
	joined: [{ id: 'shape:b', kind: 'obstacle', text: 'The permit never comes', city: 'Cali' }],
}

/** What a file has if it has a field. */
const TRACES: Record<keyof Card, RegExp> = {
	id: /shape:a/,
	kind: /obstacle\b/i,
	text: /Permits take nine months/,
	city: /Lima/,
	author: /Ana/,
	category: /procurement/,
	cluster: /Rules/,
	description: /Seven offices sign/,
	source: /The report/,
	translations: /Los permisos/,
	image: /A queue|a{40}/,
	isLocked: /"isLocked": ?true/,
	votes: /\b37\b/,
	reactions: /\b41\b/,
	from: /Quito/,
	document: /plan\.pdf/,
	joined: /The permit never comes/,
}

function exportedBoard(): ExportedBoard {
	const doc = new Y.Doc()
	const at = { x: 40, y: 40, index: FIRST_INDEX }
	doc.transact(() => {
		putRecord(recordsOf(doc), buildCluster('rules', at, { title: 'Rules', w: 600, h: 400 }))
		const card = buildCardOf('a', { ...at, parent: FULL.cluster }, FULL, { w: 240, h: 120 })
		putRecord(recordsOf(doc), { ...card, isLocked: true, meta: { ...card.meta, from: { ...FULL.from } } })
		for (const one of FULL.joined) {
			const joined = buildCardOf(one.id.slice('shape:'.length), at, one, { w: 240, h: 120 })
			putRecord(recordsOf(doc), { ...joined, meta: { ...joined.meta, joined: FULL.id } })
		}
	})
	const content = readBoard(doc, authorNameLookup(new Map([['', '']])))
	const cards = content.cards.map((card) => ({ ...card, votes: FULL.votes, reactions: FULL.reactions }))
	expect(cards).toEqual([FULL])
	return {
		workshop: { id: 'w', title: 'W', participants: [], cities: [], sessions: [] },
		session: { id: 's', title: 'S', groups: [], boards: [{ id: 'b', title: 'B', group: null }], phases: [] },
		board: { id: 'b', title: 'B', group: null },
		content: { ...content, cards },
		document: { schema: BOARD_SCHEMA_VERSION, records: readRecords(doc) },
		result: null,
		hasAuthors: true,
		readImage: async () => ({ type: 'image/png', bytes: png }),
	} as unknown as ExportedBoard
}

async function fileOf(format: ExportFormat): Promise<Uint8Array> {
	const chunks: Uint8Array[] = []
	const about = { at: new Date(2025, 10, 24, 12), locale: 'en', origin: 'https://charrette.example' } as const
	for await (const chunk of writeExport(format, exportedBoard(), about)) chunks.push(Buffer.from(chunk))
	return Buffer.concat(chunks)
}

/** Returns the fields that a file does not have. */
function missingIn(file: Uint8Array): string[] {
	const isZip = file[0] === 0x50 && file[1] === 0x4b
	const text = isZip
		? Object.values(unzipSync(file))
				.map((part) => strFromU8(part))
				.join('\n')
		: strFromU8(file)
	return Object.entries(TRACES).flatMap(([field, trace]) => (trace.test(text) ? [] : [field]))
}

/** Returns the fields that differ in the card that an import reads; null if it reads none. */
function lostIn(file: Uint8Array, format: ExportFormat): string[] | null {
	try {
		const { doc } = readFile(file, `board.${format}`).boards[0] ?? expect.fail()
		const { cards, clusters } = readBoard(doc, authorNameLookup(new Map([['', '']])))
		const [card] = cards
		const cluster = clusters.find(({ id }) => id === card?.cluster)?.title === 'Rules' ? FULL.cluster : undefined
		const image = card?.image && { ...card.image, path: FULL.image.path }
		const read: Partial<Card> = { ...card, ...(cluster && { cluster }), ...(image && { image }) }
		const fields = Object.keys(FULL) as (keyof Card)[]
		return fields.filter((field) => JSON.stringify(read[field]) !== JSON.stringify(FULL[field]))
	} catch (cause) {
		if (cause instanceof ImportRefusedError) return null
		throw cause
	}
}

/** Returns the fields that a table of FORMATS.md names, by format. A row may continue below. */
async function fieldsNamed(heading: string): Promise<Map<string, string[]>> {
	const page = await readText(new URL('../../../docs/FORMATS.md', import.meta.url), 'utf8')
	const table = page.slice(page.indexOf(heading)).split('\n\n')[0] ?? ''
	const named = new Map<string, string[]>()
	let format = ''
	for (const [, name, fields = ''] of table.matchAll(/^\|\s*(?:`(\w+)`)?\s*\|([\w, ]*)\|$/gm)) {
		format = name ?? format
		named.set(format, [...(named.get(format) ?? []), ...fields.split(',').flatMap((field) => field.trim() || [])])
	}
	return named
}

const leftOut = await fieldsNamed('| left out')
const lost = await fieldsNamed('| lost in an import')
/** Files whose texts only are imported. */
const TEXTS_ONLY: readonly ExportFormat[] = ['docx', 'notes']

describe('every field of a card', () => {
	it.each(EXPORT_FORMATS)('is in a file of the format %s, and read back, or FORMATS.md names it', async (format) => {
		const file = await fileOf(format)
		expect(missingIn(file), 'left out').toEqual(leftOut.get(format))
		if (!TEXTS_ONLY.includes(format)) expect(lostIn(file, format) ?? undefined, 'lost').toEqual(lost.get(format))
	})
})
