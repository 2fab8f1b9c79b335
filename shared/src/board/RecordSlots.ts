/**
 * The slots for which records of a board compete (DOC4): siblings with the same index, and bindings
 * of the same end of an arrow. The smallest id wins a slot. The winners depend on the records
 * alone, not on the order in which they change.
 */
export class RecordSlots {
	/** By slot: the records that compete for it. */
	readonly #rivals = new Map<string, Set<string>>()
	/** By slot: the smallest id of its rivals. */
	readonly #winners = new Map<string, string>()
	/** By record id: the slot it competes for. */
	readonly #slots = new Map<string, string>()

	/** Returns the record that has a slot; undefined if there is none. */
	winnerOf(slot: string): string | undefined {
		return this.#winners.get(slot)
	}

	/** Whether a record has the slot that it competes for. */
	isWinner(id: string): boolean {
		return this.#winners.get(this.#slots.get(id) ?? '') === id
	}

	/**
	 * Moves records to the slots they now compete for (none if undefined). Returns these records and
	 * the records that won or lost a slot because of the move.
	 */
	move(ids: ReadonlySet<string>, slotOf: (id: string) => string | undefined): Set<string> {
		const touched = new Set(ids)
		const left = new Set<string>()
		for (const id of ids) {
			const before = this.#slots.get(id)
			const after = slotOf(id)
			if (before === after) continue
			if (before !== undefined) {
				removeFrom(this.#rivals, before, id)
				left.add(before)
			}
			if (after === undefined) this.#slots.delete(id)
			else {
				addTo(this.#rivals, after, id)
				this.#slots.set(id, after)
				touched.add(this.#offer(after, id))
			}
		}
		for (const slot of left) this.#findWinner(slot, touched)
		return touched
	}

	/**
	 * Gives a slot to a record if its id is the smallest. Returns the previous winner, or the record
	 * itself if there was none.
	 */
	#offer(slot: string, id: string): string {
		const winner = this.#winners.get(slot) ?? id
		if (id <= winner) this.#winners.set(slot, id)
		return winner
	}

	/** Finds the new winner of a slot that records have left, and adds it to `touched`. */
	#findWinner(slot: string, touched: Set<string>): void {
		const rivals = this.#rivals.get(slot)
		const winner = this.#winners.get(slot)
		if (winner !== undefined && rivals?.has(winner)) return
		this.#winners.delete(slot)
		for (const id of rivals ?? []) this.#offer(slot, id)
		const next = this.#winners.get(slot)
		if (next !== undefined) touched.add(next)
	}
}

/** Adds an id to the set under a key. */
export function addTo(index: Map<string, Set<string>>, key: string, id: string): void {
	const ids = index.get(key)
	if (ids) ids.add(id)
	else index.set(key, new Set([id]))
}

/** Removes an id from the set under a key, and the set itself if it is then empty. */
export function removeFrom(index: Map<string, Set<string>>, key: string, id: string): void {
	const ids = index.get(key)
	ids?.delete(id)
	if (ids?.size === 0) index.delete(key)
}
