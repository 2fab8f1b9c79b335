import type { BoardRecord, CardShape } from '@charrette/shared'
import { BoardProjection, buildLink } from '@charrette/shared'
import { transact } from '@tldraw/tldraw'
import { beforeEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { BoundBoard } from './testing/boundBoard.ts'
import { holdFrames, paint } from './testing/boundBoard.ts'
import { card, move, scene } from './testing/scene.ts'

beforeEach(holdFrames)

describe('records that could blank a board, through a bound store', () => {
	const POISON: Record<string, [id: string, fields: Record<string, unknown>][]> = {
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

	for (const [what, entries] of Object.entries(POISON))
		it(`[DOC4] shows the rest of the board beside ${what}, and writes nothing for it`, () => {
			const [ana, li] = scene()
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

	it('[DOC5] writes nothing for a change that was rolled back', () => {
		const [ana] = scene()
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

	it('[DOC5] writes nothing for a link that was taken off and put back, as copying does', () => {
		const [ana] = scene()
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

function recordsIn(board: BoundBoard): Map<string, BoardRecord> {
	const records = board.store.allRecords().filter(({ typeName }) => typeName === 'shape' || typeName === 'binding')
	return new Map(records.map((record) => [record.id, record as BoardRecord]))
}

function depthOf(board: BoundBoard, id: string): number {
	let depth = 0
	for (let now = board.get<CardShape>(id); now && depth < 5; now = board.get<CardShape>(now.parentId)) depth++
	return depth
}
