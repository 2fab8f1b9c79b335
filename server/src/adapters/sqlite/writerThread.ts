/**
 * The only thread that writes the database, so that the event loop never waits for the disk (LOG1,
 * STORE6). A batch is one transaction and one sync. Each of its tasks has a savepoint, so that a
 * task that fails does not undo the others.
 */
import { parentPort, workerData } from 'node:worker_threads'
import { crc32 } from 'node:zlib'
import type { CastDots, RoundId } from '@charrette/shared'
import type { Database } from 'better-sqlite3'
import type { Ballot, BallotRefusal } from '../../ports/BallotStore.ts'
import type { LogEntry } from '../../ports/DocStore.ts'
import { FORM } from '../../ports/LogCopy.ts'
import type { QueryAnswer } from '../sql/SqlDatabase.ts'
import { appendRefused } from './appendRefusals.ts'
import { prepareBallots } from './ballotStatements.ts'
import { checkpoint, openCommitMark } from './commitMark.ts'
import { openFile, VACUUMED } from './openDatabase.ts'
import { unpackEntries } from './packEntries.ts'
import { prepareQueries, type Query } from './queries.ts'
import { failureOf, type Outcome, runTask, serveRequests, type TaskCall } from './threadProtocol.ts'

/** A state, encoded for its row, that replaces rows of a room. */
export interface Replacement {
	room: string
	seqs: readonly number[]
	state: Uint8Array
	/**
	 * Whether the replaced rows are deleted at once. Otherwise they stay until the next compaction.
	 */
	forgetsReplaced: boolean
}

/** The tasks of this thread. Each is atomic. */
export type WriterTasks = {
	query(query: Query): QueryAnswer
	/** Runs all queries or none. */
	transact(queries: readonly Query[]): QueryAnswer[]
	append(packed: Uint8Array): void
	startLog(entry: LogEntry): boolean
	endLog(room: string): void
	replace(replacement: Replacement): void
	cast(ballot: { round: RoundId; dots: CastDots }): Ballot | BallotRefusal
	/** Writes only the mark of its commit, to show whether the disk accepts writes. */
	probe(input: null): void
	/**
	 * Truncates the write-ahead log once the batch is committed. `isDone` is false if a reader of the
	 * log prevents that.
	 */
	purge(input: null): { isDone: boolean }
}

await serveRequests(parentPort, async () => {
	const { file } = workerData as { file: string }
	const database = await openFile(file)
	try {
		return openWriter(database, file)
	} catch (cause) {
		database.close()
		throw cause
	}
})

function openWriter(database: Database, file: string) {
	const mark = openCommitMark(database, file)
	vacuumOnce(database)
	const purges: { isDone: boolean }[] = []
	const logEnd = openLogEnd(database)
	const tasks = prepareTasks(database, { logEnd, purges })
	const attempt = database.transaction((call: TaskCall) => {
		const outcome = runTask(tasks, call)
		if ('failure' in outcome) throw new FailedTask(outcome)
		return outcome
	})
	const runAll = database.transaction((calls: readonly TaskCall[]) => {
		const outcomes = calls.map((call): Outcome => {
			try {
				return attempt(call)
			} catch (cause) {
				// On a full disk SQLite rolls back the whole transaction, so no task of the batch is
				// written.
				if (!database.inTransaction || !(cause instanceof FailedTask)) throw cause
				return cause.outcome
			}
		})
		logEnd.save()
		return { outcomes, committed: mark.count() }
	})
	return {
		run(calls: readonly TaskCall[]) {
			try {
				const { outcomes, committed } = runAll.immediate(calls)
				committed()
				const isDone = purges.length > 0 && checkpoint(database)
				for (const purge of purges.splice(0)) purge.isDone = isDone
				return outcomes
			} catch (cause) {
				const failure = failureOf(cause)
				return calls.map((): Outcome => ({ failure }))
			}
		},
		close() {
			mark.close()
			database.close()
		},
	}
}

/** Rewrites the file once if a release before ERASE1 has left deleted rows in its free space. */
function vacuumOnce(database: Database): void {
	if (database.pragma('user_version', { simple: true }) !== 0) return
	try {
		database.exec('VACUUM')
		database.pragma(`user_version = ${VACUUMED}`)
	} catch (cause) {
		// The next start tries again if there is no space for a copy, or if another program uses the
		// file.
		if (!/^SQLITE_(FULL|BUSY)/.test(failureOf(cause).code ?? '')) throw cause
	}
}

/** The error of a task that failed within a batch. Its savepoint is rolled back. */
class FailedTask extends Error {
	readonly outcome: { failure: { message: string; code: string | null } }
	readonly code: string | null

	constructor(outcome: { failure: { message: string; code: string | null } }) {
		super(outcome.failure.message)
		this.outcome = outcome
		this.code = outcome.failure.code
	}
}

interface LogEnd {
	next(): number
	/** Stores the last number, in the transaction of the rows. */
	save(): void
}

/**
 * Opens the sequence numbers. No number is assigned twice.
 */
function openLogEnd(database: Database): LogEnd {
	const update = database.prepare('UPDATE log_end SET seq = ?')
	let saved = database.prepare<[], number>('SELECT seq FROM log_end').pluck().get() ?? 0
	let last = saved
	return {
		next: () => ++last,
		save() {
			if (last === saved) return
			update.run(last)
			saved = last
		},
	}
}

/** State that the tasks of a batch share with its transaction. */
interface BatchDeps {
	logEnd: LogEnd
	/** The purges that the batch requested, which run once it is committed. */
	purges: { isDone: boolean }[]
}

function prepareTasks(database: Database, { logEnd, purges }: BatchDeps): WriterTasks {
	const insert = database.prepare('INSERT INTO log (seq, room, at, form, crc, bytes) VALUES (?, ?, ?, ?, ?, ?)')
	const insertClaim = database.prepare('INSERT OR IGNORE INTO claim (room, client, owner) VALUES (?, ?, ?)')
	const insertTouch = database.prepare('INSERT INTO touch (room, at, record, aspect, owner) VALUES (?, ?, ?, ?, ?)')
	const forgetRetired = database.prepare('DELETE FROM log WHERE room = ? AND retired IS NOT NULL')
	const retire = database.prepare('UPDATE log SET retired = ? WHERE room = ? AND seq = ?')
	/** Finds a state that another program has written since the log was read. */
	const hasLaterState = database.prepare(
		`SELECT 1 FROM log WHERE room = ? AND form = ${FORM.state} AND seq > ? LIMIT 1`,
	)
	const lastWriteAt = database
		.prepare<[string], number>('SELECT at FROM log WHERE room = ? ORDER BY seq DESC LIMIT 1')
		.pluck()
	const isStarted = database.prepare('SELECT 1 FROM log WHERE room = ? LIMIT 1')
	const isEnded = database.prepare('SELECT 1 FROM ended_log WHERE room = ?')
	const end = database.prepare('INSERT OR IGNORE INTO ended_log (room) VALUES (?)')
	const { cast } = prepareBallots(database)
	const query = prepareQueries(database)

	function append({ room, update, claims = [], attributions = [] }: LogEntry): void {
		if (isEnded.get(room)) throw appendRefused('logEnded')
		const seq = logEnd.next()
		insert.run(seq, room, Date.now(), FORM.update, crc32(update), update)
		for (const { client, owner } of claims) insertClaim.run(room, client, owner)
		for (const { at, record, aspect, author } of attributions) insertTouch.run(room, at, record, aspect, author)
	}

	return {
		query,
		transact: (queries) => queries.map(query),
		append(packed) {
			for (const entry of unpackEntries(packed)) append(entry)
		},
		startLog(entry) {
			if (isStarted.get(entry.room)) return false
			append(entry)
			return true
		},
		endLog: (room) => void end.run(room),
		replace({ room, seqs, state, forgetsReplaced }) {
			const newest = seqs.reduce((newest, seq) => Math.max(newest, seq), 0)
			if (hasLaterState.get(room, newest)) return
			const at = lastWriteAt.get(room)
			forgetRetired.run(room)
			const stateSeq = logEnd.next()
			insert.run(stateSeq, room, at, FORM.state, crc32(state), state)
			for (const seq of seqs) retire.run(stateSeq, room, seq)
			if (forgetsReplaced) forgetRetired.run(room)
		},
		cast: ({ round, dots }) => cast(round, dots),
		probe() {},
		purge() {
			const purge = { isDone: false }
			purges.push(purge)
			return purge
		},
	}
}
