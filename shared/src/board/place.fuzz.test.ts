import fc from 'fast-check'
import { expect, it } from 'vitest'
import { buildCard, putRecord } from '../index.ts'
import { AT, addCluster, type Copy, createCopy, moveTo, placeIn, removeCluster, shownIn, sync } from './testCopies.ts'

/** One action of one of three people. */
interface Action {
	by: number
	type: keyof typeof ACTIONS
	card: string
	frame: string
	x: number
	y: number
}

/** Edits; they do nothing if the cluster that they need is missing, or the new one exists. */
const ACTIONS = {
	page: (copy: Copy, { card, x, y }: Action) => copy.edit((records) => moveTo(records, card, { x, y })),
	drop: (copy: Copy, { card, ...to }: Action) =>
		hasFrame(copy, to) && copy.edit((records) => moveTo(records, card, to)),
	cluster: (copy: Copy, { frame, x, y }: Action) =>
		hasFrame(copy, { frame }) || copy.edit((records) => addCluster(records, frame.slice('shape:'.length), x, y)),
	moveCluster: (copy: Copy, { frame, x, y }: Action) =>
		hasFrame(copy, { frame }) && copy.edit((records) => moveTo(records, frame, { x, y })),
	remove: (copy: Copy, { frame }: Action) =>
		hasFrame(copy, { frame }) && copy.edit((records) => removeCluster(records, frame)),
	undo: (copy: Copy) => copy.undo.undo(),
	redo: (copy: Copy) => copy.undo.redo(),
}
const hasFrame = (copy: Copy, { frame }: { frame: string }) => shownIn(copy).has(frame)

const SYNC = 'sync'
const CARDS = ['shape:c0', 'shape:c1', 'shape:c2', 'shape:c3']
const CLUSTERS = ['k0', 'k1', 'k2']
const action = fc.record({
	by: fc.nat(2),
	type: fc.constantFrom('page', 'drop', SYNC, ...(Object.keys(ACTIONS) as (keyof typeof ACTIONS)[]), SYNC),
	card: fc.constantFrom(...CARDS),
	frame: fc.constantFrom(...CLUSTERS.map((id) => `shape:${id}`)),
	x: fc.integer({ min: -2000, max: 2000 }),
	y: fc.integer({ min: -2000, max: 2000 }),
	to: fc.nat(2),
})

type Point = [x: number, y: number]

function boardOfThree(): Copy[] {
	const copies = [3, 1, 2].map(createCopy)
	const [first] = copies as [Copy]
	first.doc.transact(() => {
		for (const [n, id] of CARDS.entries())
			putRecord(first.records, buildCard(id.slice('shape:'.length), { ...AT, x: n, y: 0 }, { text: '' }))
		for (const [n, id] of CLUSTERS.entries()) addCluster(first.records, id, 1000 * n, 700)
	})
	sync(...copies)
	return copies
}

/** Returns where a card is on the page, and the corner of its cluster. */
function putOf(copy: Copy, card: string): { at: Point; corner: Point } {
	const [x, y, parent] = placeIn(copy, card) as [number, number, string]
	return { at: [x, y], corner: (placeIn(copy, parent)?.slice(0, 2) ?? [0, 0]) as Point }
}
const fieldOf = ({ records }: Copy, card: string) => `${card} ${JSON.stringify(records.get(card)?.get('xy'))}`

it('[DOC1a] after any concurrent edits, each card is where somebody has put it, in all copies alike', () => {
	fc.assert(
		fc.property(fc.array(action, { maxLength: 40 }), (actions) => {
			const copies = boardOfThree()
			const [first] = copies as [Copy]
			/** The places that people have chosen, by the value of `xy`. */
			const puts = new Map(CARDS.map((card) => [fieldOf(first, card), putOf(first, card)]))
			for (const [step, { type, to, ...edit }] of actions.entries()) {
				const copy = copies[edit.by] as Copy
				if (type === SYNC) sync(copy, copies[to] as Copy)
				// Each position occurs once, so that it identifies the edit.
				else ACTIONS[type](copy, { ...edit, type, x: edit.x + step / 64 })
				for (const card of CARDS) {
					const field = fieldOf(copy, card)
					if (!puts.has(field)) puts.set(field, putOf(copy, card))
				}
			}
			sync(...copies)
			for (const copy of copies) expect(copy.records.toJSON()).toEqual(first.records.toJSON())
			for (const card of CARDS) {
				const [put, now] = [puts.get(fieldOf(first, card)), putOf(first, card)]
				const isInCluster = placeIn(first, card)?.[2] !== 'page:board'
				for (const axis of [0, 1] as const) {
					const moved = isInCluster ? now.corner[axis] - (put?.corner[axis] ?? Number.NaN) : 0
					expect(Math.abs(now.at[axis] - (put?.at[axis] ?? Number.NaN) - moved), card).toBeLessThan(1e-6)
				}
			}
		}),
		{ numRuns: 100 },
	)
})
