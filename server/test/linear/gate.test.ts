import { buildCard, putRecord, recordsOf } from '@charrette/shared'
import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { BOUNDS } from '../../dist/rooms/bounds.js'
import { BoardCapacity } from '../../dist/rooms/document/BoardCapacity.js'
import { checkUpdate } from '../../dist/rooms/gate/checkUpdate.js'
import { growthOf, MAX_GROWTH } from '../support/countSteps.ts'
import { EMPTY_BOARD_CAPACITY, updateOf } from '../support/gateScene.ts'

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
	capacity: { ...EMPTY_BOARD_CAPACITY, shapes, bytes },
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
	expect(capacity.capacityOf('ana')).toMatchObject({ shapes: 200, bytes: 2 * 2 ** 20, history: 4 * 2 ** 20 })
})
