import { crc32 } from 'node:zlib'
import type { RoomId } from '@charrette/shared'
import { DatabaseError, type Pool, type PoolClient } from 'pg'
import { codeOf } from '../../codeOf.ts'
import { type AppendRefusal, AppendRefusedError, type LogEntry } from '../../ports/DocStore.ts'
import { FORM } from '../../ports/LogCopy.ts'
import { type CurrentNode, HOLD_NODE } from './PostgresPlacement.ts'

/** Limit of concurrent transactions: while one waits for the disk, others are prepared. */
const MAX_RUNNING = 3
/** Number of entries after which a transaction takes no more calls. */
const MAX_BATCH = 500
/** Limit of the queued calls; more are rejected. */
const MAX_QUEUED = 10_000

const BEGIN = 'BEGIN; SET LOCAL synchronous_commit = on'
/** Appends to a log share its lock. Ending the log takes the lock exclusively. */
const SHARE_LOGS = 'SELECT pg_advisory_xact_lock_shared(hashtextextended(room, 0)) FROM unnest($1::text[]) AS room'
const LOCK_LOG = 'SELECT pg_advisory_xact_lock(hashtextextended($1, 0))'
/** The logs among these that have ended, and the nodes among these that are registered. */
const STATE = `WITH living AS (${HOLD_NODE})
	SELECT NULL AS ended, id AS node FROM living UNION ALL SELECT room, NULL FROM ended_log WHERE room = ANY($2::text[])`
const END = 'INSERT INTO ended_log (room) VALUES ($1) ON CONFLICT DO NOTHING'
/**
 * All transactions claim in the same order, so that they cannot deadlock. The statement waits for
 * transactions that claim the same ids.
 */
const CLAIM = `INSERT INTO claim (room, client, owner)
	SELECT DISTINCT ON (room, client) room, client, owner
	FROM unnest($1::text[], $2::bigint[], $3::text[]) WITH ORDINALITY AS claimed (room, client, owner, number)
	ORDER BY room, client, number
	ON CONFLICT DO NOTHING`
const INSERT = `INSERT INTO log (room, at, form, crc, bytes)
	SELECT room, $2, ${FORM.update}, crc, bytes
	FROM unnest($1::text[], $3::bigint[], $4::bytea[]) WITH ORDINALITY AS row (room, crc, bytes, number)
	ORDER BY number`
const TOUCH = `INSERT INTO touch (room, at, record, aspect, owner)
	SELECT room, at, record, aspect, owner
	FROM unnest($1::text[], $2::bigint[], $3::text[], $4::text[], $5::text[])
		WITH ORDINALITY AS row (room, at, record, aspect, owner, number)
	ORDER BY number`
const IS_STARTED = 'SELECT 1 FROM log WHERE room = $1 LIMIT 1'

interface PendingAppend {
	entries: readonly EncodedEntry[]
	/** The id of this node when it appended it; empty for a command. */
	node: string
	resolve(): void
	reject(cause: unknown): void
}

/** An entry whose bytes `pg` can send. */
type EncodedEntry = LogEntry & { update: Buffer }

/** Writes the log. Appends that arrive while transactions run form the next transaction (LOG1). */
export class LogWriter {
	readonly #pool: Pool
	readonly #node: CurrentNode
	#queue: PendingAppend[] = []
	readonly #running = new Set<Promise<void>>()
	#turn: NodeJS.Immediate | null = null
	#isClosed = false

	constructor(pool: Pool, node: CurrentNode) {
		this.#pool = pool
		this.#node = node
	}

	append(entries: readonly LogEntry[]): Promise<void> {
		return new Promise((resolve, reject) => {
			if (this.#isClosed) return reject(new Error('the log is closed'))
			if (this.#queue.length >= MAX_QUEUED) return reject(new Error('too much waits for the database'))
			this.#queue.push({ entries: entries.map(encode), node: this.#node.id, resolve, reject })
			// One batch takes all appends of this turn of the event loop.
			this.#turn ??= setImmediate(() => {
				this.#turn = null
				this.#next()
			})
		})
	}

	/** Appends the first entry of a log. Returns false if the log has entries already. */
	async startLog(entry: LogEntry): Promise<boolean> {
		return inTransaction(this.#pool, async (client) => {
			await client.query(LOCK_LOG, [entry.room])
			if ((await client.query(IS_STARTED, [entry.room])).rows.length > 0) return false
			await insert(client, [encode(entry)])
			return true
		})
	}

	/** Ends a log. Once it resolves, all earlier appends are visible and further ones are refused. */
	async endLog(room: RoomId): Promise<void> {
		await inTransaction(this.#pool, async (client) => {
			await client.query(LOCK_LOG, [room])
			await client.query(END, [room])
		})
	}

	/** Resolves once all earlier appends are written or rejected; later calls reject. */
	async close(): Promise<void> {
		this.#isClosed = true
		while (this.#turn || this.#running.size > 0)
			await (this.#turn ? new Promise(setImmediate) : Promise.all(this.#running))
	}

	#next(): void {
		if (this.#queue.length === 0 || this.#running.size >= MAX_RUNNING) return
		let entries = 0
		const end = this.#queue.findIndex((call) => {
			const isFull = entries >= MAX_BATCH
			entries += call.entries.length
			return isFull
		})
		const calls = this.#queue.splice(0, end < 0 ? this.#queue.length : end)
		const running = this.#write(calls).finally(() => {
			this.#running.delete(running)
			this.#next()
		})
		this.#running.add(running)
		this.#next()
	}

	/**
	 * Writes calls in one transaction. If some are refused, it is rolled back, and the others are
	 * written again without them.
	 */
	async #write(calls: readonly PendingAppend[]): Promise<void> {
		try {
			await inTransaction(this.#pool, (client) => appendAll(client, calls))
			for (const { resolve } of calls) resolve()
		} catch (cause) {
			const refused = cause instanceof RefusedCalls ? cause.refused : new Map<PendingAppend, AppendRefusal>()
			// An entry that cannot be written at all would fail the other calls of its batch, too.
			if (refused.size === 0 && calls.length > 1 && isOfOneEntry(cause)) {
				for (const call of calls) await this.#write([call])
				return
			}
			for (const [{ reject }, refusal] of refused) reject(new AppendRefusedError(refusal))
			const others = calls.filter((call) => !refused.has(call))
			if (refused.size === 0) for (const { reject } of others) reject(cause)
			else if (others.length > 0) await this.#write(others)
		}
	}
}

/** Thrown for calls that are refused. The transaction with them is rolled back. */
class RefusedCalls extends Error {
	readonly refused: ReadonlyMap<PendingAppend, AppendRefusal>

	constructor(refused: ReadonlyMap<PendingAppend, AppendRefusal>) {
		super('appends were refused')
		this.refused = refused
	}
}

/** Returns whether an error is about the data of a statement rather than about the database. */
function isOfOneEntry(cause: unknown): boolean {
	return /^(22|23)/.test(codeOf(cause))
}

async function appendAll(client: PoolClient, calls: readonly PendingAppend[]): Promise<void> {
	const entries = calls.flatMap((call) => call.entries)
	const rooms = [...new Set(entries.map(({ room }) => room))]
	await client.query(SHARE_LOGS, [rooms])
	// A separate statement, after the locks, so that it sees every end that was committed before
	// them.
	const nodes = [...new Set(calls.map(({ node }) => node))]
	const { rows } = await client.query<{ ended: RoomId | null; node: string | null }>(STATE, [nodes, rooms])
	const ended = new Set(rows.map(({ ended }) => ended))
	const registered = new Set(['', ...rows.map(({ node }) => node)])
	const refused = new Map<PendingAppend, AppendRefusal>()
	for (const call of calls) {
		if (call.entries.some(({ room }) => ended.has(room))) refused.set(call, 'logEnded')
		if (!registered.has(call.node)) refused.set(call, 'nodeEnded')
	}
	if (refused.size > 0) throw new RefusedCalls(refused)
	const claims = entries.flatMap(({ room, claims = [] }) => claims.map((claim) => ({ room, ...claim })))
	if (claims.length > 0)
		await client.query(CLAIM, [
			claims.map(({ room }) => room),
			claims.map(({ client }) => client),
			claims.map(({ owner }) => owner),
		])
	await insert(client, entries)
}

function encode(entry: LogEntry): EncodedEntry {
	const { buffer, byteOffset, byteLength } = entry.update
	return { ...entry, update: Buffer.from(buffer, byteOffset, byteLength) }
}

async function insert(client: PoolClient, entries: readonly EncodedEntry[]): Promise<void> {
	const updates = entries.map(({ update }) => update)
	const rooms = entries.map(({ room }) => room)
	await client.query(INSERT, [rooms, Date.now(), updates.map((bytes) => crc32(bytes)), updates])
	const attributed = entries.flatMap(({ room, attributions = [] }) => attributions.map((one) => ({ room, ...one })))
	if (attributed.length > 0)
		await client.query(TOUCH, [
			attributed.map(({ room }) => room),
			attributed.map(({ at }) => at),
			attributed.map(({ record }) => record),
			attributed.map(({ aspect }) => aspect),
			attributed.map(({ author }) => author),
		])
}

/** Runs statements in a transaction, which is durable once this resolves. */
export async function inTransaction<T>(pool: Pool, run: (client: PoolClient) => Promise<T>): Promise<T> {
	const client = await pool.connect()
	let isClean = false
	try {
		await client.query(BEGIN)
		const result = await run(client)
		await client.query('COMMIT')
		isClean = true
		return result
	} catch (cause) {
		if (!isConnectionLost(cause)) isClean = await rollBack(client)
		throw cause
	} finally {
		// A lost connection is closed, since a statement on it might never be answered. Closing it also
		// rolls its transaction back.
		client.release(!isClean)
	}
}

function isConnectionLost(cause: unknown): boolean {
	if (cause instanceof RefusedCalls) return false
	return !(cause instanceof DatabaseError) || cause.severity !== 'ERROR'
}

async function rollBack(client: PoolClient): Promise<boolean> {
	try {
		await client.query('ROLLBACK')
		return true
	} catch {
		return false
	}
}
