/*
 * The rule of the ledger: an acked write is undone only by a write that saw it or was concurrent
 * with it. The audit knows the writes and the documents at the end, not how they are merged.
 *
 *     a field     holds the value of a write that no acked write of the field had seen
 *     a letter    is there, unless a write erased it, or deleted its record, unseen by its author
 *     an erasure  stays, unless a write inserted the letter again, after it or concurrently
 *     a card      is, on the page, where the last person put it who moved it (places.ts)
 *     a record    is there, unless a write deleted it; and is gone, unless a write created it again
 */
import { isDeepStrictEqual } from 'node:util'
import { AUTHOR_KEYS, isThreadId, LOCKED_KEY, type RecordMap, recordsOf } from '@charrette/shared'
import * as Y from 'yjs'
import type { Command, Ledger } from './Ledger.ts'
import { auditPlaces } from './places.ts'
import type { Change, Write } from './writes.ts'

/** A record at the end, without Yjs types. */
interface FinalRecord {
	fields: ReadonlyMap<string, unknown>
	/** The letters of all its texts. */
	text: string
}

/** A change with the write that made it. */
type Entry<Kind extends Change['type']> = { write: Write; change: Extract<Change, { type: Kind }> }

/** The writes of one record. */
interface Entries {
	creates: Entry<'create'>[]
	deletes: Entry<'delete'>[]
	sets: Map<string, Entry<'set'>[]>
	inserts: Entry<'insert'>[]
	erases: Entry<'erase'>[]
}

/** The documents at the end: the board's, and those of private writing. */
export interface Documents {
	board: Y.Doc
	privates: ReadonlyMap<string, Y.Doc>
}

/** Returns a sentence for each write that was undone, and each content that nobody wrote. */
export function audit(ledger: Ledger, documents: Documents): string[] {
	const places = [documents.board, ...documents.privates.values()].map(finalRecords)
	const found: string[] = []
	for (const [record, entries] of entriesByRecord(ledger)) {
		const copies = places.flatMap((place) => place.get(record) ?? [])
		if (copies.length > 1) found.push(`${record} is on the board and in a private document`)
		found.push(...auditRecord({ record, entries, ledger }, copies[0] ?? null))
	}
	found.push(...auditPlaces(ledger, documents.board))
	const known = new Set(ledger.writes.flatMap(({ changes }) => changes.map(({ record }) => record)))
	for (const place of places)
		for (const record of place.keys()) if (!known.has(record)) found.push(`nobody created ${record}`)
	return found
}

interface Subject {
	record: string
	entries: Entries
	ledger: Ledger
}

/**
 * Whether the server may undo a write: by a command, or because its record is locked. The server
 * then undoes what a participant does, and writes again what they have deleted, so that a
 * facilitator's concurrent edit of that may be undone with it.
 */
function mayBeUndone({ record, entries, ledger }: Subject, write: Write): boolean {
	if (ledger.commands.some((command) => mayUndo(command, write))) return true
	if (isThreadId(record) && isDeletion(write, record)) return true
	if (!ledger.locked.has(record)) return false
	if (write.isRestricted) return true
	const { creates, deletes, inserts, erases } = entries
	const others = [...creates, ...deletes, ...inserts, ...erases, ...[...entries.sets.values()].flat()]
	return others.some(({ write: other }) => other.isRestricted && areConcurrent(write, other))
}

/** A thread comes back with the reply that somebody wrote meanwhile (THREAD3). */
const isDeletion = ({ changes }: Write, record: string) =>
	changes.some((change) => change.type === 'delete' && change.record === record)

const areConcurrent = (one: Write, other: Write) => one !== other && !one.past.has(other) && !other.past.has(one)

function auditRecord(subject: Subject, final: FinalRecord | null): string[] {
	const { record, entries } = subject
	const isExcused = (write: Write) => mayBeUndone(subject, write)
	/**
	 * A deletion that a write had not seen may take it away. If the deletion was undone, the writes
	 * that it had seen are back with the record.
	 */
	const isDeleted = (write: Write) =>
		entries.deletes.some(({ write: other }) => {
			return !write.past.has(other) && !(final && other.past.has(write))
		})
	/**
	 * Two people who had deleted a record at once, and undo that at once, create it twice: one of the
	 * two stays, without what was written in the other one until they met (LEDGER1d).
	 */
	const isInOtherCopy = (write: Write) =>
		entries.creates.some(({ write: other }) => {
			return areConcurrent(write, other) && entries.deletes.some((deletion) => other.past.has(deletion.write))
		})
	const lost = ({ write }: { write: Write }) =>
		write.state === 'acked' && !isExcused(write) && !isDeleted(write) && !isInOtherCopy(write)
	if (!final) {
		const first =
			entries.creates.find(lost) ?? [...entries.sets.values()].flat().find(lost) ?? entries.inserts.find(lost)
		return first ? [`${record} is gone: ${say(first.write)} was acked, and nobody deleted it`] : []
	}
	const found: string[] = []
	for (const { write } of entries.deletes) {
		const isCreatedAgain = entries.creates.some(({ write: other }) => !write.past.has(other) && other !== write)
		if (write.state === 'acked' && !isCreatedAgain && !isExcused(write))
			found.push(`${record} is back: its deletion, ${say(write)}, was acked`)
	}
	return [...found, ...auditFields(subject, final, lost), ...auditLetters(subject, final, lost)]
}

/** Fields that the server itself writes (AUTHOR1, SETUP1). */
const SERVER_FIELDS: readonly string[] = [...AUTHOR_KEYS, LOCKED_KEY]

type IsLost = (entry: { write: Write }) => boolean

function auditFields({ record, entries, ledger }: Subject, { fields }: FinalRecord, lost: IsLost): string[] {
	const found: string[] = []
	const wasPlaced = ledger.commands.length > 0 || ledger.locked.has(record)
	for (const key of new Set([...fields.keys(), ...entries.sets.keys()])) {
		const sets = entries.sets.get(key) ?? []
		if (SERVER_FIELDS.includes(key)) continue
		const value = fields.get(key)
		const candidates = sets.filter(({ change }) => isDeepStrictEqual(change.value, value))
		const losers = sets.filter(lost)
		if (candidates.length === 0) {
			const place = { entries, sets, losers, value }
			const fault = wasPlaced && value !== undefined ? null : strangeValue(place)
			if (fault) found.push(`${record} ${key} is ${fault}`)
			continue
		}
		const isOverruled = ({ write }: Entry<'set'>) => losers.some(({ write: later }) => later.past.has(write))
		if (!candidates.every(isOverruled)) continue
		const later = losers.find(({ write }) => candidates.some((candidate) => write.past.has(candidate.write)))
		if (later) found.push(`${record} ${key} is ${show(value)} again: ${say(later.write)} had seen it and was acked`)
	}
	return found
}

interface UnwrittenField {
	entries: Entries
	sets: readonly Entry<'set'>[]
	losers: readonly Entry<'set'>[]
	value: unknown
}

/** Returns the fault of a field whose value no write has set; null if it has none. */
function strangeValue({ entries, sets, losers, value }: UnwrittenField): string | null {
	if (value !== undefined) return `${show(value)}, which nobody wrote`
	// Undoing a deletion does not restore a field that somebody else has set meanwhile.
	if (sets.some(({ write }) => isRevived(entries, write)) || !losers[0]) return null
	return `gone: ${say(losers[0].write)} was acked`
}

function auditLetters(subject: Subject, { text }: FinalRecord, lost: IsLost): string[] {
	const { record, entries } = subject
	const found: string[] = []
	const there = new Set(text)
	const twice = [...text].filter((letter, at) => text.indexOf(letter) !== at && !mayBeTwice(subject, letter))
	if (twice.length > 0) found.push(`${record} has a letter twice: ${text}`)
	const known = new Set(entries.inserts.flatMap(({ change }) => [...change.letters]))
	for (const letter of there) if (!known.has(letter)) found.push(`${record} has a letter that nobody typed: ${letter}`)
	for (const { write, change } of entries.inserts) {
		if (!lost({ write })) continue
		const gone = [...change.letters].filter((letter) => !there.has(letter) && !isErased(entries, letter))
		if (gone.length > 0) found.push(`${record} lacks "${gone.join('')}", which ${say(write)} typed, acked`)
	}
	for (const { write, change } of entries.erases) {
		if (write.state !== 'acked' || mayBeUndone(subject, write) || isRevived(entries, write)) continue
		const isTypedAgain = (letter: string) =>
			entries.inserts.some((entry) => entry.change.letters.includes(letter) && !write.past.has(entry.write))
		const back = [...change.letters].filter((letter) => there.has(letter) && !isTypedAgain(letter))
		if (back.length > 0) found.push(`${record} has "${back.join('')}" again, which ${say(write)} erased, acked`)
	}
	return found
}

/**
 * Whether an erased letter may have been written again twice: by the undos of two people who had
 * erased it at once, and did not know of each other's undo, or by an undo and by the server, which
 * corrects a locked card or restores a version. Our own client leaves the letter out if it knows
 * that it is there (DOC6); programs do not.
 */
function mayBeTwice(subject: Subject, letter: string): boolean {
	const { entries, ledger, record } = subject
	const hasLetter = ({ change }: { change: { letters: string } }) => change.letters.includes(letter)
	const erases = entries.erases.filter(hasLetter).map(({ write }) => write)
	const inserts = entries.inserts.filter(hasLetter).map(({ write }) => write)
	const undosOf = (erase: Write) => inserts.filter(({ past }) => past.has(erase))
	const undos = erases.flatMap(undosOf)
	if (undos.some((one) => undos.some((other) => areConcurrent(one, other)))) return true
	const isCorrectedAtOnce = (erase: Write) =>
		ledger.locked.has(record) && erases.some((other) => other.isRestricted && areConcurrent(erase, other))
	return erases.some((erase) => {
		return (
			mayBeUndone(subject, erase) && undosOf(erase).some(({ places }) => places === null || isCorrectedAtOnce(erase))
		)
	})
}

function isErased({ erases }: Entries, letter: string): boolean {
	return erases.some(({ change }) => change.letters.includes(letter))
}

/** Whether a deletion that was concurrent with a write was undone, and with it the write. */
function isRevived({ deletes }: Entries, write: Write): boolean {
	return deletes.some(({ write: other }) => areConcurrent(write, other))
}

/**
 * A restore may undo every write that did not know its result. A reveal leaves private edits behind
 * that had not been acked when it began.
 */
function mayUndo({ type, startedAt, marker }: Command, write: Write): boolean {
	if (type === 'restore') return marker === null || !write.past.has(marker)
	return write.room.startsWith('private:') && (write.ackedAt === 0 || write.ackedAt > startedAt)
}

function entriesByRecord(ledger: Ledger): Map<string, Entries> {
	const byRecord = new Map<string, Entries>()
	const of = (record: string): Entries => {
		const known = byRecord.get(record)
		if (known) return known
		const fresh: Entries = { creates: [], deletes: [], sets: new Map(), inserts: [], erases: [] }
		byRecord.set(record, fresh)
		return fresh
	}
	for (const write of ledger.writes) for (const change of write.changes) enter(of(change.record), write, change)
	return byRecord
}

function enter(entries: Entries, write: Write, change: Change): void {
	if (change.type === 'create') entries.creates.push({ write, change })
	else if (change.type === 'delete') entries.deletes.push({ write, change })
	else if (change.type === 'insert') entries.inserts.push({ write, change })
	else if (change.type === 'erase') entries.erases.push({ write, change })
	else {
		const known = entries.sets.get(change.key)
		if (known) known.push({ write, change })
		else entries.sets.set(change.key, [{ write, change }])
	}
}

function finalRecords(doc: Y.Doc): Map<string, FinalRecord> {
	return new Map([...recordsOf(doc)].map(([id, record]) => [id, finalRecord(record)]))
}

function finalRecord(record: RecordMap): FinalRecord {
	const entries = [...record]
	const fields = new Map(entries.filter(([, value]) => !(value instanceof Y.Text)))
	return { fields, text: entries.flatMap(([, value]) => (value instanceof Y.Text ? [value.toString()] : [])).join('') }
}

const show = (value: unknown) => JSON.stringify(value) ?? 'nothing'

function say({ author, changes }: Write): string {
	return `${author}'s ${changes.map(({ type, record }) => `${type} ${record}`).join(', ')}`
}
