import { encodeAddress, linksIn, type SkippedEntry } from '@charrette/shared'
import type { Row } from '../table/parseCsv.ts'
import { readXml } from './readXml.ts'

/** A link from a cell to an address, or to a place of the workbook. */
export interface CellLink {
	cell: string
	/** The relationship that has its address. */
	relation: string
	location: string
}

/** A relationship of a sheet: its type without the namespace, and its target. */
export interface Relation {
	type: string
	/** An address, or the path of a part. */
	target: string
}

const MAX_ENTRY_LETTERS = 80
/** Excel writes this before the comments that older versions cannot show. */
const THREADED = /^\[Threaded comment\][\s\S]*?(?:Comment|Kommentar|Commentaire|Comentario|批注)[:：]\s*/i

/** Reads the relationships of a sheet, by id. Paths are relative to the folder of sheets. */
export function readRelations(xml: string): Map<string, Relation> {
	const relations = new Map<string, Relation>()
	readXml(xml, {
		open(name, attribute) {
			if (name !== 'Relationship') return
			const target = attribute('Target') ?? ''
			const type = (attribute('Type') ?? '').replace(/^.*\//, '')
			const isAddress = attribute('TargetMode') === 'External'
			const path = target.startsWith('/') ? target.slice(1) : `xl/worksheets/${target}`
			relations.set(attribute('Id') ?? '', { type, target: isAddress ? target : path.replace(/[^/]+\/\.\.\//g, '') })
		},
	})
	return relations
}

/** Lists the comments on the cells of a sheet, which an import leaves out. */
export function listComments(xml: string): SkippedEntry[] {
	const comments: SkippedEntry[] = []
	let [cell, text, isText] = ['', '', false]
	readXml(xml, {
		open(name, attribute) {
			if (name === 'comment') [cell, text] = [attribute('ref') ?? '', '']
			if (name === 't') isText = true
		},
		text(part) {
			if (isText) text += part
		},
		close(name) {
			if (name === 't') isText = false
			if (name !== 'comment' || text.trim() === '') return
			comments.push({ ...lineOf(cell), entry: entryOf(text.replace(THREADED, '')), reason: 'comment_left_out' })
		},
	})
	return comments
}

/** Lists the addresses behind the cells of a sheet, except those that a cell shows as its text. */
export function listAddresses(
	links: readonly CellLink[],
	{ rows, relations }: { rows: readonly Row[]; relations: ReadonlyMap<string, Relation> },
): SkippedEntry[] {
	const texts = new Map(rows.map(({ line, cells }) => [line, new Set(cells?.map((cell) => cell.trim()))]))
	return links.flatMap(({ cell, relation, location }): SkippedEntry[] => {
		const address = relations.get(relation)?.target ?? location
		const place = lineOf(cell)
		const shown = texts.get(place.line ?? 0)
		const isShown =
			shown?.has(address) || shown?.has(address.replace(/^mailto:|\/$/g, '')) || isLinkIn(address, shown ?? [])
		return address === '' || isShown ? [] : [{ ...place, entry: entryOf(address), reason: 'address_left_out' }]
	})
}

/** Whether one of these texts has an address, as our own workbooks link it. */
const isLinkIn = (address: string, texts: Iterable<string>) =>
	[...texts].some((text) => linksIn(text).some(({ href }) => encodeAddress(href) === address))

const entryOf = (text: string) => text.replace(/\s+/g, ' ').trim().slice(0, MAX_ENTRY_LETTERS)

function lineOf(cell: string): Pick<SkippedEntry, 'line'> {
	const line = Number(/\d+/.exec(cell)?.[0] ?? Number.NaN)
	return Number.isFinite(line) ? { line } : {}
}
