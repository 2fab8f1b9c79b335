import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { RecordMap, Records } from '../index.ts'
import {
	BoardProjection,
	buildCard,
	buildCluster,
	buildImage,
	buildLine,
	buildLink,
	fieldsOf,
	isValidPlace,
	LIMITS,
	putRecord,
	recordsOf,
	repairChanges,
	repairRecords,
	textOf,
	translationFor,
} from '../index.ts'

const AT = { x: 0, y: 0, index: 'a1' as never }

describe('repairRecords', () => {
	let doc: Y.Doc
	let records: Records

	beforeEach(() => {
		doc = new Y.Doc()
		records = recordsOf(doc)
		putRecord(records, buildCard('a', AT, { text: '审批', kind: 'obstacle' }, 'ana'))
		putRecord(records, buildCard('b', AT, { text: 'b' }))
		for (const record of buildLink('l', { from: 'shape:a', to: 'shape:b' }, 'a3' as never)) putRecord(records, record)
	})

	const repair = (...ids: string[]) => doc.transact(() => repairRecords(records, ids))
	const a = () => records.get('shape:a') as RecordMap
	function shown() {
		const projection = new BoardProjection(records)
		projection.readAll()
		expect([...projection.quarantined]).toEqual([])
		return projection.shown
	}

	it('[GATE3] does not change valid records, deleted records, or records of other ids', () => {
		records.set('shape:bad', new Y.Map())
		const before = Y.encodeStateAsUpdate(doc)
		const others = [...records.keys()].filter((id) => id !== 'shape:bad')
		expect(repair(...others, 'shape:gone')).toEqual([])
		expect(Y.encodeStateAsUpdate(doc)).toEqual(before)
	})

	it('[CHARS1] removes only the characters that XML forbids from texts and fields', () => {
		const text = textOf(records, 'shape:a') as Y.Text
		text.insert(1, '\u0000\u000b')
		text.insert(text.length, '\uffff👩🏽')
		a().set('props.city', 'Wu\u000bhan')
		a().set('acme.unknown', 'kept\u0000')
		putRecord(records, buildCluster('k', AT, { title: 'Per\u0000mits', w: 9, h: 9 }))
		const changed = ['shape:a', 'shape:k'].map((id) => ({ id, outcome: 'changed' }))
		expect(repair('shape:a', 'shape:k')).toEqual(changed)
		expect(text.toString()).toBe('审批👩🏽')
		expect(textOf(records, 'shape:a')).toBe(text)
		expect(shown().get('shape:a')?.props).toMatchObject({ city: 'Wuhan' })
		expect(shown().get('shape:k')?.props).toMatchObject({ name: 'Permits' })
		expect(a().get('acme.unknown')).toBe('kept\u0000')
	})

	it('[READ5] removes invalid translations, and all of a record that is too large', () => {
		const valid = translationFor('审批', 'Permits', 'ana')
		a().set('tr.en', valid)
		a().set('tr.zh-CN', { ...valid, text: '' })
		a().set('tr.es', 'Permisos')
		expect(repair('shape:a')).toEqual([{ id: 'shape:a', outcome: 'repaired' }])
		expect(shown().get('shape:a')?.meta).toEqual({ author: 'ana', 'tr.en': valid })
		const others = new Map([['shape:a', new Set(['tr.fr'])]])
		const known = new WeakSet([a()])
		a().set('tr.fr', { ...valid, of: 1 })
		expect(doc.transact(() => repairChanges(records, others, known))).toEqual([{ id: 'shape:a', outcome: 'repaired' }])
		for (let n = 0; n < 20; n++) {
			const language = `a${String.fromCharCode(97 + n)}`
			a().set(`tr.${language}`, { ...valid, text: 'x'.repeat(LIMITS.maxTranslationLength) })
		}
		expect(repair('shape:a')).toEqual([{ id: 'shape:a', outcome: 'repaired' }])
		expect(shown().get('shape:a')?.meta).toEqual({ author: 'ana' })
	})

	it('[CHARS1] cleaning a text full of forbidden characters costs no more than replacing it', () => {
		const text = textOf(records, 'shape:b') as Y.Text
		text.insert(0, 'x\u0000'.repeat(15_000))
		let deltas = 0
		text.observe(({ delta }) => {
			deltas += delta.length
		})
		repair('shape:b')
		expect(text.toString()).toBe(`${'x'.repeat(15_000)}b`)
		expect(deltas).toBeLessThan(3)
	})

	it('[GATE3] resets invalid fields to their default, and no others', () => {
		a().set('props.kind', 'no such kind')
		a().set('xy', ['left', 3])
		a().set('opacity', 7)
		a().set('props.city', 'Wuhan')
		a().set('acme.unknown', { kept: true })
		expect(repair('shape:a')).toEqual([{ id: 'shape:a', outcome: 'repaired' }])
		const texts = ['description', 'imageAlt', 'source', 'text']
		expect([...a().keys()].sort()).toEqual(['acme.unknown', 'meta.author', 'props.city', 'type', ...texts].sort())
		expect(shown().get('shape:a')).toMatchObject({
			x: 0,
			opacity: 1,
			props: { kind: 'note', text: '审批', city: 'Wuhan' },
		})
		expect(repair('shape:a')).toEqual([])
	})

	it('[GATE3] gives a card without a Y.Text one, with the content of a plain string in its place', () => {
		a().delete('text')
		records.get('shape:b')?.set('text', '牵头单位')
		expect(repair('shape:a', 'shape:b').map(({ outcome }) => outcome)).toEqual(['repaired', 'repaired'])
		expect(textOf(records, 'shape:a')?.toString()).toBe('')
		expect(textOf(records, 'shape:b')?.toString()).toBe('牵头单位')
	})

	it('[GATE3] removes entries that are not records: an unknown type, an invalid id, no map, a binding without its ends', () => {
		const wrong: Record<string, unknown> = {
			'shape:typeless': new Y.Map(),
			'shape:embed': new Y.Map([['type', 'embed']]),
			'binding:card': new Y.Map([['type', 'card']]),
			'binding:loose': new Y.Map([
				['type', 'arrow'],
				['fromId', 'shape:a'],
			]),
			'binding:wrong': new Y.Map([
				['type', 'arrow'],
				['fromId', 'shape:a'],
				['toId', 'page:x'],
			] as [string, string][]),
			'page:x': new Y.Map([['type', 'card']]),
			'shape:': new Y.Map([['type', 'card']]),
			'shape:text': new Y.Text('x'),
			'shape:json': { type: 'card' },
		}
		doc.transact(() => {
			for (const [id, value] of Object.entries(wrong)) records.set(id, value as RecordMap)
		})
		expect(repair(...records.keys())).toEqual(Object.keys(wrong).map((id) => ({ id, outcome: 'removed' })))
		expect([...shown().keys()].sort()).toEqual(['binding:l-end', 'binding:l-start', 'shape:a', 'shape:b', 'shape:l'])
	})

	it('[GATE3] repairs a binding and an arrow with other invalid fields', () => {
		records.get('binding:l-end')?.set('props.terminal', 'middle')
		records.get('binding:l-start')?.set('props.normalizedAnchor', { x: 'a' })
		records.get('shape:l')?.set('props.bend', 'much')
		const ids = ['binding:l-end', 'binding:l-start', 'shape:l']
		expect(repair(...ids)).toEqual(ids.map((id) => ({ id, outcome: 'repaired' })))
		expect(repair(...ids)).toEqual([])
	})

	it('[GATE3][IMG1] removes an image from another server, and repairs one of this server', () => {
		const put = (id: string, path: unknown) =>
			records.set(id, new Y.Map(Object.entries({ type: 'image', xy: [1, 2], wh: [90, 60], 'props.path': path })))
		const own = `/api/images/${'0f'.repeat(20)}`
		const foreign = [
			'data:image/svg+xml;base64,PHN2Zy8+',
			'http://example.org/x.png',
			'javascript:alert(1)',
			`//example.org${own}`,
			`${own}/../../client`,
			`${own}\n`,
			'/api/images/',
			7,
			undefined,
		]
		for (const [index, path] of foreign.entries()) {
			put(`shape:p${index}`, path)
			expect(repair(`shape:p${index}`), String(path)).toEqual([{ id: `shape:p${index}`, outcome: 'removed' }])
		}
		put('shape:own', own)
		records.get('shape:own')?.set('props.alt', 'x'.repeat(LIMITS.maxImageAltLength + 1))
		records.get('shape:own')?.set('wh', [-1, 60])
		expect(repair('shape:own')).toEqual([{ id: 'shape:own', outcome: 'repaired' }])
		expect(shown().get('shape:own')).toMatchObject({ x: 1, y: 2, props: { path: own, w: 320, h: 240 } })
	})

	it('[GATE3] deletes unknown fields of a record that is too large, and removes it if that is not enough', () => {
		const large = 'x'.repeat(LIMITS.maxRecordBytes - 100)
		for (let i = 0; i < 3; i++) a().set(`acme.f${i}`, large)
		for (let i = 0; i < 3; i++) records.get('shape:b')?.set(`meta.f${i}`, large)
		expect(repair('shape:a', 'shape:b')).toEqual([
			{ id: 'shape:a', outcome: 'repaired' },
			{ id: 'shape:b', outcome: 'removed' },
		])
		expect(shown().get('shape:a')).toMatchObject({ props: { text: '审批', kind: 'obstacle' }, meta: { author: 'ana' } })
	})

	it('[GATE3] allows a card text as long as the gate does', () => {
		textOf(records, 'shape:a')?.insert(0, '字'.repeat(LIMITS.maxRecordBytes - 2))
		expect(repair('shape:a')).toEqual([])
	})

	it('[GATE3] resets fields that a board would read as another value than the stored one', () => {
		const wrong: [string, unknown][] = [
			['xy', 'nonsense'],
			['xy', [1, 2, 3]],
			['xy', [1]],
			['xy', [1, 2, 'shape:']],
			['xy', [1, 2, 'binding:b']],
			['xy', [1, 2, 'page:other']],
			['xy', [1, 2, null, 3, 4]],
			['xy', [1, 'b', 'shape:f']],
			['xy', [1, 2, 'shape:f', 3]],
			['xy', [1, 2, 'shape:f', 3, null]],
			['xy', [1, 2, 'shape:f', 3, 4, 5]],
			['xy', [1, 2, 'page:board', 3, 4]],
			['parentId', 7],
			['parentId', 'elsewhere'],
			['xy', null],
			['wh', { w: 1, h: 2 }],
			['wh', []],
			['props.city', null],
			['index', null],
			['meta.author', 7],
			['meta.authorName', 'x'.repeat(LIMITS.maxNameLength + 1)],
			['meta.isSetUp', 'true'],
			['meta.meaning', 'worships'],
		]
		for (const [key, value] of wrong) {
			records.get('shape:b')?.set(key, value)
			expect(repair('shape:b'), `${key} ${JSON.stringify(value)}`).toEqual([{ id: 'shape:b', outcome: 'repaired' }])
			expect(records.get('shape:b')?.has(key)).toBe(false)
		}
	})

	it('[GATE3] leaves only values that are read as they are stored, for any JSON in any field of any record', () => {
		putRecord(records, buildCluster('f', AT, { title: 'F', w: 100, h: 100 }))
		putRecord(
			records,
			buildLine('d', AT, [
				[0, 0],
				[9, 9],
			]),
		)
		putRecord(records, buildImage('i', AT, { w: 90, h: 60, path: `/api/images/${'0f'.repeat(20)}`, alt: '' }))
		const known = [...shown()].map(([id, record]) => ({ id, keys: Object.keys(fieldsOf(record)) }))
		const meta = ['meta.author', 'meta.authorName', 'meta.isSetUp', 'meta.meaning', 'meta.other']
		const field = fc
			.constantFrom(...known)
			.chain(({ id, keys }) => fc.tuple(fc.constant(id), fc.constantFrom(...keys, ...meta), jsonValue))
		const state = Y.encodeStateAsUpdate(doc)
		fc.assert(
			fc.property(fc.array(field, { minLength: 1, maxLength: 8 }), (changes) => {
				const board = new Y.Doc()
				const all = recordsOf(board)
				Y.applyUpdate(board, state)
				for (const [id, key, value] of changes) all.get(id)?.set(key, value)
				board.transact(() => repairRecords(all, new Set(changes.map(([id]) => id))))
				expectReadAsStored(all)
				expect(repairRecords(all, all.keys())).toEqual([])
			}),
			{ numRuns: 200 },
		)
	})

	it('[GATE3] checking only the changed fields of a valid record gives the same result as checking all of it', () => {
		putRecord(records, buildCluster('f', AT, { title: 'F', w: 100, h: 100 }))
		putRecord(records, buildImage('i', AT, { w: 90, h: 60, path: `/api/images/${'0f'.repeat(20)}`, alt: '' }))
		const known = [...shown()].map(([id, record]) => ({ id, keys: Object.keys(fieldsOf(record)) }))
		const others = ['wh', 'text', 'meta.author', 'meta.isSetUp', 'meta.meaning', 'meta.other', 'acme.unknown']
		const value = fc.oneof(fc.constant(undefined), fc.constant('\u0000x'), fc.constant([1, 2]), jsonValue)
		const change = fc
			.constantFrom(...known)
			.chain(({ id, keys }) => fc.tuple(fc.constant(id), fc.constantFrom(...keys, ...others), value))
		const state = Y.encodeStateAsUpdate(doc)
		const boardWith = () => {
			const board = new Y.Doc()
			Y.applyUpdate(board, state)
			return recordsOf(board)
		}
		fc.assert(
			fc.property(fc.array(fc.array(change, { maxLength: 3 }), { maxLength: 8 }), (ticks) => {
				const [quick, whole] = [boardWith(), boardWith()]
				const valid = new WeakSet<RecordMap>()
				repairChanges(quick, new Map([...quick.keys()].map((id) => [id, null])), valid)
				for (const tick of ticks) {
					const changed = setFields([quick, whole], tick)
					expect(repairChanges(quick, changed, valid)).toEqual(repairRecords(whole, changed.keys()))
					expect(quick.toJSON()).toEqual(whole.toJSON())
				}
			}),
			{ numRuns: 200 },
		)
	})
})

/**
 * Sets fields in all of these boards, or deletes them (undefined). Returns the changed keys, by
 * record id.
 */
function setFields(boards: readonly Records[], changes: [id: string, key: string, value: unknown][]) {
	const changed = new Map<string, Set<string>>()
	for (const [id, key, value] of changes) {
		const maps = boards.flatMap((records) => records.get(id) ?? [])
		for (const map of maps) value === undefined ? map.delete(key) : map.set(key, value)
		if (maps.length > 0) changed.set(id, (changed.get(id) ?? new Set()).add(key))
	}
	return changed
}

function expectReadAsStored(records: Records): void {
	const projection = new BoardProjection(records)
	projection.readAll()
	expect([...projection.quarantined]).toEqual([])
	for (const [id, record] of projection.shown) {
		const stored = records.get(id)
		const xy: unknown = stored?.get('xy') ?? [0, 0]
		expect(isValidPlace(xy)).toBe(true)
		// The parent, position and index of a projected shape depend on other records, too.
		const own = Object.entries(fieldsOf(record)).filter(([key]) => !['parentId', 'xy', 'index'].includes(key))
		for (const [key, value] of own) if (stored?.has(key)) expect(stored.get(key), `${id} ${key}`).toEqual(value)
	}
}

/** JSON of all kinds, including values that are valid for some field. */
const jsonValue = fc.oneof(
	fc.jsonValue({ maxDepth: 3 }),
	fc.array(fc.oneof(fc.double({ noNaN: true }), fc.constant(null), fc.string()), { maxLength: 3 }),
	fc.constantFrom<unknown>(
		'card',
		'frame',
		'arrow',
		'draw',
		'image',
		'note',
		'black',
		'none',
		'a1',
		'shape:a',
		[1, 2, 'page:board'],
		[1, 2, null],
		[1, 2, 'shape:f'],
		[1, 2, 'shape:f', 3, 4],
		true,
		-1,
		0,
		1,
	),
)
