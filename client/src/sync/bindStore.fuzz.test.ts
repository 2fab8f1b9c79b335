import {
	BoardProjection,
	buildCard,
	buildCluster,
	buildLink,
	CARD_KINDS,
	type CardShape,
	textOf,
} from '@charrette/shared'
import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { readLiveFields } from './pendingChanges.ts'
import { controlFrames, createTestBoard, paint, recordsIn, type TestBoard } from './testBoards.ts'

/** The seed of the run. `SEED=…` repeats a run that failed. */
const SEED = Number(import.meta.env['SEED'] ?? Date.now() % 1e6)
const RUNS = import.meta.env['CI'] ? 25 : 5
const STEPS = 120

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

/** A person's board, and the messages in flight to each of the others, in order. */
interface Person {
	board: TestBoard
	isInGesture: boolean
	/** The number of updates that had been written when the gesture started. */
	writtenAtStart: number
	outbox: Map<Person, (() => void)[]>
}

function gather(count: number): Person[] {
	const people = Array.from(
		{ length: count },
		(_, index): Person => ({
			board: createTestBoard(index + 1),
			isInGesture: false,
			writtenAtStart: 0,
			outbox: new Map(),
		}),
	)
	for (const from of people) {
		for (const to of people) if (to !== from) from.outbox.set(to, [])
		from.board.doc.on('update', (update: Uint8Array, origin: unknown) => {
			if (origin === 'peer') return
			for (const [to, waiting] of from.outbox) waiting.push(() => Y.applyUpdate(to.board.doc, update, 'peer'))
		})
	}
	return people
}

function sendPresence({ board, outbox }: Person): void {
	const json = JSON.stringify(board.binding.liveGesture.read() ?? null)
	for (const [to, waiting] of outbox)
		waiting.push(() => to.board.binding.setOverlay(board.doc.clientID, readLiveFields(JSON.parse(json))))
}

function deliver({ outbox }: Person, random: Random): void {
	const waiting = random.pick([...outbox.values()]) ?? []
	for (const arrive of waiting.splice(0, 1 + random.below(4))) arrive()
}

const shapesOf = ({ board }: Person) => [...recordsIn(board).values()].filter(({ typeName }) => typeName === 'shape')

function edit(person: Person, random: Random): void {
	const { board } = person
	const shape = random.pick(shapesOf(person)) as CardShape | undefined
	const id = `${board.doc.clientID}-${random.below(1e6)}`
	const at = { x: random.below(900), y: random.below(900), index: `a${1 + random.below(5)}` as never }
	const parent = random.pick(shapesOf(person).filter(({ type }) => type === 'frame'))?.id ?? 'page:board'
	const edits: (() => void)[] = [
		() => board.put(buildCard(id, at, { kind: random.pick(CARD_KINDS) ?? 'note', text: id })),
		() => board.put(buildCluster(id, at, { title: id, w: 200, h: 200 })),
		() => {
			const to = random.pick(shapesOf(person))
			if (shape && to) for (const record of buildLink(id, { from: shape.id, to: to.id }, at.index)) board.put(record)
		},
		() => board.change<CardShape>(shape?.id ?? '', (record) => ({ ...record, x: at.x, y: at.y })),
		() => board.change<CardShape>(shape?.id ?? '', (record) => ({ ...record, x: at.x, y: at.y })),
		() => board.change<CardShape>(shape?.id ?? '', (record) => ({ ...record, rotation: random.below(3) })),
		() => {
			if (shape?.type === 'card') board.change<CardShape>(shape.id, (record) => withKind(record, random))
		},
		() => {
			// tldraw itself does not allow putting a cluster into itself.
			if (parent === 'page:board' || !isWithin(board, parent, shape?.id ?? ''))
				board.change<CardShape>(shape?.id ?? '', (record) => ({ ...record, parentId: parent as never }))
		},
		() => shape && board.remove(shape.id),
		() => textOf(board.records, shape?.id ?? '')?.insert(0, '字'),
	]
	const before = recordsIn(board)
	random.pick(edits)?.()
	const now = recordsIn(board)
	const isChanged = now.size !== before.size || [...now].some(([key, record]) => before.get(key) !== record)
	expect(board.pendingCount, '[ACK3] what the store has and the document has not is pending').toBeGreaterThanOrEqual(
		isChanged ? 1 : 0,
	)
}

function withKind(record: CardShape, random: Random): CardShape {
	return { ...record, props: { ...record.props, kind: random.pick(CARD_KINDS) ?? 'note' } }
}

function isWithin(board: TestBoard, id: string, ancestor: string): boolean {
	for (let now = board.get<CardShape>(id); now; now = board.get<CardShape>(now.parentId))
		if (now.id === ancestor) return true
	return false
}

function gesture(person: Person, random: Random): void {
	const { board } = person
	if (!person.isInGesture) {
		board.startGesture()
		person.isInGesture = true
		person.writtenAtStart = board.written.length
		return
	}
	person.isInGesture = false
	expect(board.written.length, 'nothing is written during a gesture').toBe(person.writtenAtStart)
	if (random.below(2) === 0) board.endGesture()
	else {
		const steps = board.undo.undoStack.length
		board.cancelGesture()
		expect([board.written.length, board.undo.undoStack.length], 'a cancelled gesture leaves nothing').toEqual([
			person.writtenAtStart,
			steps,
		])
	}
	sendPresence(person)
}

function act(person: Person, random: Random): void {
	const dice = random.below(20)
	if (dice < 9) edit(person, random)
	else if (dice < 12) gesture(person, random)
	else if (dice < 14) sendPresence(person)
	else if (dice < 17) deliver(person, random)
	else if (dice < 19) paint()
	else if (!person.isInGesture) {
		person.board.binding.flush()
		person.board.undo[random.below(3) === 0 ? 'redo' : 'undo']()
	}
}

function settle(people: readonly Person[], random: Random): void {
	for (const person of people) {
		if (person.isInGesture) gesture(person, random)
		person.board.binding.flush()
		sendPresence(person)
	}
	while (people.some(({ outbox }) => [...outbox.values()].some((waiting) => waiting.length > 0)))
		for (const person of people) deliver(person, random)
	paint()
}

it(`[DOC3] after any concurrent gestures, every store equals its document and all documents are equal (seed ${SEED})`, {
	timeout: 300_000,
}, () => {
	for (let run = 0; run < RUNS; run++) {
		controlFrames()
		const random = createRandom(SEED + run)
		const people = gather(2 + random.below(2))
		for (let step = 0; step < STEPS; step++) act(random.pick(people) as Person, random)
		settle(people, random)
		const document = people[0]?.board.records.toJSON()
		for (const { board } of people) {
			expect(board.records.toJSON(), `documents of run ${SEED + run}`).toEqual(document)
			const projection = new BoardProjection(board.records)
			projection.readAll()
			expect(recordsIn(board), `store of run ${SEED + run}`).toEqual(new Map(projection.shown))
			expect(board.pendingCount).toBe(0)
		}
	}
})
