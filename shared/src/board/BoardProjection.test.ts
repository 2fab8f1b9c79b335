import type { IndexKey } from '@tldraw/utils'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { BoardProjection } from './BoardProjection.ts'
import { recordsOf } from './boardDocument.ts'
import { buildCard, buildCluster, buildLink } from './buildRecords.ts'
import type { FieldChanges } from './recordCodec.ts'
import { putRecord } from './recordWrites.ts'
import type { BoardRecord } from './schema.ts'
import { PAGE_ID } from './schema.ts'

const at = (index = 'a1', parent?: string) => ({ x: 1, y: 2, index: index as IndexKey, ...(parent ? { parent } : {}) })
const frame = (id: string, parent?: string) => buildCluster(id, at('a1', parent), { title: id, w: 100, h: 100 })

function documentOf(...boardRecords: BoardRecord[]) {
	const doc = new Y.Doc()
	const records = recordsOf(doc)
	for (const record of boardRecords) putRecord(records, record)
	const projection = new BoardProjection(records)
	projection.readAll()
	return {
		doc,
		records,
		projection,
		shown: (id: string) => projection.shown.get(id) as never as { parentId: string; index: string },
	}
}

describe('BoardProjection', () => {
	it('[DOC4] quarantines an invalid record alone and shows the others', () => {
		const { records, projection } = documentOf(
			buildCard('good', at(), { text: 'stays' }),
			buildCard('bad', at('a2'), {}),
		)
		records.get('shape:bad')?.set('props.kind', 'nonsense')
		records.set('shape:embed', new Y.Map(Object.entries({ type: 'embed', 'props.url': 'https://example.org' })))
		records.set('not an id', new Y.Map([['type', 'card']]))
		const change = projection.readChanged(new Set(['shape:bad', 'shape:embed', 'not an id']))
		expect(change).toEqual({ put: [], remove: ['shape:bad'] })
		expect([...projection.shown.keys()]).toEqual(['shape:good'])
		expect([...projection.quarantined.keys()].sort()).toEqual(['not an id', 'shape:bad', 'shape:embed'])
	})

	it('[DOC4] shows a record of a newer client with its known keys', () => {
		const { records, projection, shown } = documentOf(buildCard('a', at(), {}))
		records.get('shape:a')?.set('props.sparkle', true)
		records.get('shape:a')?.set('__proto__', { isAdmin: true })
		projection.readChanged(new Set(['shape:a']))
		expect(shown('shape:a')).toMatchObject({ props: { kind: 'note' } })
		expect(JSON.stringify(shown('shape:a'))).not.toMatch(/sparkle|isAdmin/)
	})

	it('[DOC4] puts a card on the page while its cluster is missing, and back when it returns', () => {
		const { records, projection, shown } = documentOf(frame('f'), buildCard('a', at('a1', 'shape:f'), {}))
		expect(shown('shape:a').parentId).toBe('shape:f')
		records.delete('shape:f')
		projection.readChanged(new Set(['shape:f']))
		expect(shown('shape:a').parentId).toBe(PAGE_ID)
		putRecord(records, frame('f'))
		projection.readChanged(new Set(['shape:f']))
		expect(shown('shape:a').parentId).toBe('shape:f')
	})

	it('[DOC4] cuts clusters that contain each other at the smallest id', () => {
		const { shown } = documentOf(
			frame('b', 'shape:c'),
			frame('c', 'shape:a'),
			frame('a', 'shape:b'),
			frame('d', 'shape:c'),
		)
		expect(shown('shape:a').parentId).toBe(PAGE_ID)
		expect(shown('shape:b').parentId).toBe('shape:c')
		expect(shown('shape:c').parentId).toBe('shape:a')
		expect(shown('shape:d').parentId).toBe('shape:c')
	})

	it('[DOC4] orders siblings with an equal index by id', () => {
		const { records, projection, shown } = documentOf(
			buildCard('b', at(), {}),
			buildCard('a', at(), {}),
			buildCard('c', at(), {}),
		)
		const indexes = () => ['shape:a', 'shape:b', 'shape:c'].map((id) => shown(id)?.index)
		expect(indexes()[0]).toBe('a1')
		expect(new Set(indexes()).size).toBe(3)
		records.delete('shape:a')
		projection.readChanged(new Set(['shape:a']))
		expect(indexes()[1]).toBe('a1')
	})

	it('[DOC4] shows a link only with both its cards, and one binding per end', () => {
		const cards = [buildCard('x', at(), {}), buildCard('y', at('a2'), {})]
		const link = buildLink('l', { from: 'shape:x', to: 'shape:y' }, 'a3' as IndexKey)
		const { records, projection } = documentOf(...cards, ...link)
		const [, start] = link
		const shownOfLink = () => [...projection.shown.keys()].filter((id) => !['shape:x', 'shape:y'].includes(id)).sort()
		const whole = ['binding:l-end', 'binding:l-start', 'shape:l']
		putRecord(records, { ...start, id: 'binding:l-two', toId: 'shape:y' } as BoardRecord)
		projection.readChanged(new Set(['binding:l-two']))
		expect(shownOfLink()).toEqual(whole)
		records.delete('shape:y')
		projection.readChanged(new Set(['shape:y']))
		expect(shownOfLink()).toEqual([])
		putRecord(records, buildCard('y', at('a2'), {}))
		projection.readChanged(new Set(['shape:y']))
		expect(shownOfLink()).toEqual(whole)
		records.delete('binding:l-end')
		projection.readChanged(new Set(['binding:l-end']))
		expect(shownOfLink()).toEqual([])
	})

	it('[DOC4] shows a link without a card while it is being drawn', () => {
		const { records } = documentOf(buildCard('x', at(), {}))
		const over = new Map<string, FieldChanges[]>()
		const projection = new BoardProjection(records, (id) => over.get(id) ?? [])
		projection.readAll()
		const live = { 'shape:l': { type: 'arrow' }, 'binding:l': { type: 'arrow', fromId: 'shape:l', toId: 'shape:x' } }
		for (const [id, fields] of Object.entries(live)) over.set(id, [fields])
		projection.readChanged(new Set(over.keys()))
		expect([...projection.shown.keys()].sort()).toEqual(['binding:l', 'shape:l', 'shape:x'])
		const ids = new Set(over.keys())
		over.clear()
		projection.readChanged(ids)
		expect([...projection.shown.keys()]).toEqual(['shape:x'])
	})

	it('[DOC3] shows an overlay, and the document if the overlay is gone or invalid', () => {
		const { records } = documentOf(frame('f'), buildCard('a', at('a1'), { text: 'stays' }))
		const over = new Map<string, FieldChanges[]>()
		const projection = new BoardProjection(records, (id) => over.get(id) ?? [])
		projection.readAll()
		const showWith = (id: string, ...fields: FieldChanges[]) => {
			over.set(id, fields)
			projection.readChanged(new Set([id]))
			return projection.shown.get(id) as never as { x: number; parentId: string } | undefined
		}
		expect(showWith('shape:a', { xy: [9, 9], parentId: 'shape:f' })).toMatchObject({ x: 9, parentId: 'shape:f' })
		expect(showWith('shape:a', { xy: 'nonsense', opacity: 7 })).toMatchObject({ x: 1 })
		expect(showWith('shape:a', { opacity: 7 }, { xy: [4, 4] })).toMatchObject({ x: 4 })
		expect(showWith('shape:a', { parentId: 'shape:nowhere' })).toMatchObject({ parentId: PAGE_ID })
		expect(showWith('shape:a', { type: null })).toBeUndefined()
		expect(showWith('shape:a')).toMatchObject({ x: 1 })
		expect(showWith('shape:new', { type: 'card', xy: [3, 3] })).toMatchObject({ x: 3 })
		expect(showWith('shape:new', { type: 'embed' })).toBeUndefined()
		expect(projection.quarantined.size).toBe(0)
	})

	it('[DOC4] cuts a cycle that only pending changes make', () => {
		const { records } = documentOf(frame('b'), frame('c', 'shape:b'))
		const projection = new BoardProjection(records, (id) => (id === 'shape:b' ? [{ parentId: 'shape:c' }] : []))
		projection.readAll()
		const parents = ['shape:b', 'shape:c'].map(
			(id) => (projection.shown.get(id) as never as { parentId: string }).parentId,
		)
		expect(parents).toEqual([PAGE_ID, 'shape:b'])
	})

	it('[DOC4] shows the same board when read change by change as when read at once', () => {
		const ids = ['a', 'b', 'c', 'd']
		const id = fc.constantFrom(...ids)
		const edit = fc.oneof(
			fc.record({
				put: fc.constantFrom('card', 'frame'),
				id,
				parent: fc.option(id, { nil: undefined }),
				index: fc.constantFrom('a1', 'a2'),
			}),
			fc.record({ link: id, from: id, to: id }),
			fc.record({ unbind: id, terminal: fc.constantFrom('start', 'end') }),
			fc.record({ remove: id }),
			fc.record({ spoil: id }),
		)
		fc.assert(
			fc.property(fc.array(edit, { maxLength: 40 }), (edits) => {
				const records = recordsOf(new Y.Doc())
				const stepwise = new BoardProjection(records)
				for (const step of edits) {
					const touched = new Set<string>()
					records.observeDeep((events) => {
						for (const event of events)
							for (const key of event.path.length
								? [String(event.path[0])]
								: [...(event as Y.YMapEvent<unknown>).keysChanged])
								touched.add(key)
					})
					apply(records, step)
					stepwise.readChanged(touched)
				}
				const atOnce = new BoardProjection(records)
				atOnce.readAll()
				expect(sorted(stepwise.shown)).toEqual(sorted(atOnce.shown))
				expect([...stepwise.quarantined.keys()].sort()).toEqual([...atOnce.quarantined.keys()].sort())
			}),
			{ numRuns: 400 },
		)
	})

	it('[DOC4a] puts a frame inside sixteen others on the page, with what is inside it', () => {
		const frames = Array.from({ length: 20 }, (_, n) => frame(`f${n}`, n === 0 ? undefined : `shape:f${n - 1}`))
		const { shown } = documentOf(...frames.toReversed(), buildCard('a', at('a1', 'shape:f19'), {}))
		expect(frames.map(({ id }) => shown(id).parentId)).toEqual([
			...[PAGE_ID, ...frames.map(({ id }) => id)].slice(0, 16),
			...Array(4).fill(PAGE_ID),
		])
		expect(shown('shape:a').parentId).toBe('shape:f19')
	})

	it('[DOC4a] cuts a cycle of sixteen frames at its smallest id, and puts all frames of a larger one on the page', () => {
		const cycle = (size: number) =>
			Array.from({ length: size }, (_, n) => frame(`f${n + 10}`, `shape:f${((n + size - 1) % size) + 10}`))
		const onPage = (frames: BoardRecord[]) => {
			const { shown } = documentOf(...frames)
			return frames.filter(({ id }) => shown(id).parentId === PAGE_ID).length
		}
		expect([2, 16, 17, 40].map((size) => onPage(cycle(size)))).toEqual([1, 1, 17, 40])
	})

	it('[DOC4a] nests frames alike when read change by change and at once, never deeper than sixteen', () => {
		const id = fc.integer({ min: 0, max: 39 })
		const move = fc.record({ moved: id, into: fc.option(id), isGone: fc.boolean() })
		fc.assert(
			fc.property(fc.array(move, { maxLength: 30 }), (moves) => {
				const frames = Array.from({ length: 40 }, (_, n) => frame(`f${n}`, n === 0 ? undefined : `shape:f${n - 1}`))
				const { records, projection: stepwise } = documentOf(...frames)
				for (const { moved, into, isGone } of moves) {
					const key = `shape:f${moved}`
					if (isGone && records.has(key)) records.delete(key)
					else putRecord(records, frame(`f${moved}`, into === null ? undefined : `shape:f${into}`))
					stepwise.readChanged(new Set([key]))
				}
				const atOnce = new BoardProjection(records)
				atOnce.readAll()
				expect(sorted(stepwise.shown)).toEqual(sorted(atOnce.shown))
				for (const start of atOnce.shown.keys()) {
					let depth = 0
					for (let at = start; at !== PAGE_ID; depth++)
						at = (atOnce.shown.get(at) as never as { parentId: string }).parentId
					expect(depth).toBeLessThanOrEqual(16)
				}
			}),
			{ numRuns: 60 },
		)
	})
})

type Edit =
	| { put: string; id: string; parent: string | undefined; index: string }
	| { link: string; from: string; to: string }
	| { unbind: string; terminal: string }
	| { remove: string }
	| { spoil: string }

function apply(records: ReturnType<typeof recordsOf>, edit: Edit): void {
	if ('put' in edit) {
		const place = at(edit.index, edit.parent && `shape:${edit.parent}`)
		if (records.has(`shape:${edit.id}`)) records.get(`shape:${edit.id}`)?.set('parentId', place.parent ?? PAGE_ID)
		else
			putRecord(
				records,
				edit.put === 'card' ? buildCard(edit.id, place, {}) : { ...frame(edit.id), ...shapePlace(place) },
			)
	} else if ('link' in edit) {
		const ends = { from: `shape:${edit.from}`, to: `shape:${edit.to}` }
		for (const record of buildLink(`link-${edit.link}`, ends, 'a1' as IndexKey)) putRecord(records, record)
	} else if ('unbind' in edit) records.delete(`binding:link-${edit.unbind}-${edit.terminal}`)
	else if ('remove' in edit) records.delete(`shape:${edit.remove}`)
	else
		records.get(`shape:${edit.spoil}`)?.set('opacity', records.get(`shape:${edit.spoil}`)?.get('opacity') === 9 ? 1 : 9)
}

function shapePlace(place: ReturnType<typeof at>) {
	return { index: place.index, parentId: (place.parent ?? PAGE_ID) as never }
}

function sorted(shown: ReadonlyMap<string, BoardRecord>): [string, BoardRecord][] {
	return [...shown].sort(([a], [b]) => (a < b ? -1 : 1))
}
