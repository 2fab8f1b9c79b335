import type { BoardRecord, CardShape } from '@charrette/shared'
import { LIMITS } from '@charrette/shared'
import type { TLDrawShape } from '@tldraw/tldraw'
import { beforeEach, describe, expect, it } from 'vitest'
import { readLiveFields } from './pendingChanges.ts'
import { card, controlFrames, move, paint, recolour, sharePending, twoBoards, xyOf } from './testBoards.ts'

beforeEach(controlFrames)

describe('live fields of other people over the document', () => {
	it('[DOC5] live fields of others are never written, not even with another field of the record', () => {
		const [ana, li] = twoBoards()
		ana.startGesture()
		move(ana, 'shape:a', 50)
		ana.put({ ...card('copy', 'a5') })
		sharePending(ana, li)
		recolour(li, 'shape:a', 'question')
		recolour(li, 'shape:copy', 'question')
		move(ana, 'shape:a', 60)
		sharePending(ana, li)
		li.binding.flush()
		paint()
		expect(xyOf(li, 'shape:a')).toEqual([0, 0])
		expect(li.records.get('shape:a')?.get('props.kind')).toBe('question')
		expect(li.records.has('shape:copy')).toBe(false)
		expect(li.get('shape:a')).toMatchObject({ x: 60, props: { kind: 'question' } })
		expect(li.get('shape:copy')).toMatchObject({ props: { kind: 'obstacle' } })
		li.startGesture()
		li.change<CardShape>('shape:a', (record) => ({ ...record, props: { ...record.props, w: 300 } }))
		li.binding.setOverlay(1, null)
		paint()
		li.endGesture()
		expect(xyOf(li, 'shape:a')).toEqual([0, 0])
		paint()
		expect(li.get('shape:a')).toMatchObject({ x: 0, props: { w: 300 } })
		expect(li.get('shape:copy')).toBeUndefined()
	})

	it('[DOC3] if several people change one record, the smallest client id is shown, in any order of arrival', () => {
		const [, li] = twoBoards()
		const change = (client: number, x: number) =>
			li.binding.setOverlay(client, readLiveFields({ 'shape:a': { xy: [x, x] } }))
		change(9, 90)
		change(5, 50)
		change(7, 70)
		paint()
		expect(li.get('shape:a')).toMatchObject({ x: 50 })
		li.binding.setOverlay(5, null)
		paint()
		expect(li.get('shape:a')).toMatchObject({ x: 70 })
		for (const client of [7, 9]) li.binding.setOverlay(client, null)
		paint()
		expect(li.get('shape:a')).toMatchObject({ x: 0 })
	})

	it('[DOC3] live fields that cannot be shown are ignored', () => {
		const [, li] = twoBoards()
		const before = JSON.stringify(li.store.allRecords())
		const bad = [
			null,
			[],
			{ 'page:board': { name: 'x' } },
			{ 'shape:a': { xy: ['a', 'b'], opacity: 5 } },
			{ 'shape:a': { 'props.kind': 'nonsense' } },
			{ 'shape:a': null, 'shape:z': 7, __proto__: { x: 1 } },
			{ 'shape:z': { type: 'embed', 'props.url': 'https://example.org' } },
			{ 'binding:z': { type: 'arrow', fromId: 'shape:a', toId: 'shape:b' } },
			JSON.parse('{"shape:a":{"__proto__":{"x":1},"meta.constructor":1}}'),
		]
		for (const live of bad) {
			li.binding.setOverlay(9, readLiveFields(live))
			paint()
			expect(JSON.stringify(li.store.allRecords()), JSON.stringify(live)).toBe(before)
		}
	})

	it('[DOC3] as many live fields are sent as the limit allows, with strokes thinned', () => {
		const [ana, li] = twoBoards()
		const stroke = strokeOf(3000)
		ana.startGesture()
		ana.put(stroke)
		for (let n = 0; n < 400; n++) ana.put(card(`c${n}`))
		const live = ana.binding.liveGesture.read() ?? {}
		expect(JSON.stringify(live).length).toBeLessThanOrEqual(LIMITS.maxLiveBytes)
		expect(JSON.stringify(live).length).toBeGreaterThan(LIMITS.maxLiveBytes * 0.5)
		sharePending(ana, li)
		const points = li.get<TLDrawShape>(stroke.id)?.props.segments[0]?.points ?? []
		expect(points.length).toBeGreaterThan(50)
		expect(points.at(-1)).toMatchObject({ x: 2999, y: 2999 })
	})
})

function strokeOf(points: number): BoardRecord {
	const line = Array.from({ length: points }, (_, n) => ({ x: n + 0.123456, y: n - 0.123456, z: 0.5 }))
	const { id: _id, props: _props, type: _type, ...place } = card('stroke')
	return {
		...place,
		id: 'shape:stroke' as never,
		type: 'draw',
		props: {
			color: 'black',
			fill: 'none',
			dash: 'solid',
			size: 'm',
			scale: 1,
			isComplete: false,
			isClosed: false,
			isPen: false,
			segments: [{ type: 'free', points: line }],
		},
		meta: {},
	} as never
}
