import { BoardProjection, buildCluster, buildLink, type CardShape, joinsOf, PAGE_ID, textOf } from '@charrette/shared'
import { type TLFrameShape, transact } from '@tldraw/tldraw'
import { beforeEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import {
	at,
	card,
	controlFrames,
	move,
	paint,
	recolour,
	recordsIn,
	sharePending,
	type TestBoard,
	twoBoards,
} from './testBoards.ts'

beforeEach(controlFrames)

describe('gestures in flight', () => {
	it('[DOC1a] a card that is dropped into a cluster stays there on the page if the cluster is removed at that moment', () => {
		const [ana, li] = twoBoards()
		move(ana, 'shape:f', 500)
		ana.binding.flush()
		paint()
		ana.startGesture()
		ana.change<CardShape>('shape:a', (record) => ({ ...record, x: 20, y: 30, parentId: 'shape:f' as never }))
		li.records.delete('shape:f')
		ana.endGesture()
		paint()
		for (const board of [ana, li])
			expect(board.get('shape:a')).toMatchObject({ x: 520, y: 530, parentId: 'page:board' })
	})

	it('[DOC3] a gesture is written once, when it ends, with only the fields that it changed', () => {
		const [ana, li] = twoBoards()
		ana.startGesture()
		for (let x = 1; x <= 20; x++) {
			move(ana, 'shape:a', x)
			paint()
		}
		expect([ana.written.length, ana.pendingCount]).toEqual([0, 1])
		expect(ana.binding.liveGesture.read()).toEqual({ 'shape:a': { xy: [20, 20, null] } })
		ana.endGesture()
		paint()
		expect([ana.written.length, ana.pendingCount, ana.undo.undoStack.length]).toEqual([1, 0, 2])
		expect(Y.decodeUpdate(ana.written[0] as Uint8Array).structs).toHaveLength(1)
		expect(ana.binding.liveGesture.read()).toBeUndefined()
		expect(li.get<CardShape>('shape:a')?.x).toBe(20)
	})

	it('[DOC3] the end of a gesture is announced after its update was sent', () => {
		const [ana] = twoBoards()
		const states: string[] = []
		ana.doc.on('update', () => states.push(ana.binding.liveGesture.isEmpty() ? 'empty' : 'written'))
		ana.startGesture()
		move(ana, 'shape:a', 5)
		paint()
		const before = ana.binding.liveGesture.version.get()
		ana.endGesture()
		expect(states).toEqual(['written'])
		expect(ana.binding.liveGesture.isEmpty()).toBe(true)
		expect(ana.binding.liveGesture.version.get()).toBeGreaterThan(before)
	})

	it('[DOC3] a cancelled gesture writes nothing and adds no undo step', () => {
		const [ana, li] = twoBoards()
		ana.startGesture()
		move(ana, 'shape:a', 9)
		ana.put(card('copy', 'a5'))
		sharePending(ana, li)
		expect([li.get<CardShape>('shape:a')?.x, li.get<CardShape>('shape:copy')?.props.text]).toEqual([9, 'copy'])
		recolour(li, 'shape:a', 'solution')
		li.binding.flush()
		paint()
		ana.cancelGesture()
		sharePending(ana, li)
		expect([ana.written.length, ana.pendingCount, ana.undo.undoStack.length]).toEqual([0, 0, 1])
		for (const board of [ana, li]) {
			expect(board.get<CardShape>('shape:a')).toMatchObject({ x: 0, props: { kind: 'solution' } })
			expect(board.get('shape:copy')).toBeUndefined()
		}
	})

	it('[DOC3] a cancelled gesture drops all its pending changes, even of a record that already looks as before', () => {
		const [ana] = twoBoards()
		ana.startGesture()
		ana.change<CardShape>('shape:a', (record) => ({ ...record, parentId: 'shape:f' as never }))
		paint()
		ana.remove('shape:f')
		// Without its cluster, the card is shown on the page, which was its parent when the gesture
		// started.
		paint()
		ana.cancelGesture()
		paint()
		expect([ana.written.length, ana.pendingCount]).toEqual([0, 0])
		expect(ana.get('shape:a')).toMatchObject({ parentId: PAGE_ID })
	})

	it('[DOC3] remote edits of other fields appear during a gesture, and its pending changes stay', () => {
		const [ana, li] = twoBoards()
		ana.startGesture()
		move(ana, 'shape:a', 7)
		recolour(li, 'shape:a', 'solution')
		textOf(li.records, 'shape:a')?.insert(0, 'more ')
		li.binding.flush()
		paint()
		expect(ana.get('shape:a')).toMatchObject({ x: 7, props: { kind: 'solution', text: 'more a' } })
		ana.endGesture()
		paint()
		expect(li.get('shape:a')).toMatchObject({ x: 7, props: { kind: 'solution', text: 'more a' } })
		expect(li.written).toHaveLength(1)
	})

	it('[DOC3] a record that a gesture created and removed stays away when the gesture ends in the same frame', () => {
		const [ana, li] = twoBoards()
		ana.startGesture()
		ana.put(buildCluster('z', at('a9'), { title: 'z', w: 100, h: 100 }))
		paint()
		ana.remove('shape:z')
		ana.endGesture()
		li.put(buildCluster('h', at('a9'), { title: 'h', w: 100, h: 100 }))
		li.binding.flush()
		paint()
		const document = new BoardProjection(ana.records)
		document.readAll()
		expect([...recordsIn(ana).keys()].sort()).toEqual([...document.shown.keys()].sort())
	})

	it('[DOC5] a field that a gesture sets back to its first value is not written', () => {
		const [ana, li] = twoBoards()
		ana.startGesture()
		const resize = (w: number) =>
			ana.change<CardShape>('shape:a', (record) => ({ ...record, x: 0, y: 0, props: { ...record.props, w } }))
		resize(250)
		move(li, 'shape:a', 40)
		li.binding.flush()
		paint()
		resize(260)
		paint()
		expect(ana.get('shape:a')).toMatchObject({ x: 40, props: { w: 260 } })
		ana.endGesture()
		paint()
		expect(li.get('shape:a')).toMatchObject({ x: 40, props: { w: 260 } })
	})

	it('[DOC3] a record that another person deletes during a gesture stays deleted', () => {
		for (const end of ['endGesture', 'cancelGesture'] as const) {
			const [ana, li] = twoBoards()
			ana.startGesture()
			move(ana, 'shape:a', 7)
			li.remove('shape:a')
			li.binding.flush()
			paint()
			expect(ana.get('shape:a')).toBeUndefined()
			move(ana, 'shape:a', 8)
			ana[end]()
			paint()
			expect([ana.get('shape:a'), ana.records.has('shape:a'), ana.written.length]).toEqual([undefined, false, 0])
		}
	})

	it('[DOC4] a cycle of clusters that two people put into each other is broken', () => {
		const [ana, li] = twoBoards()
		ana.put(buildCluster('g', at('a9'), { title: 'g', w: 100, h: 100 }))
		ana.binding.flush()
		paint()
		const nest = (board: TestBoard, id: string, parent: string) =>
			board.change<TLFrameShape>(id, (record) => ({ ...record, parentId: parent as never }))
		ana.startGesture()
		nest(ana, 'shape:f', 'shape:g')
		li.startGesture()
		nest(li, 'shape:g', 'shape:f')
		sharePending(ana, li)
		sharePending(li, ana)
		for (const board of [ana, li]) {
			expect(board.get('shape:f')).toMatchObject({ parentId: PAGE_ID })
			expect(board.get('shape:g')).toMatchObject({ parentId: 'shape:f' })
			board.endGesture()
		}
		paint()
		expect(ana.records.toJSON()).toEqual(li.records.toJSON())
		expect(ana.get('shape:f')).toMatchObject({ parentId: PAGE_ID })
	})

	it('[DOC3] the gesture of a viewer is not sent, and is reverted', () => {
		const [ana] = twoBoards()
		ana.canWrite = false
		ana.startGesture()
		move(ana, 'shape:a', 7)
		expect(ana.binding.liveGesture.read()).toBeUndefined()
		ana.endGesture()
		paint()
		expect(ana.get('shape:a')).toMatchObject({ x: 0 })
		expect([ana.written.length, ana.pendingCount]).toEqual([0, 0])
	})

	it('[JOIN1c] the cards that are joined into a new card are written with it, and undone with it', () => {
		const [ana, li] = twoBoards()
		const one = { ...card('one'), meta: { joined: 'shape:copy' } }
		ana.put({ ...card('copy'), x: 300, y: 40, meta: { joins: [one] } } as never)
		ana.binding.flush()
		paint()
		expect(joinsOf(li.get('shape:copy'))).toMatchObject([{ id: 'shape:one', x: 324, y: 64 }])
		expect(li.get('shape:one')).toBeUndefined()
		ana.undo.undo()
		paint()
		for (const board of [ana, li]) expect([...board.records.keys()]).not.toContain('shape:one')
	})

	it('[DOC3] a running gesture is dropped when the board is closed', () => {
		const [ana] = twoBoards()
		ana.startGesture()
		move(ana, 'shape:a', 7)
		ana.binding.close()
		expect([ana.written.length, ana.pendingCount]).toEqual([0, 0])
	})

	it('[DOC6] one undo step reverts one gesture, and never a field of another person', () => {
		const [ana, li] = twoBoards()
		ana.startGesture()
		move(ana, 'shape:a', 7)
		move(ana, 'shape:b', 8)
		ana.endGesture()
		recolour(li, 'shape:a', 'solution')
		li.binding.flush()
		paint()
		ana.undo.undo()
		paint()
		for (const board of [ana, li]) {
			expect(board.get('shape:a')).toMatchObject({ x: 0, props: { kind: 'solution' } })
			expect(board.get('shape:b')).toMatchObject({ x: 0 })
		}
	})
})

describe('unsaved changes', () => {
	it('[ACK3] a change of the store counts as pending in the same tick, and until it is in the document', () => {
		const changes: ((board: TestBoard) => void)[] = [
			(board) => board.put(card('new', 'a9')),
			(board) => move(board, 'shape:a', 5),
			(board) => board.remove('shape:b'),
			(board) => board.store.applyDiff({ added: { n: card('n', 'a9') }, updated: {}, removed: {} } as never),
		]
		for (const change of changes) {
			const [ana, li] = twoBoards()
			change(ana)
			expect([ana.pendingCount, li.pendingCount]).toEqual([1, 0])
			ana.binding.flush()
			expect(ana.written).toHaveLength(1)
			expect(ana.pendingCount).toBe(0)
			paint()
			expect([ana.pendingCount, li.pendingCount]).toEqual([0, 0])
		}
	})

	it('[ACK3] changes that leave nothing to write count as pending only until the next frame', () => {
		const [ana] = twoBoards()
		ana.put(card('new', 'a9'))
		ana.remove('shape:new')
		expect(ana.pendingCount).toBe(1)
		paint()
		expect([ana.pendingCount, ana.written.length]).toEqual([0, 0])
		const rolledBack = () =>
			transact(() => {
				ana.put(card('phantom'))
				throw new Error('rolled back')
			})
		expect(rolledBack).toThrow('rolled back')
		paint()
		ana.binding.flush()
		expect([ana.pendingCount, ana.written.length]).toEqual([0, 0])
	})
})

beforeEach(controlFrames)

describe('invalid records in a document', () => {
	const INVALID_RECORDS: Record<string, [id: string, fields: Record<string, unknown>][]> = {
		'text with an unknown node': [
			['shape:p', { type: 'text', 'props.richText': { type: 'nope', content: [{ type: 'nope' }] } }],
		],
		'an unknown type': [['shape:p', { type: 'embed', 'props.url': 'javascript:alert(1)' }]],
		'invalid props': [['shape:p', { type: 'card', 'props.kind': 'nonsense' }]],
		'an image from elsewhere': [['shape:p', { type: 'image', 'props.path': 'data:image/svg+xml,<svg onload=1/>' }]],
		'a place that is no number': [['shape:p', { type: 'card', xy: ['1', null] }]],
		'an index that is none': [['shape:p', { type: 'card', index: 'a0' }]],
		'a name of a prototype': [
			['__proto__', { type: 'card' }],
			['shape:constructor', { constructor: 1 }],
		],
		'a record that is no map': [['shape:p', 7 as never]],
		'a parent that is missing': [['shape:p', { type: 'card', parentId: 'shape:nowhere' }]],
		'a parent that is itself': [['shape:p', { type: 'frame', parentId: 'shape:p' }]],
		'clusters that hold each other': [
			['shape:p', { type: 'frame', parentId: 'shape:q' }],
			['shape:q', { type: 'frame', parentId: 'shape:p' }],
			['shape:r', { type: 'card', parentId: 'shape:q' }],
		],
		'siblings of one index': [
			['shape:p', { type: 'card', index: 'a3' }],
			['shape:q', { type: 'card', index: 'a3' }],
		],
		'a binding without its ends': [['binding:p', { type: 'arrow', fromId: 'shape:a', toId: 'shape:nowhere' }]],
	}

	for (const [what, entries] of Object.entries(INVALID_RECORDS))
		it(`[DOC4] the rest of the board is shown beside ${what}, and nothing is written`, () => {
			const [ana, li] = twoBoards()
			li.doc.transact(() => {
				for (const [id, fields] of entries)
					li.records.set(id, typeof fields === 'object' ? new Y.Map(Object.entries(fields)) : fields)
			})
			paint()
			for (const board of [ana, li]) {
				expect(board.get('shape:a')).toMatchObject({ props: { text: 'a' } })
				const shown = new BoardProjection(board.records)
				shown.readAll()
				expect(recordsIn(board)).toEqual(new Map(shown.shown))
				for (const id of recordsIn(board).keys()) expect(depthOf(board, id)).toBeLessThan(5)
			}
			move(ana, 'shape:a', 3)
			ana.binding.flush()
			expect(Y.decodeUpdate(ana.written.at(-1) as Uint8Array).structs).toHaveLength(1)
			expect([ana.written.length, li.written.length]).toEqual([1, 0])
		})

	it('[DOC5] a change that is rolled back is not written', () => {
		const [ana] = twoBoards()
		expect(() =>
			transact(() => {
				ana.put(card('phantom'))
				move(ana, 'shape:a', 5)
				throw new Error('rolled back')
			}),
		).toThrow('rolled back')
		ana.binding.flush()
		paint()
		expect(ana.written).toHaveLength(0)
		expect(ana.records.has('shape:phantom')).toBe(false)
	})

	it('[DOC5] a link that is removed and put back, as copying does, is not written', () => {
		const [ana] = twoBoards()
		const link = buildLink('l', { from: 'shape:a', to: 'shape:b' }, 'a8' as never)
		for (const record of link) ana.put(record)
		ana.binding.flush()
		ana.written.length = 0
		for (const { id } of link.slice(1)) ana.remove(id)
		for (const record of link.slice(1)) ana.put(record)
		ana.binding.flush()
		expect(ana.written).toHaveLength(0)
	})
})

function depthOf(board: TestBoard, id: string): number {
	let depth = 0
	for (let now = board.get<CardShape>(id); now && depth < 5; now = board.get<CardShape>(now.parentId)) depth++
	return depth
}
