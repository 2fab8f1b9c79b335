import {
	buildCard,
	documentOf,
	dropPruned,
	pruneFields,
	putRecord,
	type Random,
	type Records,
	recordsOf,
	seededRandom,
} from '@charrette/shared'
import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { createUndoHistory, isOwnOrigin, LOCAL_ORIGIN, type UndoHistory } from './undoHistory.ts'
import { trackUnsavedFields, type UnsavedField, type UnsavedFields } from './unsavedFields.ts'

/** The seed of the first run. `SEED=…` repeats a run that failed. */
const SEED = Number(import.meta.env['SEED'] ?? Date.now() % 1e6)
const RUNS = 60
const STEPS = 250
const CARDS = ['shape:a', 'shape:b', 'shape:c']
/** Anybody writes these fields. Each person has one more, on every card, that only they write. */
const SHARED_KEYS = ['xy', 'props.city']

/** A document with one server, as the rooms keep it: it applies edits one by one, and prunes. */
class Server {
	readonly doc = documentOf([])
	readonly people = new Set<Person>()
	readonly #random: Random

	constructor(random: Random) {
		this.#random = random
		this.doc.clientID = random(2 ** 32)
		for (const id of CARDS)
			putRecord(recordsOf(this.doc), buildCard(id.slice(6), { x: 0, y: 0, index: 'a1' as never }, { text: id }))
		this.doc.on('update', (update: Uint8Array) => {
			for (const person of this.people) person.incoming.push(() => person.receive(update))
		})
	}

	prune(): void {
		pruneFields(this.doc, 'server')
		// The server may be restarted, or another process may open the document.
		if (this.#random(2) === 0) dropPruned(this.doc)
	}
}

/** A person with a tab, whose frames arrive later, in order, or never if the connection is cut. */
class Person {
	readonly incoming: (() => void)[] = []
	readonly outgoing: (() => void)[] = []
	readonly key: string
	/** The values of this person's own fields that they have last seen, by the id of the card. */
	readonly own = new Map<string, unknown>()
	doc!: Y.Doc
	records!: Records
	undo!: UndoHistory
	readonly #server: Server
	readonly #random: Random
	#unsaved!: UnsavedFields
	#frames = { sent: 0, acked: 0, isSynced: false }

	constructor(name: string, server: Server, random: Random) {
		this.key = `meta.${name}`
		this.#server = server
		this.#random = random
		this.open(Y.encodeStateAsUpdate(server.doc), [])
	}

	/** Opens a tab with what this device has stored. */
	open(state: Uint8Array, fields: readonly UnsavedField[]): void {
		this.doc = new Y.Doc()
		this.doc.clientID = this.#random(2 ** 32)
		this.records = recordsOf(this.doc)
		Y.applyUpdate(this.doc, state, 'stored')
		this.#unsaved = trackUnsavedFields(this.records)
		this.#unsaved.add(fields)
		this.undo = createUndoHistory(this.records)
		this.doc.on('update', (update: Uint8Array, origin: unknown) => {
			if (isOwnOrigin(origin) && this.isOnline) this.#send(update)
		})
	}

	/** Closes the tab and opens another one. */
	reopen(): void {
		this.disconnect()
		const fields = structuredClone(this.#unsaved.list())
		this.#unsaved.close()
		this.undo.close()
		this.open(Y.encodeStateAsUpdate(this.doc), fields)
	}

	get isOnline(): boolean {
		return this.#server.people.has(this)
	}

	connect(): void {
		const { doc } = this.#server
		this.#frames = { sent: 0, acked: 0, isSynced: false }
		const missing = Y.encodeStateAsUpdate(doc, Y.encodeStateVector(this.doc))
		const known = Y.encodeStateVector(doc)
		this.#server.people.add(this)
		this.incoming.push(
			() => {
				this.receive(missing)
				this.#frames.isSynced = true
				this.#settle()
			},
			() => this.#send(Y.encodeStateAsUpdate(this.doc, known)),
		)
		if (this.#random(2) === 0) this.incoming.reverse()
	}

	disconnect(): void {
		this.#server.people.delete(this)
		this.incoming.length = 0
		this.outgoing.length = 0
	}

	receive(update: Uint8Array): void {
		Y.applyUpdate(this.doc, update, 'server')
	}

	/** Edits a card, or undoes a step, and remembers what this person sees in their own fields. */
	edit(): void {
		const action = this.#random(8)
		if (action === 0) this.undo.undo()
		else if (action === 1) this.undo.redo()
		else {
			const id = CARDS[this.#random(CARDS.length)] as string
			const key = [...SHARED_KEYS, this.key, this.key][this.#random(4)] as string
			const value = action === 2 ? undefined : this.#random(1000)
			this.doc.transact(() => {
				if (value === undefined) this.records.get(id)?.delete(key)
				else this.records.get(id)?.set(key, value)
			}, LOCAL_ORIGIN)
			this.undo.startStep()
		}
		for (const id of CARDS) this.own.set(id, this.records.get(id)?.get(this.key))
	}

	#send(update: Uint8Array): void {
		this.#frames.sent++
		this.outgoing.push(() => {
			Y.applyUpdate(this.#server.doc, update, 'person')
			this.incoming.push(() => {
				this.#frames.acked++
				this.#settle()
			})
		})
	}

	/** As in `createSaveTracker`. */
	#settle(): void {
		const { sent, acked, isSynced } = this.#frames
		if (isSynced && sent > 0 && acked === sent) this.#unsaved.clear()
	}
}

function deliver(messages: (() => void)[]): boolean {
	const next = messages.shift()
	next?.()
	return next !== undefined
}

function step(server: Server, people: readonly Person[], random: Random): void {
	const person = people[random(people.length)] as Person
	const action = random(20)
	if (action < 8) person.edit()
	else if (action < 12) deliver(person.outgoing)
	else if (action < 16) deliver(person.incoming)
	else if (action === 16) server.prune()
	else if (action === 17) person.disconnect()
	else if (action === 18 && random(3) === 0) person.reopen()
	else if (action > 17 && !person.isOnline) person.connect()
}

function deliverAll(people: readonly Person[]): void {
	while (people.some(({ outgoing, incoming }) => deliver(outgoing) || deliver(incoming)));
}

function run(seed: number): void {
	const random = seededRandom(seed)
	const server = new Server(random)
	const people = ['one', 'two', 'three'].map((name) => new Person(name, server, random))
	for (let count = 0; count < STEPS; count++) step(server, people, random)
	for (const person of people) if (!person.isOnline) person.connect()
	deliverAll(people)
	server.prune()
	dropPruned(server.doc)
	deliverAll(people)
	const expected = recordsOf(server.doc).toJSON()
	for (const copy of [documentOf([Y.encodeStateAsUpdate(server.doc)]), ...people.map(({ doc }) => doc)])
		expect(recordsOf(copy).toJSON(), `seed ${seed}`).toEqual(expected)
	for (const { key, own } of people)
		for (const [id, value] of own) expect(expected[id]?.[key], `seed ${seed}, ${id} ${key}`).toBe(value)
}

it('[DOC8] converges, and loses no edit of a field that nobody else edits, in seeded runs with prunings', () => {
	for (let seed = SEED; seed < SEED + RUNS; seed++) run(seed)
})

it('[DOC6] [DOC8] undoes own values that Yjs has merged before the pruning (seed 945)', () => {
	run(945)
})
