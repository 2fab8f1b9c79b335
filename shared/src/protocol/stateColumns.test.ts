import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { joinState, type StateColumns, splitState } from './stateColumns.ts'

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
const textIn = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1')
/** Joins the sections in their order on the wire. */
const inOrder = ({ main, idLengths, heads, tails, floats, ids }: StateColumns) =>
	Uint8Array.from(Buffer.concat([main, idLengths, heads, tails, floats, ids]))

type Edit =
	| { type: 'set'; id: string; key: string; value: unknown }
	| { type: 'write'; id: string; at: number; text: string }
	| { type: 'delete'; id: string; length: number }
	| { type: 'remove'; id: string }

const id = fc.oneof(
	fc.stringMatching(/^(shape|binding):[A-Za-z0-9_-]{1,24}$/),
	fc.constantFrom('shape:a', 'shape:b', 'shape:', 'kept'),
)
const text = fc.oneof(
	fc.string({ unit: 'binary' }),
	fc.stringMatching(/^[a-z:}{| ]{0,20}$/),
	fc.constantFrom('许可: 🏛️', '\ud83c', '\udfdb', 'Idea: 🚌:bus', ':', '}'),
)
const number = fc.oneof(fc.integer(), fc.double({ noNaN: true }), fc.float({ noNaN: true }), fc.nat(300))
const value = fc.oneof(
	number,
	fc.tuple(number, number),
	text,
	fc.jsonValue(),
	fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
	fc.uint8Array({ maxLength: 20 }),
)
const edit: fc.Arbitrary<Edit> = fc.oneof(
	fc.record({ type: fc.constant('set' as const), id, key: fc.constantFrom('xy', 'meta.author', 'a:b'), value }),
	fc.record({ type: fc.constant('write' as const), id, at: fc.nat(), text }),
	fc.record({ type: fc.constant('delete' as const), id, length: fc.nat(200) }),
	fc.record({ type: fc.constant('remove' as const), id }),
)

function apply(doc: Y.Doc, edit: Edit): void {
	const records = doc.getMap<Y.Map<unknown>>('records')
	if (edit.type === 'remove') {
		records.delete(edit.id)
		return
	}
	const record = records.get(edit.id) ?? records.set(edit.id, new Y.Map([['text', new Y.Text()]]))
	if (edit.type === 'set') record.set(edit.key, edit.value)
	const written = record.get('text') as Y.Text
	if (edit.type === 'write') written.insert(edit.at % (written.length + 1), edit.text)
	if (edit.type === 'delete') written.delete(0, Math.min(edit.length, written.length))
}

/** Creates a document of people who write at the same time. */
function documentOf(people: readonly (readonly Edit[])[]): Y.Doc {
	const whole = new Y.Doc()
	for (const edits of people) {
		const doc = new Y.Doc()
		for (const edit of edits) apply(doc, edit)
		Y.applyUpdate(whole, Y.encodeStateAsUpdate(doc))
	}
	return whole
}

function board(cards: number): Uint8Array {
	const doc = new Y.Doc()
	for (let i = 0; i < cards; i++) {
		apply(doc, { type: 'set', id: `shape:${'x'.repeat(15)}${i}`, key: 'xy', value: [i * 100, i + 0.1] })
		apply(doc, { type: 'write', id: `shape:${'x'.repeat(15)}${i}`, at: 0, text: `Note: ${i}` })
	}
	return Y.encodeStateAsUpdateV2(doc)
}

describe('[WIRE4c] a state in columns', () => {
	it('is joined to the same bytes, for any document and for the updates that a client lacks', () => {
		fc.assert(
			fc.property(fc.array(fc.array(edit, { maxLength: 20 }), { maxLength: 4 }), (people) => {
				const doc = documentOf(people)
				const before = Y.encodeStateVector(documentOf(people.slice(1)))
				for (const known of [undefined, before]) {
					const update = Y.encodeStateAsUpdateV2(doc, known)
					expect(hex(joinState(inOrder(splitState(update))))).toBe(hex(update))
				}
			}),
			{ numRuns: 150 },
		)
	})

	it('separates the random bytes of ids, integers and floats, and leaves none of them in the main section', () => {
		const doc = new Y.Doc()
		doc.clientID = 1
		apply(doc, { type: 'set', id: 'shape:Zk3vB8qLw0TyRn5M', key: 'xy', value: [1000, 0.1] })
		apply(doc, { type: 'set', id: 'binding:V1StGXR8_Z5jdHi6B-myT', key: 'xy', value: [7, 0.5] })
		apply(doc, { type: 'write', id: 'shape:Zk3vB8qLw0TyRn5M', at: 0, text: 'A permit: nine months' })
		const columns = splitState(Y.encodeStateAsUpdateV2(doc))
		expect(textIn(columns.ids)).toBe('Zk3vB8qLw0TyRn5MV1StGXR8_Z5jdHi6B-myT')
		expect([...columns.idLengths].sort((a, b) => a - b)).toEqual([0, 16, 21])
		expect(hex(columns.heads)).toBe('a807')
		expect(hex(columns.tails)).toBe('0f')
		expect(hex(columns.floats)).toBe('3fb999999999999a3f000000')
		expect(textIn(columns.main)).toContain('shape:textxy')
		expect(textIn(columns.main)).toContain('A permit: nine months')
	})

	it('is joined to the same bytes, for any length of its text and any byte behind it (the length of its first string)', () => {
		for (let nameLength = 1; nameLength <= 130; nameLength++) {
			for (let keyLength = 1; keyLength <= 4; keyLength++) {
				const doc = new Y.Doc()
				doc.getMap('n'.repeat(nameLength)).set('k'.repeat(keyLength), 1)
				const update = Y.encodeStateAsUpdateV2(doc)
				expect(hex(joinState(inOrder(splitState(update))))).toBe(hex(update))
			}
		}
	})

	it('that is truncated or changed anywhere throws, or is joined to no more bytes than it has', () => {
		const columns = inOrder(splitState(board(6)))
		for (let length = 0; length < columns.length; length++)
			expect(() => joinState(columns.subarray(0, length))).toThrow()
		for (let at = 0; at < columns.length; at++) {
			for (const byte of [0, 58, 123, 125, 255]) {
				const changed = Uint8Array.from(columns)
				changed[at] = byte
				expect(lengthOf(changed)).toBeLessThanOrEqual(columns.length)
			}
		}
	})

	it('of random bytes throws, or is joined to no more bytes than it has', () => {
		fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => lengthOf(bytes) <= bytes.length))
	})

	it('is read by every later release: these bytes are an update with one card', () => {
		const doc = new Y.Doc()
		doc.clientID = 7
		apply(doc, { type: 'set', id: 'shape:Zk3vB8qL', key: 'xy', value: [1000, 0.1] })
		const golden =
			'0f2a37010101080800000247010201000003270128201b7265636f72647373686170653a746578747879070e040203010000' +
			'020102010101030075027d7b0008a80f3fb999999999999a5a6b33764238714c'
		expect(hex(joinState(Buffer.from(golden, 'hex')))).toBe(hex(Y.encodeStateAsUpdateV2(doc)))
	})
})

/** Returns the number of bytes to which these columns are joined; 0 if they are damaged. */
function lengthOf(columns: Uint8Array): number {
	try {
		return joinState(columns).length
	} catch {
		return 0
	}
}
