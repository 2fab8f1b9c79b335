import * as Y from 'yjs'
import type { ParentPath } from './parentPaths.ts'
import type { Struct } from './updateCodec.ts'
import { endOf } from './updateCodec.ts'

type Id = Y.ID | null
type Text = ParentPath['parent']

/** A run of letters of one text, as one item brought it. */
interface Run {
	readonly client: number
	readonly clock: number
	readonly origin: Id
	readonly rightOrigin: Id
	length: number
	next: Run | null
}

/** What the letters of an update are: where they may be, out of order, or too many to tell. */
type Order = 'kept' | 'broken' | 'untold'

/** Whether the letters of an update lie between the neighbours they name. */
export interface TextItemOrder {
	/** Notes an item, in the order of dependencies. */
	add(item: Y.Item, place: ParentPath): void
	/** To be asked once everything is noted. */
	check(): Order
}

/** About a tenth of a second. */
const MAX_STEPS = 1_000_000

/**
 * Looks after the one thing that Yjs takes for granted of a letter: that the right neighbour it names lies to the right of
 * the left one. Where it does not, copies that have more or fewer letters by then put it at different places, for good.
 *
 * Nearly every letter can be told at a glance. The few that cannot are put in their place as Yjs will put them (YATA),
 * since only that tells where their neighbours lie.
 */
export function createTextItemOrder(doc: Y.Doc, blocks: ReadonlyMap<number, readonly Struct[]>): TextItemOrder {
	const added = new Map<Text, Y.Item[]>()
	const unsure = new Set<Text>()

	function isNew({ client, clock }: Y.ID): boolean {
		return clock >= Y.getState(doc.store, client)
	}

	function isSure({ origin, rightOrigin }: Y.Item): boolean {
		if (!origin || !rightOrigin) return true
		if (!isNew(origin)) return Y.compareIDs(following(origin), rightOrigin)
		const block = blocks.get(origin.client) as Struct[]
		const before = block[Y.findIndexSS(block, origin.clock)]
		return before instanceof Y.Item && Y.compareIDs(before.rightOrigin, rightOrigin)
	}

	function following(id: Y.ID): Id {
		const item = Y.getItem(doc.store, id)
		if (id.clock < endOf(item) - 1) return Y.createID(id.client, id.clock + 1)
		return item instanceof Y.Item ? (item.right?.id ?? null) : null
	}

	return {
		add(item, { parent, level }) {
			if (level !== 'text') return
			const items = added.get(parent) ?? []
			added.set(parent, items)
			items.push(item)
			if (!isSure(item)) unsure.add(parent)
		},
		check() {
			const budget = { looks: MAX_STEPS }
			for (const text of unsure) {
				const runs = new Runs(text, budget)
				for (const item of added.get(text) ?? []) {
					if (!runs.integrate(item)) return 'broken'
					if (budget.looks < 0) return 'untold'
				}
			}
			return 'kept'
		},
	}
}

/** The letters of a text in their order, deleted ones too. */
class Runs {
	#first: Run | null = null
	/** By client, in the order of their clocks. */
	readonly #byClient = new Map<number, Run[]>()

	readonly #budget: { looks: number }

	constructor(text: Text, budget: { looks: number }) {
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

	/** Puts an item where Yjs will; false if its neighbours are not in their order. */
	integrate(item: Y.Item): boolean {
		const { origin, rightOrigin } = item
		if (origin) this.#split(origin.client, origin.clock + 1)
		if (rightOrigin) this.#split(rightOrigin.client, rightOrigin.clock)
		const left = origin && this.#runAt(origin)
		const right = rightOrigin && this.#runAt(rightOrigin)
		for (let run = this.#after(left); run !== right; run = run.next) {
			this.#budget.looks--
			if (!run) return false
		}
		const place = this.#findLeft(item, left, right)
		const run = this.#add(item)
		run.next = this.#after(place)
		if (place) place.next = run
		else this.#first = run
		return true
	}

	/** The run after which the item goes; null is the start. See `Item.integrate`. */
	#findLeft(item: Y.Item, left: Run | null, right: Run | null): Run | null {
		const passed = new Set<Run>()
		const conflicting = new Set<Run>()
		let place = left
		for (let run = this.#after(left); run && run !== right; run = run.next) {
			this.#budget.looks--
			passed.add(run)
			conflicting.add(run)
			const before = run.origin && this.#runAt(run.origin)
			if (Y.compareIDs(run.origin, item.origin)) {
				const isEarlier = run.client < item.id.client
				if (!isEarlier && Y.compareIDs(run.rightOrigin, item.rightOrigin)) break
				if (!isEarlier) continue
			} else if (!before || !passed.has(before)) break
			else if (conflicting.has(before)) continue
			place = run
			conflicting.clear()
		}
		return place
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

	/** Cuts a run in two, so that one begins with this clock. */
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
