import { recordsOf } from '@charrette/shared'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { audit } from './audit.ts'
import { Copy } from './Copy.ts'
import { Ledger } from './Ledger.ts'
import type { Write } from './writes.ts'

/** A person with a copy of the board. */
interface Author {
	doc: Y.Doc
	write(edit: () => void): Write
}

/** A board with a ledger, and the copies of people, whose edits are exchanged by hand. */
class Board {
	readonly ledger = new Ledger()
	readonly final = new Y.Doc()

	/** Adds a participant with a program, and a copy of the board as it is at the end so far. */
	join(author: string, { isRestricted = true, seesPlaces = false } = {}): Author {
		const doc = new Y.Doc()
		recordsOf(doc)
		Y.applyUpdate(doc, Y.encodeStateAsUpdate(this.final))
		const copy = new Copy(this.ledger, { author, room: 'board:b', isRestricted, seesPlaces })
		copy.follow(doc)
		return {
			doc,
			write(edit) {
				const [written] = copy.write(() => doc.transact(edit))
				if (!written) throw new Error('nothing was written')
				written.state = 'acked'
				return written
			},
		}
	}

	send(doc: Y.Doc): void {
		recordsOf(this.final)
		Y.applyUpdate(this.final, Y.encodeStateAsUpdate(doc))
	}

	audit(privates = new Map<string, Y.Doc>()): string[] {
		return audit(this.ledger, { board: this.final, privates })
	}
}

const CARD = 'shape:a'
const card = (doc: Y.Doc) => recordsOf(doc).get(CARD) as Y.Map<unknown>
const text = (doc: Y.Doc) => card(doc).get('text') as Y.Text
const create = (doc: Y.Doc) => {
	recordsOf(doc).set(CARD, new Y.Map<unknown>([['type', 'card']]))
	card(doc).set('text', new Y.Text('一'))
}

/** A board with one card, which Ana has created, and Ana and Li with a copy of it. */
function boardWithCard() {
	const board = new Board()
	const first = board.join('Ana')
	const created = first.write(() => create(first.doc))
	board.send(first.doc)
	return { board, created, ana: board.join('Ana'), li: board.join('Li') }
}

describe('[LEDGER1] the ledger', () => {
	it('accepts concurrent writes, whichever wins, and writes on each other', () => {
		const { board, ana, li } = boardWithCard()
		ana.write(() => card(ana.doc).set('xy', [1, 1]))
		li.write(() => card(li.doc).set('xy', [2, 2]))
		for (const { doc } of [ana, li]) board.send(doc)
		const late = board.join('Awa')
		late.write(() => card(late.doc).set('xy', [3, 3]))
		late.write(() => text(late.doc).delete(0, 1))
		board.send(late.doc)
		expect(board.audit()).toEqual([])
	})

	it('misses an acked letter, an acked field and an acked record, but no pending ones', () => {
		const { board, ana } = boardWithCard()
		const writes = [
			ana.write(() => text(ana.doc).insert(1, '丁')),
			ana.write(() => card(ana.doc).set('meta.a', 'w1')),
			ana.write(() => recordsOf(ana.doc).set('shape:b', new Y.Map())),
		]
		expect(board.audit()).toEqual([
			"shape:a meta.a is gone: Ana's set shape:a was acked",
			'shape:a lacks "丁", which Ana\'s insert shape:a typed, acked',
			"shape:b is gone: Ana's create shape:b was acked, and nobody deleted it",
		])
		for (const write of writes) write.state = 'pending'
		expect(board.audit()).toEqual([])
	})

	it('finds an older value in the place of one that had seen it, also if it was written again', () => {
		const { board, ana } = boardWithCard()
		ana.write(() => card(ana.doc).set('xy', [1, 1]))
		board.send(ana.doc)
		const li = board.join('Li')
		li.write(() => card(li.doc).set('xy', [2, 2]))
		board.send(li.doc)
		card(board.final).set('xy', [1, 1])
		expect(board.audit()).toEqual(["shape:a xy is [1,1] again: Li's set shape:a had seen it and was acked"])
		card(board.final).set('xy', [9, 9])
		expect(board.audit()).toEqual(['shape:a xy is [9,9], which nobody wrote'])
	})

	it('finds content that was erased or deleted, unless somebody wrote it again', () => {
		const { board, ana, li } = boardWithCard()
		const erased = ana.write(() => text(ana.doc).delete(0, 1))
		expect(board.audit()).toEqual(['shape:a has "一" again, which Ana\'s erase shape:a erased, acked'])
		erased.state = 'pending'
		const deleted = li.write(() => recordsOf(li.doc).delete(CARD))
		expect(board.audit()).toEqual(["shape:a is back: its deletion, Li's delete shape:a, was acked"])
		const awa = board.join('Awa')
		awa.write(() => recordsOf(awa.doc).set(CARD, new Y.Map<unknown>([['type', 'card']])))
		deleted.state = 'pending'
		expect(board.audit()).toEqual([])
	})

	it('excuses what a concurrent deletion takes away, but nothing after a deletion that was seen', () => {
		const { board, ana, li } = boardWithCard()
		ana.write(() => text(ana.doc).insert(1, '丁'))
		li.write(() => recordsOf(li.doc).delete(CARD))
		for (const { doc } of [ana, li]) board.send(doc)
		expect(board.audit()).toEqual([])
		const awa = board.join('Awa')
		awa.write(() => create(awa.doc))
		expect(board.audit()).toEqual([expect.stringContaining('shape:a is gone')])
	})

	it('excuses what a restore undoes that had not been seen, and nothing that was written after it', () => {
		const { board, ana } = boardWithCard()
		ana.write(() => text(ana.doc).insert(1, '丁'))
		const marker = ana.write(() => card(ana.doc).set('meta.marker', 'w1'))
		board.ledger.commands.push({ type: 'restore', startedAt: 1, marker })
		card(board.final).set('meta.marker', 'w1')
		expect(board.audit()).toEqual([])
		ana.write(() => text(ana.doc).insert(1, '丂'))
		expect(board.audit()).toEqual(['shape:a lacks "丂", which Ana\'s insert shape:a typed, acked'])
	})

	it('finds a letter twice, unless a program undid its erasure after a restore', () => {
		const { board, ana } = boardWithCard()
		ana.write(() => text(ana.doc).delete(0, 1))
		ana.write(() => text(ana.doc).insert(0, '一'))
		board.send(ana.doc)
		text(board.final).insert(0, '一')
		expect(board.audit()).toEqual([expect.stringMatching(/^shape:a has a letter twice: 一一/)])
		board.ledger.commands.push({ type: 'restore', startedAt: 1, marker: null })
		expect(board.audit()).toEqual([])
	})

	it('excuses a letter twice that two people erased at once and restored at once (two nodes, seed 4346)', () => {
		const { board, ana, li } = boardWithCard()
		for (const { doc, write } of [ana, li]) {
			write(() => text(doc).delete(0, 1))
			write(() => text(doc).insert(0, '一'))
		}
		for (const { doc } of [ana, li]) board.send(doc)
		expect(text(board.final).toString()).toBe('一一')
		expect(board.audit()).toEqual([])
	})

	it('excuses a letter in one of two copies of a card, which two people restored at once (one process, seed 136)', () => {
		const { board, ana, li } = boardWithCard()
		ana.write(() => recordsOf(ana.doc).delete(CARD))
		li.write(() => recordsOf(li.doc).delete(CARD))
		Y.applyUpdate(ana.doc, Y.encodeStateAsUpdate(li.doc))
		Y.applyUpdate(li.doc, Y.encodeStateAsUpdate(ana.doc))
		for (const { doc, write } of [ana, li]) {
			write(() => create(doc))
			write(() => text(doc).insert(1, doc === ana.doc ? '二' : '三'))
		}
		board.send(ana.doc)
		board.send(li.doc)
		expect(text(board.final).toString()).toMatch(/^一[二三]$/)
		expect(board.audit()).toEqual([])
	})

	it('excuses a letter twice in a locked card that an undo and the server restored at once (two nodes, seed 3069)', () => {
		const { board, ana } = boardWithCard()
		const host = board.join('the facilitator', { isRestricted: false, seesPlaces: true })
		ana.write(() => text(ana.doc).delete(0, 1))
		host.write(() => text(host.doc).delete(0, 1))
		host.write(() => text(host.doc).insert(0, '一'))
		for (const { doc } of [ana, host]) board.send(doc)
		text(board.final).insert(0, '一')
		expect(board.audit()).toEqual([expect.stringMatching(/^shape:a has a letter twice: 一一/)])
		board.ledger.locked.add(CARD)
		expect(board.audit()).toEqual([])
	})

	it('finds a record in two documents, or one that nobody created', () => {
		const { board } = boardWithCard()
		const own = new Y.Doc()
		Y.applyUpdate(own, Y.encodeStateAsUpdate(board.final))
		recordsOf(own).set('shape:c', new Y.Map())
		const found = ['shape:a is on the board and in a private document', 'nobody created shape:c']
		expect(board.audit(new Map([['private:b:p', own]]))).toEqual(found)
	})

	it('does not take content under a stolen id for the write that had it', () => {
		const { board, ana } = boardWithCard()
		ana.write(() => card(ana.doc).set('xy', [1, 1]))
		const thief = board.join('Li')
		thief.doc.clientID = ana.doc.clientID
		card(thief.doc).set('meta.junk', 'junk')
		const { past } = thief.write(() => text(thief.doc).insert(0, '丁'))
		expect([...past].map(({ author }) => author)).toEqual(['Ana'])
		expect(
			[...past].some(({ changes }) => changes.some((change) => change.type === 'set' && change.key === 'xy')),
		).toBe(false)
	})

	it('knows the frame with the edits of a former tab, whose copy is read after the step 2 (two nodes, seed 4286)', () => {
		const { board } = boardWithCard()
		const [former, doc] = [new Y.Doc(), new Y.Doc()]
		Y.applyUpdate(former, Y.encodeStateAsUpdate(board.final))
		const copy = new Copy(board.ledger, { author: 'Ana', room: 'board:b', isRestricted: true, seesPlaces: false })
		copy.follow(former)
		const [write] = copy.write(() => card(former).set('xy', [1, 1]))
		copy.leave()
		copy.opened()
		copy.sent(1, true)
		board.ledger.locked.add(CARD)
		copy.nacked(1, 'invalid')
		copy.follow(doc)
		copy.acked(1)
		expect(write?.state).toBe('pending')
		Y.applyUpdate(doc, Y.encodeStateAsUpdate(former))
		copy.sent(2, false)
		copy.nacked(2, 'invalid')
		copy.acked(2)
		expect([write?.state, board.ledger.violations]).toEqual(['acked', []])
	})

	it('finds an undo that takes away what others have typed', () => {
		const { board, ana, li } = boardWithCard()
		li.write(() => text(li.doc).insert(1, '丁'))
		Y.applyUpdate(ana.doc, Y.encodeStateAsUpdate(li.doc))
		board.ledger.checkUndo([ana.write(() => text(ana.doc).delete(0, 1))])
		expect(board.ledger.violations).toEqual([])
		board.ledger.checkUndo([ana.write(() => recordsOf(ana.doc).delete(CARD))])
		expect(board.ledger.violations).toEqual([`Ana's undo takes "丁" away from shape:a, which others typed`])
	})
})
