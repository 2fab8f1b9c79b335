import { buildCard, putRecord, recordsOf } from '@charrette/shared'
import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { BOUNDS } from '../../dist/rooms/bounds.js'
import { BoardCapacity } from '../../dist/rooms/document/BoardCapacity.js'
import { ThreadGuard } from '../../dist/rooms/document/ThreadGuard.js'
import { checkUpdate } from '../../dist/rooms/gate/checkUpdate.js'
import { RecordChanges } from '../../dist/rooms/gate/recordChanges.js'
import { FrameBudget } from '../../dist/rooms/members/FrameBudget.js'
import { growthOf, MAX_GROWTH } from '../support/countSteps.ts'
import { EMPTY_BOARD_CAPACITY, updateOf } from '../support/gateScene.ts'

const NOW = Date.UTC(2026, 5)
const AT = { x: 0, y: 0, index: 'a1' as never }

/** Creates a board with this many cards, and the update that adds others to it. */
function scene({ cards, added }: { cards: number; added: number }) {
	const doc = new Y.Doc()
	const fill = (records: ReturnType<typeof recordsOf>, count: number, prefix: string) => {
		for (let i = 0; i < count; i++) putRecord(records, buildCard(`${prefix}${i}`, AT, { text: `card ${i}` }))
	}
	doc.transact(() => fill(recordsOf(doc), cards, 'old'))
	const copy = new Y.Doc()
	Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
	const update = updateOf(copy, (records) => {
		for (let i = 0; i < Math.min(cards, added); i++) records.delete(`shape:old${i}`)
		fill(records, added, 'new')
	})
	return { doc, update }
}

type Scene = ReturnType<typeof scene>
const context = (shapes: number, bytes = 2 ** 20) => ({
	owner: 'li',
	owners: new Map<number, string>(),
	isStep2: false,
	capacity: { ...EMPTY_BOARD_CAPACITY, records: { ...EMPTY_BOARD_CAPACITY.records, shape: shapes }, bytes },
})

it('[GATE1d] [GATE7] the steps for an update are proportional to its length, even if the board is full', async () => {
	for (const [shapes, bytes] of [[5000], [0], [-5000], [5000, 0]] as const) {
		const check = ({ doc, update }: Scene) => void checkUpdate(doc, update, context(shapes, bytes))
		const growth = await growthOf(200, (added) => scene({ cards: 400, added }), check)
		expect(growth, `with room for ${shapes}, ${bytes}`).toBeLessThan(MAX_GROWTH)
	}
})

it('[GATE1d] [GATE7] an update costs the same on a board of twice the size', async () => {
	const check = ({ doc, update }: Scene) => void checkUpdate(doc, update, context(0))
	expect(await growthOf(1000, (cards) => scene({ cards, added: 20 }), check)).toBeLessThan(1.2)
})

it('[GATE7] a private document has room for 200 shapes, 2 MiB of content, and 4 MiB with its history', () => {
	const room = 'private:b:ana' as never
	const capacity = new BoardCapacity(new Y.Doc(), { room, bounds: BOUNDS, now: () => 0, compact: () => false })
	capacity.watch(0)
	const records = { shape: 200, thread: 0, note: 0 }
	expect(capacity.capacityOf('ana')).toMatchObject({ records, bytes: 2 * 2 ** 20, history: 4 * 2 ** 20 })
})

/** Creates a board with this many messages in threads of 100, and the update of another message. */
function discussion(messages: number) {
	const doc = new Y.Doc()
	const records = recordsOf(doc)
	const put = (id: string, fields: object) => records.set(id, new Y.Map<unknown>(Object.entries(fields)))
	const note = { type: 'note', text: 'Why?', at: NOW, 'meta.author': 'ana' }
	doc.transact(() => {
		for (let i = 0; i < messages; i++) {
			const thread = `thread:${Math.floor(i / 100)}`
			if (i % 100 === 0) put(thread, { type: 'thread', on: { type: 'board' }, createdAt: NOW })
			put(`note:${i}`, { ...note, thread })
		}
	})
	const copy = new Y.Doc()
	Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
	const update = updateOf(copy, (theirs) => {
		theirs.set('note:new', new Y.Map<unknown>(Object.entries({ ...note, thread: 'thread:0' })))
	})
	const guard = new ThreadGuard(records, () => NOW)
	for (const id of records.keys()) guard.store(id)
	const changes = new RecordChanges(doc)
	return { doc, update, guard, changes }
}

it('[GATE1d] [THREAD2] a message costs the same on a board with twice as many', async () => {
	const take = ({ doc, update, guard, changes }: ReturnType<typeof discussion>) => {
		const capacity = { ...EMPTY_BOARD_CAPACITY, messagesIn: (thread: string) => guard.messagesLeft(thread) }
		expect(checkUpdate(doc, update, { ...context(5000), capacity, changes }).refusal).toBe(null)
		Y.applyUpdate(doc, update)
		guard.restore(changes, { owner: 'li', isFacilitator: false })
	}
	expect(await growthOf(5000, discussion, take)).toBeLessThan(1.3)
})

it('[THREAD2] a thread takes 500 messages, and a person 60 at once', () => {
	const { doc, update, guard } = discussion(200)
	const refusalWith = (more: object) => {
		const capacity = { ...EMPTY_BOARD_CAPACITY, messagesIn: (thread: string) => guard.messagesLeft(thread), ...more }
		return checkUpdate(doc, update, { ...context(5000), capacity }).refusal
	}
	expect(refusalWith({})).toBe(null)
	expect(refusalWith({ messagesIn: () => 0 })).toBe('boardFull')
	expect(refusalWith({ records: { ...EMPTY_BOARD_CAPACITY.records, note: 0 } })).toBe('boardFull')
	expect(refusalWith({ mayWriteMessages: false })).toBe('tooManyMessages')
	let now = 0
	const budget = new FrameBudget(BOUNDS, () => now)
	budget.takeMessages(60)
	expect(budget.mayWriteMessages).toBe(false)
	now += 2000
	expect(budget.mayWriteMessages).toBe(true)
})
