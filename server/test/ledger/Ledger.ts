/*
 * The ledger: every write of every person on one board, with its causal past and whether the server
 * has acked it. A write is an edit that a person made on purpose. Writes of a client by itself,
 * or an attacker sends, is not entered, and must not undo anything.
 */
import { recordsOf } from '@charrette/shared'
import * as Y from 'yjs'
import { sampleOf } from './readTransaction.ts'
import type { Change, Write } from './writes.ts'

/** An act of the server that may undo what it finds, by a facilitator's command. */
export interface Command {
	type: 'restore' | 'reveal'
	/** The position of its start among all events of the ledger. */
	startedAt: number
	/** A write that was made once the command was done, so that whoever has it knows the result. */
	marker: Write | null
}

/** The writes on one board, and the commands that undo writes. */
export class Ledger {
	readonly writes: Write[] = []
	readonly commands: Command[] = []
	/** Events that must never happen, in words. */
	readonly violations: string[] = []
	/** The records that were locked at some time: a participant's change of one may be refused. */
	readonly locked = new Set<string>()
	#events = 0

	/** Returns the position of the next event. */
	tick(): number {
		return ++this.#events
	}

	/**
	 * Enters a violation if an undo took away what others have written (DOC6): letters, or a card
	 * with such letters.
	 */
	checkUndo(undone: readonly Write[]): void {
		for (const { author, changes, past } of undone)
			for (const change of changes) {
				if (change.type !== 'erase' && change.type !== 'delete') continue
				const lost = lettersOfOthers(author, [...past], change)
				if (lost)
					this.violations.push(`${author}'s undo takes "${lost}" away from ${change.record}, which others typed`)
			}
	}

	/** Returns the writes of the records that this text names, in order. */
	describe(text: string): string[] {
		const records = new Set(text.match(/shape:\w+/g))
		const named = this.writes.filter(({ changes }) => changes.some(({ record }) => records.has(record)))
		const numbers = new Map(named.map((write, index) => [write, index + 1]))
		return named.map((write) => {
			const past = [...write.past].flatMap((other) => numbers.get(other) ?? [])
			const changes = write.changes.filter(({ record }) => records.has(record))
			return `${numbers.get(write)}. ${write.author}, ${write.state}: ${JSON.stringify(changes)} after ${past.join(' ')}`
		})
	}

	/** Enters a record that the server has added from a file, and answered for. */
	enterImport(doc: Y.Doc, { room, record }: { room: string; record: string }): void {
		const map = recordsOf(doc).get(record)
		const item = map?._item
		if (!map || !item) return
		const letters = [...map].flatMap(([, value]) => (value instanceof Y.Text ? [value.toString()] : [])).join('')
		const fields = [...map].filter(([, value]) => !(value instanceof Y.Text))
		const changes: Change[] = [
			{ type: 'create', record },
			{ type: 'insert', record, letters },
			...fields.map(([key, value]): Change => ({ type: 'set', record, key, value })),
		]
		const inserted = [{ client: item.id.client, clock: item.id.clock, length: 1, sample: sampleOf(item) }]
		const made = {
			author: 'an import',
			isRestricted: false,
			room,
			changes,
			inserted,
			deleted: [],
			places: null,
			past: new Set<Write>(),
		}
		this.writes.push({ ...made, state: 'acked', ackedAt: this.tick() })
	}
}

/** Returns the letters that an erasure or a deletion takes away, and that others have typed. */
function lettersOfOthers(author: string, past: readonly Write[], change: Change): string {
	const changes = past.flatMap((write) => write.changes.map((other) => ({ author: write.author, other })))
	const of = (type: 'insert' | 'erase') =>
		changes.flatMap(({ author, other }) => {
			return other.type === type && other.record === change.record ? [{ author, letters: other.letters }] : []
		})
	const own = new Set(of('insert').flatMap((entry) => (entry.author === author ? [...entry.letters] : [])))
	const erased = new Set(of('erase').flatMap(({ letters }) => [...letters]))
	const typed = of('insert').flatMap((entry) => [...entry.letters])
	return typed
		.filter((letter) => !own.has(letter) && !erased.has(letter))
		.filter((letter) => change.type !== 'erase' || change.letters.includes(letter))
		.join('')
}
