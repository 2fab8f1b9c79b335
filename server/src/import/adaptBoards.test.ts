import {
	buildCard,
	buildImage,
	buildLink,
	createId,
	type ImageId,
	imagePath,
	putRecord,
	readRecords,
	recordsOf,
} from '@charrette/shared'
import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { adaptBoards } from './adaptBoards.ts'
import type { BoardsToAdapt, BoardToAdapt } from './ParsedFile.ts'

const AT = { x: 0, y: 0, index: 'a1' } as Parameters<typeof buildCard>[1]
const FACILITATOR: Omit<BoardsToAdapt, 'boards'> = { participants: new Set(['known']), importer: null }
const PARTICIPANT = { ...FACILITATOR, importer: { id: 'known', city: 'Bogotá' } }

function boardOf(
	records: readonly Parameters<typeof putRecord>[1][],
	options: Partial<BoardToAdapt> = {},
): BoardToAdapt {
	const doc = new Y.Doc()
	for (const record of records) putRecord(recordsOf(doc), record)
	const counts = { cards: 1, links: 0, clusters: 0, images: 1 }
	const state = Y.encodeStateAsUpdate(doc)
	return { state, counts, people: new Map(), isAuthoredByImporter: false, imagePaths: new Map(), ...options }
}

function adapted(board: BoardToAdapt, workshop: Omit<BoardsToAdapt, 'boards'>) {
	const [found] = adaptBoards({ boards: [board], ...workshop })
	if (!found) throw new Error('a board is missing')
	const doc = new Y.Doc()
	Y.applyUpdate(doc, found.state)
	return { ...found, fields: readRecords(doc) }
}

it('[IMP1c] keeps the names of authors who are unknown here', () => {
	const records = ['known', 'elsewhere'].map((author) => buildCard(author, AT, { text: 'Permits' }, author))
	const people = new Map([
		['known', 'Ana'],
		['elsewhere', 'Li'],
	])
	const { fields } = adapted(boardOf(records, { people }), FACILITATOR)
	expect(fields['shape:known']).not.toHaveProperty('meta.authorName')
	expect(fields['shape:elsewhere']).toMatchObject({ 'meta.author': 'elsewhere', 'meta.authorName': 'Li' })
})

it('[IMP1c] attributes a list to its importer, and to their city if it names none', () => {
	const list = (city: string) => boardOf([buildCard('a', AT, { city })], { isAuthoredByImporter: true })
	const mine = adapted(list(''), PARTICIPANT).fields['shape:a']
	expect(mine).toMatchObject({ 'meta.author': 'known', 'props.city': 'Bogotá' })
	expect(adapted(list('Lima'), PARTICIPANT).fields['shape:a']).toMatchObject({ 'props.city': 'Lima' })
	expect(adapted(list(''), FACILITATOR).fields['shape:a']).not.toHaveProperty('meta.author')
})

it('skips and lists an image that is not stored here', () => {
	const images = ['here', 'missing'].map((name) =>
		buildImage(name, AT, { path: `/uploads/${name}.png`, w: 10, h: 10, alt: '' } as Parameters<typeof buildImage>[2]),
	)
	const imagePaths = new Map([['/uploads/here.png', imagePath('0f'.repeat(20) as ImageId)]])
	const { records, skipped, counts } = adapted(boardOf(images, { imagePaths }), FACILITATOR)
	expect(records).toEqual(['shape:here'])
	expect(skipped).toEqual([{ entry: 'shape:missing', reason: 'no_picture' }])
	expect(counts.images).toBe(0)
})

it('[CASE6] a card keeps a document that is stored here, and is kept without any other', () => {
	const documentOf = (digit: string) => ({ path: `/api/documents/${digit.repeat(40)}`, name: 'plan.pdf', pages: 3 })
	const cards = ['a', 'b'].map((id) => {
		const card = buildCard(id, AT, { text: id })
		return { ...card, meta: { document: documentOf(id) } }
	})
	const { path } = documentOf('a')
	const { fields, skipped } = adapted(boardOf(cards, { imagePaths: new Map([[path, path]]) }), FACILITATOR)
	expect(fields['shape:a']?.['meta.document']).toEqual(documentOf('a'))
	expect(fields['shape:b']).not.toHaveProperty('meta.document')
	expect(skipped).toEqual([{ entry: 'shape:b', reason: 'no_document' }])
})

it('[ACK7] equal content has an equal key, regardless of its ids', () => {
	const keyOf = (text: string) => {
		const [one, other] = [createId(), createId()]
		const cards = [buildCard(one, AT, { text }), buildCard(other, AT, { kind: 'solution' })]
		const link = buildLink(createId(), { from: `shape:${one}`, to: `shape:${other}` }, AT.index)
		return adapted(boardOf([...cards, ...link]), FACILITATOR).contentKey
	}
	expect(keyOf('Permits')).toBe(keyOf('Permits'))
	expect(keyOf('Permits')).not.toBe(keyOf('Land'))
})
