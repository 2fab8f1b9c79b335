import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { Card } from '../domain/BoardContent.ts'
import { CARD_FIELDS, CARD_PROPS, isAnnouncedChange } from '../domain/cardFields.ts'
import { textHash } from '../domain/cardTranslations.ts'
import { compareBoards } from '../domain/Snapshot.ts'
import { addSentShapes } from './addSentShapes.ts'
import { authorNameLookup } from './boardContent.ts'
import { recordsOf } from './boardDocument.ts'
import { buildCardOf, buildCluster } from './buildRecords.ts'
import { copyShapes } from './copyShapes.ts'
import { importRecords } from './importRecords.ts'
import { readBoard } from './readBoard.ts'
import { putRecord } from './recordWrites.ts'
import { planCardRestore, planRestore, rebuildBoard, restoreRecords } from './restoreBoard.ts'
import { revealRecords } from './revealRecords.ts'
import { FIRST_INDEX } from './schema.ts'

/** A card with a value in every field of the document; votes and reactions are not in it. */
const FULL: Required<Omit<Card, 'votes' | 'reactions'>> = {
	id: 'shape:a',
	kind: 'obstacle',
	text: 'Permits **take** nine months',
	city: 'Lima',
	author: 'Ana',
	category: 'law',
	cluster: 'shape:rules',
	description: 'Seven offices sign',
	source: 'The mayor’s report',
	translations: { es: { text: 'Los permisos tardan nueve meses', of: textHash('Permits **take** nine months') } },
	image: { path: `/api/images/${'a'.repeat(40)}`, alt: 'A queue' },
	isLocked: true,
	from: { city: 'Quito', workshop: 'Streets' },
	document: { path: `/api/documents/${'d'.repeat(40)}`, name: 'plan.pdf', pages: 12 },
	joined: [{ id: 'shape:b', kind: 'obstacle', text: 'The permit never comes', city: 'Cali' }],
}
type Stored = keyof typeof FULL

/** Another value of each field, for a second version of the card. */
const OTHER: typeof FULL = {
	...FULL,
	kind: 'solution',
	text: 'One office',
	city: 'Dakar',
	author: 'Li',
	category: 'money',
	cluster: 'shape:other',
	description: '',
	source: 'A talk',
	translations: { 'zh-CN': { text: '审批要九个月', of: '0' } },
	image: { ...FULL.image, alt: 'Nobody' },
	from: { city: 'Cusco', workshop: 'Streets' },
	document: { ...FULL.document, pages: 13 },
}

function boardWith(card: typeof FULL): Y.Doc {
	const doc = new Y.Doc()
	const at = { x: 40, y: 40, index: FIRST_INDEX }
	doc.transact(() => {
		putRecord(recordsOf(doc), buildCluster('rules', at, { title: 'Rules', w: 600, h: 400 }))
		const built = buildCardOf('a', { ...at, parent: card.cluster }, card, { w: 240, h: 120 })
		putRecord(recordsOf(doc), { ...built, isLocked: card.isLocked, meta: { ...built.meta, from: { ...card.from } } })
		for (const one of card.joined) {
			const joined = buildCardOf(one.id.slice('shape:'.length), at, one, { w: 240, h: 120 })
			putRecord(recordsOf(doc), { ...joined, meta: { ...joined.meta, joined: card.id } })
		}
	})
	return doc
}

const read = (doc: Y.Doc): Partial<Card> => readBoard(doc, authorNameLookup(new Map([['', '']]))).cards[0] ?? {}

/** Returns the fields in which the card of a document differs from the full card. */
function changedIn(doc: Y.Doc): string[] {
	const card = read(doc)
	return Object.keys(FULL).filter(
		(field) => JSON.stringify(card[field as Stored]) !== JSON.stringify(FULL[field as Stored]),
	)
}

describe('every field of a card', () => {
	it('has another value than its default in the cards of these tests', () => {
		for (const prop of CARD_PROPS) expect(FULL[prop]).not.toBe(CARD_FIELDS[prop].default)
		expect(changedIn(boardWith(FULL))).toEqual([])
	})

	it('[ROOM3] stays in a reveal', () => {
		const board = new Y.Doc()
		revealRecords([boardWith(FULL)], board, { withNames: true })
		expect(changedIn(board)).toEqual([])
	})

	it('[PLEN1] [JOIN2] stays in a copy that is sent to another board, apart from its lock and its place', () => {
		const sent = copyShapes(boardWith(FULL), ['shape:a'], {
			source: { workshop: 'Streets' },
			by: 'theme',
			kindTitle: String,
		})
		const board = new Y.Doc()
		addSentShapes(board, [sent], { titleKey: String })
		expect(changedIn(board)).toEqual(['cluster', 'isLocked', 'from', 'joined'])
		expect(read(board).joined).toMatchObject([{ ...FULL.joined[0], from: { card: 'shape:b' } }])
		expect(read(board).from).toEqual({ ...FULL.from, card: 'shape:a' })
	})

	it('[IMP1] stays in an import', () => {
		const board = new Y.Doc()
		importRecords(boardWith(FULL), board)
		expect(changedIn(board)).toEqual([])
	})

	it('[REST1] [REST3] returns in a restore of the board, of the card, and by replacement', () => {
		const snapshot = boardWith(FULL)
		const [whole, one] = [
			boardWith({ ...OTHER, cluster: FULL.cluster }),
			boardWith({ ...OTHER, cluster: FULL.cluster }),
		]
		restoreRecords(whole, planRestore(whole, snapshot))
		restoreRecords(one, planCardRestore(one, snapshot, ['shape:a']) ?? [])
		for (const board of [whole, one, rebuildBoard(snapshot)]) expect(changedIn(board)).toEqual([])
	})

	it('[HIST3a] is compared in the history, apart from its author, lock and source', () => {
		const contentOf = (card: Card) => ({ cards: [card], links: [], clusters: [], images: [] })
		const listed = (field: string) => {
			const changes = compareBoards(contentOf(FULL), contentOf({ ...FULL, [field]: OTHER[field as Stored] }))
			return changes.changed.length + changes.moved.length > 0
		}
		const { id, isLocked, ...others } = FULL
		expect(Object.keys(others).filter((field) => !listed(field))).toEqual(['author', 'from', 'joined'])
	})

	it('is announced, apart from its city, author, details, source and file', () => {
		const said = (field: string) => isAnnouncedChange(FULL, { ...FULL, [field]: OTHER[field as Stored] })
		const { id, isLocked, ...others } = FULL
		const silent = Object.keys(others).filter((field) => !said(field))
		expect(silent).toEqual([
			'city',
			'author',
			'description',
			'source',
			'translations',
			'image',
			'from',
			'document',
			'joined',
		])
	})
})
