import type { CardShape } from '@charrette/shared'
import { buildCluster, PAGE_ID, textOf } from '@charrette/shared'
import type { TLFrameShape } from '@tldraw/tldraw'
import { beforeEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { BoundBoard } from './testing/boundBoard.ts'
import { holdFrames, paint } from './testing/boundBoard.ts'
import { at, card, move, recolour, scene, showHand } from './testing/scene.ts'

beforeEach(holdFrames)

describe('gestures in flight', () => {
	it('[DOC3] writes a gesture once, when it ends, and with the fields it changed alone', () => {
		const [ana, li] = scene()
		ana.grip()
		for (let x = 1; x <= 20; x++) {
			move(ana, 'shape:a', x)
			paint()
		}
		expect([ana.written.length, ana.held]).toEqual([0, 1])
		expect(ana.binding.inFlight.read()).toEqual({ 'shape:a': { xy: [20, 20] } })
		ana.release()
		paint()
		expect([ana.written.length, ana.held, ana.undo.undoStack.length]).toEqual([1, 0, 2])
		expect(Y.decodeUpdate(ana.written[0] as Uint8Array).structs).toHaveLength(1)
		expect(ana.binding.inFlight.read()).toBeUndefined()
		expect(li.get<CardShape>('shape:a')?.x).toBe(20)
	})

	it('[DOC3] tells that the hand is empty only after the update went out', () => {
		const [ana] = scene()
		const told: string[] = []
		ana.doc.on('update', () => told.push(ana.binding.inFlight.isEmpty() ? 'empty' : 'written'))
		ana.grip()
		move(ana, 'shape:a', 5)
		const before = ana.binding.inFlight.version.get()
		ana.release()
		expect(told).toEqual(['written'])
		expect(ana.binding.inFlight.isEmpty()).toBe(true)
		expect(ana.binding.inFlight.version.get()).toBeGreaterThan(before)
	})

	it('[DOC3] writes nothing of a gesture that was cancelled, and has no step to undo', () => {
		const [ana, li] = scene()
		ana.grip()
		move(ana, 'shape:a', 9)
		ana.put(card('copy', 'a5'))
		showHand(ana, li)
		expect([li.get<CardShape>('shape:a')?.x, li.get<CardShape>('shape:copy')?.props.text]).toEqual([9, 'copy'])
		recolour(li, 'shape:a', 'solution')
		li.binding.flush()
		paint()
		ana.escape()
		showHand(ana, li)
		expect([ana.written.length, ana.held, ana.undo.undoStack.length]).toEqual([0, 0, 1])
		for (const board of [ana, li]) {
			expect(board.get<CardShape>('shape:a')).toMatchObject({ x: 0, props: { kind: 'solution' } })
			expect(board.get('shape:copy')).toBeUndefined()
		}
	})

	it('[DOC3] lets go of all that a cancelled gesture held, also of what looks as before already', () => {
		const [ana] = scene()
		ana.grip()
		ana.change<CardShape>('shape:a', (record) => ({ ...record, parentId: 'shape:f' as never }))
		paint()
		ana.remove('shape:f')
		// Without the cluster the card is shown on the page, where it was when the hand took hold.
		paint()
		ana.escape()
		paint()
		expect([ana.written.length, ana.held]).toEqual([0, 0])
		expect(ana.get('shape:a')).toMatchObject({ parentId: PAGE_ID })
	})

	it('[DOC3] lets another field of a held record in, and keeps what is in the hand', () => {
		const [ana, li] = scene()
		ana.grip()
		move(ana, 'shape:a', 7)
		recolour(li, 'shape:a', 'solution')
		textOf(li.records, 'shape:a')?.insert(0, 'more ')
		li.binding.flush()
		paint()
		expect(ana.get('shape:a')).toMatchObject({ x: 7, props: { kind: 'solution', text: 'more a' } })
		ana.release()
		paint()
		expect(li.get('shape:a')).toMatchObject({ x: 7, props: { kind: 'solution', text: 'more a' } })
		expect(li.written).toHaveLength(1)
	})

	it('[DOC5] does not write a field that a gesture only puts back to where it found it', () => {
		const [ana, li] = scene()
		ana.grip()
		const resize = (w: number) =>
			ana.change<CardShape>('shape:a', (record) => ({ ...record, x: 0, y: 0, props: { ...record.props, w } }))
		resize(250)
		move(li, 'shape:a', 40)
		li.binding.flush()
		paint()
		resize(260)
		paint()
		expect(ana.get('shape:a')).toMatchObject({ x: 40, props: { w: 260 } })
		ana.release()
		paint()
		expect(li.get('shape:a')).toMatchObject({ x: 40, props: { w: 260 } })
	})

	it('[DOC3] never brings back what somebody deleted while it was held', () => {
		for (const end of ['release', 'escape'] as const) {
			const [ana, li] = scene()
			ana.grip()
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

	it('[DOC4] cuts the cycle of two who put their clusters into each other', () => {
		const [ana, li] = scene()
		ana.put(buildCluster('g', at('a9'), { title: 'g', w: 100, h: 100 }))
		ana.binding.flush()
		paint()
		const nest = (board: BoundBoard, id: string, parent: string) =>
			board.change<TLFrameShape>(id, (record) => ({ ...record, parentId: parent as never }))
		ana.grip()
		nest(ana, 'shape:f', 'shape:g')
		li.grip()
		nest(li, 'shape:g', 'shape:f')
		showHand(ana, li)
		showHand(li, ana)
		for (const board of [ana, li]) {
			expect(board.get('shape:f')).toMatchObject({ parentId: PAGE_ID })
			expect(board.get('shape:g')).toMatchObject({ parentId: 'shape:f' })
			board.release()
		}
		paint()
		expect(ana.records.toJSON()).toEqual(li.records.toJSON())
		expect(ana.get('shape:f')).toMatchObject({ parentId: PAGE_ID })
	})

	it('[DOC3] shows nobody what a viewer holds, and puts it back', () => {
		const [ana] = scene()
		ana.canWrite = false
		ana.grip()
		move(ana, 'shape:a', 7)
		expect(ana.binding.inFlight.read()).toBeUndefined()
		ana.release()
		paint()
		expect(ana.get('shape:a')).toMatchObject({ x: 0 })
		expect([ana.written.length, ana.held]).toEqual([0, 0])
	})

	it('[DOC3] lets go of what is held when the board is closed', () => {
		const [ana] = scene()
		ana.grip()
		move(ana, 'shape:a', 7)
		ana.binding.close()
		expect([ana.written.length, ana.held]).toEqual([0, 0])
	})

	it('[DOC6] takes back one gesture by one step, and never the field of another person', () => {
		const [ana, li] = scene()
		ana.grip()
		move(ana, 'shape:a', 7)
		move(ana, 'shape:b', 8)
		ana.release()
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
