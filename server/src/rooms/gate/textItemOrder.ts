import * as Y from 'yjs'
import type { ParentPath, PlacedItem } from './parentPaths.ts'
import type { Struct } from './updateCodec.ts'
import { endOf } from './updateCodec.ts'

type Id = Y.ID | null
type Text = ParentPath['parent']

/** A run of characters of one text, from one item. */
interface Run {
	readonly client: number
	readonly clock: number
	readonly origin: Id
	readonly rightOrigin: Id
	length: number
	next: Run | null
}

/** Whether the items are in order; `unknown` if that takes too many steps to find out. */
type Order = 'valid' | 'invalid' | 'unknown'

/** Steps that take about a tenth of a second. */
const MAX_STEPS = 1_000_000

/**
 * Checks the one thing that Yjs assumes about an item of a text: that the right neighbour it names
 * is to the right of the left one. If it is not, copies of the document that know more or fewer
 * items put it at different positions, permanently. The items are given in the order of
 * dependencies.
 *
 * Nearly every item can be decided at once. The rest are integrated as Yjs will do it (YATA),
 * because only that shows where their neighbours are.
 */
export function checkTextItems(
	doc: Y.Doc,
	blocks: ReadonlyMap<number, readonly Struct[]>,
	placed: readonly PlacedItem[],
): Order {
	let undecided: Map<Text, Y.Item[]> | null = null
	for (const { item, path } of placed) {
		if (path.level !== 'text' || isBetweenNeighbours(doc, blocks, item)) continue
		undecided ??= new Map()
		undecided.set(path.parent, [])
	}
	return undecided ? integrateAll(undecided, placed) : 'valid'
}

/** Whether it is certain that an item is between the neighbours it names. */
function isBetweenNeighbours(
	doc: Y.Doc,
	blocks: ReadonlyMap<number, readonly Struct[]>,
	{ origin, rightOrigin }: Y.Item,
): boolean {
	if (!origin || !rightOrigin) return true
	const isKnown = origin.clock < Y.getState(doc.store, origin.client)
	if (isKnown) return Y.compareIDs(following(doc, origin), rightOrigin)
	const block = blocks.get(origin.client) as Struct[]
	const before = block[Y.findIndexSS(block, origin.clock)]
	return before instanceof Y.Item && Y.compareIDs(before.rightOrigin, rightOrigin)
}

function following(doc: Y.Doc, id: Y.ID): Id {
	const item = Y.getItem(doc.store, id)
	if (id.clock < endOf(item) - 1) return Y.createID(id.client, id.clock + 1)
	return item instanceof Y.Item ? (item.right?.id ?? null) : null
}

/** Integrates all items of the undecided texts, whose lists are empty. */
function integrateAll(undecided: ReadonlyMap<Text, Y.Item[]>, placed: readonly PlacedItem[]): Order {
	for (const { item, path } of placed) undecided.get(path.parent)?.push(item)
	const budget = { steps: MAX_STEPS }
	for (const [text, items] of undecided) {
		const runs = new Runs(text, budget)
		for (const item of items) {
			if (!runs.integrate(item)) return 'invalid'
			if (budget.steps < 0) return 'unknown'
		}
	}
	return 'valid'
}

/** The characters of a text in their order, including deleted ones. */
class Runs {
	#first: Run | null = null
	/** By client, sorted by clock. */
	readonly #byClient = new Map<number, Run[]>()

	readonly #budget: { steps: number }

	constructor(text: Text, budget: { steps: number }) {
		this.#budget = budget
		let last: Run | null = null
		for (let item = text instanceof Y.AbstractType ? text._start : null; item; item = item.right) {
			const run = this.#add(item)
			if (last) last.next = run
			else this.#first = run
			last = run
		}
		for (const runs of this.#byClient.values()) runs.sort((a, b) => a.clock - b.clock)
	}

	/** Integrates an item where Yjs will; false if its neighbours are not in order. */
	integrate(item: Y.Item): boolean {
		const { origin, rightOrigin } = item
		if (origin) this.#split(origin.client, origin.clock + 1)
		if (rightOrigin) this.#split(rightOrigin.client, rightOrigin.clock)
		const left = origin && this.#runAt(origin)
		const right = rightOrigin && this.#runAt(rightOrigin)
		for (let run = this.#after(left); run !== right; run = run.next) {
			this.#budget.steps--
			if (!run) return false
		}
		const previous = this.#findLeft(item, left, right)
		const run = this.#add(item)
		run.next = this.#after(previous)
		if (previous) previous.next = run
		else this.#first = run
		return true
	}

	/** The run after which an item is inserted; null for the start. See `Item.integrate` in Yjs. */
	#findLeft(item: Y.Item, left: Run | null, right: Run | null): Run | null {
		const passed = new Set<Run>()
		const conflicting = new Set<Run>()
		let previous = left
		for (let run = this.#after(left); run && run !== right; run = run.next) {
			this.#budget.steps--
			passed.add(run)
			conflicting.add(run)
			const before = run.origin && this.#runAt(run.origin)
			if (Y.compareIDs(run.origin, item.origin)) {
				const isEarlier = run.client < item.id.client
				if (!isEarlier && Y.compareIDs(run.rightOrigin, item.rightOrigin)) break
				if (!isEarlier) continue
			} else if (!before || !passed.has(before)) break
			else if (conflicting.has(before)) continue
			previous = run
			conflicting.clear()
		}
		return previous
	}

	#after(run: Run | null): Run | null {
		return run ? run.next : this.#first
	}

	#add({ id: { client, clock }, origin, rightOrigin, length }: Y.Item): Run {
		const run: Run = { client, clock, origin, rightOrigin, length, next: null }
		const runs = this.#byClient.get(client) ?? []
		this.#byClient.set(client, runs)
		runs.push(run)
		return run
	}

	#indexOf(runs: readonly Run[], clock: number): number {
		let [low, high] = [0, runs.length - 1]
		while (low < high) {
			const middle = (low + high + 1) >> 1
			if ((runs[middle] as Run).clock <= clock) low = middle
			else high = middle - 1
		}
		return low
	}

	#runAt({ client, clock }: Y.ID): Run {
		const runs = this.#byClient.get(client) as Run[]
		return runs[this.#indexOf(runs, clock)] as Run
	}

	#split(client: number, clock: number): void {
		const runs = this.#byClient.get(client) as Run[]
		const index = this.#indexOf(runs, clock)
		const run = runs[index] as Run
		const known = clock - run.clock
		if (known <= 0 || known >= run.length) return
		const rest: Run = { ...run, clock, origin: Y.createID(client, clock - 1), length: run.length - known }
		run.length = known
		run.next = rest
		runs.splice(index + 1, 0, rest)
	}
}
