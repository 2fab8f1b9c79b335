import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { BoardProjection } from './BoardProjection.ts'
import { isCard } from './boardContent.ts'
import { type Records, recordsOf } from './boardDocument.ts'
import { readRecords } from './boardRecords.ts'
import { buildCard, buildLink } from './buildRecords.ts'
import { JOINED_KEY, joinsOf } from './joins.ts'
import { readBoard } from './readBoard.ts'
import { putRecord, writeFields } from './recordWrites.ts'
import { FIRST_INDEX } from './schema.ts'

/** A board with the cards a to e, and links a–c and b–d. */
function openBoard() {
	const doc = new Y.Doc()
	const records = recordsOf(doc)
	for (const [at, id] of ['a', 'b', 'c', 'd', 'e'].entries())
		putRecord(records, buildCard(id, { x: at * 300, y: 0, index: FIRST_INDEX }, { text: id, city: `City ${id}` }))
	for (const [from, to] of ['ac', 'bd'])
		for (const record of buildLink(`${from}${to}`, { from: `shape:${from}`, to: `shape:${to}` } as never, FIRST_INDEX))
			putRecord(records, record)
	const join = (card: string, into: string) => writeFields(records, `shape:${card}`, { [JOINED_KEY]: `shape:${into}` })
	const apart = (card: string) => writeFields(records, `shape:${card}`, { [JOINED_KEY]: undefined })
	/** The shown cards, each with those that are joined into it, as "a+b". */
	const cards = () =>
		readBoard(doc).cards.map(({ id, joined = [] }) =>
			[id, ...joined.map((one) => one.id)].join('+').replaceAll('shape:', ''),
		)
	const links = () =>
		readBoard(doc)
			.links.map(({ from, to }) => `${from}–${to}`.replaceAll('shape:', ''))
			.sort()
	return { doc, records, join, apart, cards, links }
}

describe('[JOIN1] joined cards', () => {
	it('are shown as one card, with the links and cities of all, and are apart again exactly', () => {
		const { doc, join, apart, cards, links } = openBoard()
		const before = [JSON.stringify(readBoard(doc)), JSON.stringify(readRecords(doc))]
		join('b', 'a')
		expect(cards()).toEqual(['a+b', 'c', 'd', 'e'])
		expect(links()).toEqual(['a–c', 'a–d'])
		expect(readBoard(doc).cards[0]?.joined).toMatchObject([{ text: 'b', city: 'City b' }])
		apart('b')
		expect([JSON.stringify(readBoard(doc)), JSON.stringify(readRecords(doc))]).toEqual(before)
	})

	it('a link between them is not shown, and returns', () => {
		const { records, join, apart, links } = openBoard()
		join('c', 'a')
		expect(links()).toEqual(['b–d'])
		const board = new BoardProjection(records)
		board.readAll()
		expect(board.shown.has('shape:ac')).toBe(false)
		apart('c')
		expect(links()).toEqual(['a–c', 'b–d'])
	})

	it('[JOIN1a] joined into each other at the same time, the smallest id shows the others', () => {
		const { join, cards } = openBoard()
		join('a', 'b')
		join('b', 'a')
		expect(cards()).toEqual(['a+b', 'c', 'd', 'e'])
		join('b', 'c')
		join('c', 'a')
		expect(cards()).toEqual(['a+b+c', 'd', 'e'])
	})

	it('[JOIN1a] joined into a card that is deleted at the same time, or into themselves, are shown', () => {
		const { records, join, cards } = openBoard()
		join('b', 'a')
		join('c', 'b')
		join('e', 'e')
		records.delete('shape:a')
		expect(cards()).toEqual(['b+c', 'd', 'e'])
	})

	it('[JOIN1a] chains have an end, and every card is shown once', () => {
		const doc = new Y.Doc()
		const records = recordsOf(doc)
		for (let at = 0; at < 60; at++) {
			const card = buildCard(`c${at}`, { x: at, y: 0, index: FIRST_INDEX }, { text: String(at) })
			putRecord(records, { ...card, meta: { ...card.meta, joined: `shape:c${at + 1}` } })
		}
		const all = readBoard(doc).cards.flatMap(({ id, joined = [] }) => [id, ...joined.map((one) => one.id)])
		expect(all).toHaveLength(60)
		expect(new Set(all).size).toBe(60)
	})

	it('[JOIN1] are shown alike however the document arrived', () => {
		const random = randomFrom(7)
		const { records, join, apart } = openBoard()
		const live = new BoardProjection(records)
		live.readAll()
		const removed = new Map<string, Y.Map<unknown>>()
		for (let step = 0; step < 200; step++) {
			const id = 'abcde'[random(5)] ?? 'a'
			const other = 'abcde'[random(5)] ?? 'b'
			const changed = new Set([`shape:${id}`])
			const kind = random(6)
			if (kind === 0 && records.has(`shape:${id}`)) {
				removed.set(id, records.get(`shape:${id}`)?.clone() as Y.Map<unknown>)
				records.delete(`shape:${id}`)
			} else if (kind === 1 && removed.has(id)) {
				records.set(`shape:${id}`, removed.get(id) as Y.Map<unknown>)
				removed.delete(id)
			} else if (kind === 2) apart(id)
			else if (kind === 3) writeFields(records, `shape:${id}`, { 'props.city': `City ${step}` })
			else join(id, other)
			live.readChanged(changed)
			expectEachShownOnce(records, live)
			const whole = new BoardProjection(records)
			whole.readAll()
			expect(Object.fromEntries([...live.shown].sort()), `step ${step}`).toEqual(
				Object.fromEntries([...whole.shown].sort()),
			)
		}
	})

	it('[JOIN1a] [DOC4] by people without a connection, each card is shown once, alike in every copy', () => {
		for (const seed of [1, 2, 3, 4, 5]) {
			const random = randomFrom(seed)
			const first = openBoard()
			const docs = [first.doc, new Y.Doc(), new Y.Doc()]
			const syncAll = () => {
				for (const from of docs) for (const to of docs) Y.applyUpdate(to, Y.encodeStateAsUpdate(from))
			}
			syncAll()
			for (let round = 0; round < 12; round++) {
				for (const doc of docs) for (let edits = random(4); edits > 0; edits--) joinAtRandom(recordsOf(doc), random)
				syncAll()
				const shown = docs.map((doc) => {
					const projection = new BoardProjection(recordsOf(doc))
					projection.readAll()
					expectEachShownOnce(recordsOf(doc), projection)
					return JSON.stringify(readBoard(doc))
				})
				expect(new Set(shown).size, `seed ${seed}, round ${round}`).toBe(1)
			}
		}
	})
})

/** Joins a card into another, takes one apart, or deletes one. */
function joinAtRandom(records: Records, random: (below: number) => number): void {
	const [card = '', head] = [random(5), random(5)].map((at) => `shape:${'abcde'[at]}`)
	const kind = random(8)
	// Nobody deletes everything, or nothing would be left to join.
	if (kind === 0 && records.size > 9) records.delete(card)
	else writeFields(records, card, { [JOINED_KEY]: kind < 3 ? undefined : head })
}

/** Checks that every card of a document is shown, as itself or by one head. */
function expectEachShownOnce(records: Records, { shown }: BoardProjection): void {
	const cards = [...records].filter(([, record]) => record.get('type') === 'card').map(([id]) => id)
	const seen = [...shown.values()].filter(isCard).flatMap((card) => [card.id, ...joinsOf(card).map(({ id }) => id)])
	expect(seen.map(String).sort()).toEqual(cards.sort())
}

function randomFrom(seed: number): (below: number) => number {
	let state = seed
	return (below) => {
		state = (state * 1103515245 + 12345) % 2147483648
		return Math.floor((state / 2147483648) * below)
	}
}
