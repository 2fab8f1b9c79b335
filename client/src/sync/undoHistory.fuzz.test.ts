import { buildCard, type Fields, putRecord, type Records, recordsOf, textOf } from '@charrette/shared'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { createUndoHistory, LOCAL_ORIGIN, type UndoHistory } from './undoHistory.ts'

/** The seed of the run. `SEED=…` repeats a run that failed. */
const SEED = Number(import.meta.env['SEED'] ?? 1)
const RUNS = Number(import.meta.env['RUNS'] ?? (import.meta.env['CI'] ? 60 : 12))
const STEPS = 150

/** A seeded random source (mulberry32): the same seed gives the same run. */
function createRandom(seed: number) {
	let state = seed >>> 0
	const next = () => {
		state = (state + 0x6d2b79f5) >>> 0
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
	}
	const below = (limit: number) => Math.floor(next() * limit)
	return { below, pick: <T>(items: readonly T[]): T | undefined => items[below(items.length)] }
}
type Random = ReturnType<typeof createRandom>

/**
 * A person with a document. Each letter and value that is written is unique and names its writer.
 */
interface Person {
	name: string
	doc: Y.Doc
	records: Records
	undo: UndoHistory
	/** The letters and values that this person has removed or overwritten. */
	removed: Set<string>
	outbox: Uint8Array[]
}

const CARDS = ['c1', 'c2', 'c3']
const FIELDS = ['meta.image', 'props.city']
const TEXTS = ['text', 'description']

function createPerson(name: string, client: number): Person {
	const doc = new Y.Doc()
	doc.clientID = client
	const records = recordsOf(doc)
	const person: Person = { name, doc, records, undo: createUndoHistory(records), removed: new Set(), outbox: [] }
	doc.on('update', (update: Uint8Array, origin: unknown) => {
		if (origin !== 'peer') person.outbox.push(update)
	})
	return person
}

type Content = Record<string, Fields>
const read = ({ records }: Person) => records.toJSON() as Content

/** Returns each letter and value with its place, by its own text. */
function writtenIn(content: Content): Map<string, string> {
	const written = new Map<string, string>()
	for (const [id, fields] of Object.entries(content)) {
		for (const key of TEXTS) for (const letter of String(fields[key])) written.set(letter, `${id} ${key}`)
		for (const key of FIELDS) if (fields[key] !== undefined) written.set(String(fields[key]), `${id} ${key}`)
	}
	return written
}

/** The letters of two people: different blocks of characters. */
const BLOCKS: Record<string, number> = { ana: 0x4e00, li: 0xac00 }
const isBy = (name: string, written: string) =>
	written.startsWith(`${name}:`) || Math.abs((written.codePointAt(0) ?? 0) - (BLOCKS[name] ?? 0)) < 0x1000

function edit(person: Person, random: Random, count: number): void {
	const { doc, records, undo, name } = person
	const id = random.pick(CARDS) ?? ''
	const key = random.pick(FIELDS) ?? ''
	const letter = () => String.fromCodePoint((BLOCKS[name] ?? 0) + count)
	const record = records.get(`shape:${id}`)
	const text = textOf(records, `shape:${id}`, random.pick(TEXTS))
	const before = writtenIn(read(person))
	const actions = [
		() => putRecord(records, buildCard(id, at, { kind: 'note', text: record ? '' : letter() })),
		() => text?.insert(random.below(text.length + 1), letter()),
		() => text?.insert(random.below(text.length + 1), letter()),
		() => text && text.length > 0 && text.delete(random.below(text.length), 1),
		() => record?.set(key, `${name}:${count}`),
		() => record?.set(key, `${name}:${count}`),
		() => record?.delete(key),
		() => random.below(4) === 0 && records.delete(`shape:${id}`),
	]
	doc.transact(() => random.pick(actions)?.(), LOCAL_ORIGIN)
	if (random.below(3) > 0) undo.startStep()
	const after = writtenIn(read(person))
	for (const written of before.keys()) if (!after.has(written)) person.removed.add(written)
}

const at = { x: 0, y: 0, index: 'a1' as never }

/** Undoes or redoes a step, and checks that nothing is lost that another person wrote. */
function revert(person: Person, type: 'undo' | 'redo', run: number): void {
	person.undo.startStep()
	const before = writtenIn(read(person))
	const count = person.undo.count.get()
	person.undo[type]()
	const after = writtenIn(read(person))
	for (const [written, place] of before)
		if (!isBy(person.name, written) && !(type === 'redo' && person.removed.has(written)))
			expect(after.get(written), `run ${run}: ${type} by ${person.name}`).toBe(place)
	const steps = person.undo.count.get()
	expect(steps[type], `run ${run}: one step`).toBe(Math.max(0, count[type] - 1))
}

function deliver(from: Person, to: Person, random: Random): void {
	for (const update of from.outbox.splice(0, 1 + random.below(4))) Y.applyUpdate(to.doc, update, 'peer')
}

interface Turn {
	people: readonly [Person, Person]
	random: Random
	run: number
	step: number
}

function act({ people: [ana, li], random, run, step }: Turn): void {
	const [person, other] = random.below(2) === 0 ? [ana, li] : [li, ana]
	const dice = random.below(10)
	if (dice < 4) edit(person, random, step)
	else if (dice < 6) deliver(other, person, random)
	else revert(person, dice < 9 ? 'undo' : 'redo', run)
}

describe('[DOC6] undo and redo at random', () => {
	it(`of two people never lose a letter or a value of the other (seed ${SEED})`, () => {
		for (let run = SEED; run < SEED + RUNS; run++) {
			const random = createRandom(run)
			const [ana, li] = [createPerson('ana', 1), createPerson('li', 2)]
			for (let step = 0; step < STEPS; step++) act({ people: [ana, li], random, run, step })
			while (ana.outbox.length + li.outbox.length > 0) {
				deliver(ana, li, random)
				deliver(li, ana, random)
			}
			expect(read(ana), `run ${run}: the documents are equal`).toEqual(read(li))
		}
	})

	it(`of a single person restore each former state (seed ${SEED})`, () => {
		for (let run = SEED; run < SEED + RUNS; run++) {
			const random = createRandom(run)
			const ana = createPerson('ana', 1)
			const states = [read(ana)]
			for (let step = 0; step < 40; step++) {
				edit(ana, random, step)
				const { undo } = ana.undo.count.get()
				states.length = undo
				states[undo] = read(ana)
			}
			for (let step = 0; step < 200; step++) {
				ana.undo[random.below(3) > 0 ? 'undo' : 'redo']()
				expect(read(ana), `run ${run}`).toEqual(states[ana.undo.count.get().undo])
				expect(ana.undo.notice.get(), `run ${run}`).toBeNull()
			}
		}
	})
})
