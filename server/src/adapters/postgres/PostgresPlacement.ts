import { randomBytes } from 'node:crypto'
import type { WorkshopId } from '@charrette/shared'
import { sql } from 'kysely'
import type { NodeAddress, NodeFigures, PlacementStore } from '../../ports/PlacementStore.ts'
import { wrapStore } from '../../ports/StorageError.ts'
import type { PostgresDatabase } from './PostgresDatabase.ts'

/** A node that has not shown for this long that it lives is removed. */
const LEASE_MS = 4000
/** A node that has missed a beat may be removed soon. */
const SILENT_MS = 1500
/**
 * Number of consecutive beats, one a second, after which a node removes others: after an outage of
 * the database, the others have had the same time to show that they live.
 */
const STEADY_BEATS = 5

/**
 * Holds nodes until the end of the transaction, and returns those that are not removed. Removing a
 * node waits for it, so that no write of a removed node is committed later (NODE2).
 */
export const HOLD_NODE = 'SELECT id FROM node WHERE id = ANY($1::text[]) FOR KEY SHARE'

/** The id under which this process is registered now. */
export type CurrentNode = Pick<NodeAddress, 'id'>

/** Creates the records of placement in PostgreSQL. Nothing is written before `register`. */
export function createPostgresPlacement(
	{ db }: Pick<PostgresDatabase, 'db'>,
	address: Pick<NodeAddress, 'machine' | 'socket'>,
): PlacementStore {
	const node: NodeAddress = { id: '', url: null, isLeaving: false, ...address }
	let steadyBeats = 0

	async function ownerOf(workshop: WorkshopId): Promise<NodeAddress | null> {
		const { rows } = await sql<NodeAddress>`
			SELECT node.id, node.url, node.machine, node.socket,
				url IS NULL OR alive_until < clock_timestamp() + ${LEASE_MS - SILENT_MS} * interval '1 millisecond'
					AS "isLeaving"
			FROM workshop_owner JOIN node ON node.id = workshop_owner.node
			WHERE workshop_owner.workshop = ${workshop}`.execute(db)
		return rows[0] ?? null
	}

	async function take(workshop: WorkshopId): Promise<void> {
		await sql`
			INSERT INTO workshop_owner (workshop, node)
			SELECT ${workshop}, id FROM node WHERE id = ${node.id} ON CONFLICT DO NOTHING`.execute(db)
	}

	async function removeDead(): Promise<void> {
		// A node that hangs within a transaction holds its own row until the database ends it.
		await sql`
			DELETE FROM node WHERE id IN (
				SELECT id FROM node WHERE alive_until < clock_timestamp() FOR UPDATE SKIP LOCKED
			)`.execute(db)
	}

	const operations = wrapStore<Omit<PlacementStore, 'node' | 'leaseMs'>>({
		async claim(workshop) {
			const owner = await ownerOf(workshop)
			if (owner) return owner
			await take(workshop)
			const taken = await ownerOf(workshop)
			if (taken) return taken
			throw new Error(`nobody can own workshop ${workshop} now`)
		},
		async giveUp(workshops) {
			await sql`DELETE FROM workshop_owner WHERE node = ${node.id} AND workshop = ANY(${workshops})`.execute(db)
		},
		async beat(figures) {
			try {
				const { numAffectedRows } = await sql`
					UPDATE node SET alive_until = clock_timestamp() + ${LEASE_MS} * interval '1 millisecond',
						rooms = ${figures.rooms}, sockets = ${figures.sockets}
					WHERE id = ${node.id}`.execute(db)
				if (numAffectedRows === 0n) return null
				steadyBeats++
			} catch (cause) {
				steadyBeats = 0
				throw cause
			}
			if (steadyBeats > STEADY_BEATS) await removeDead()
			const { rows } = await sql<CurrentNode & NodeFigures>`SELECT id, rooms, sockets FROM node`.execute(db)
			return new Map(rows.map(({ id, rooms, sockets }) => [id, { rooms, sockets }]))
		},
		async register(url, { isStart }) {
			if (isStart) await sql`DELETE FROM node WHERE url = ${url} AND machine <> ${node.machine}`.execute(db)
			node.url = url
			node.id = randomBytes(9).toString('base64url')
			await sql`
				INSERT INTO node (id, url, machine, socket, alive_until)
				VALUES (${node.id}, ${node.url}, ${node.machine}, ${node.socket},
					clock_timestamp() + ${LEASE_MS} * interval '1 millisecond')`.execute(db)
		},
		async beginLeaving() {
			// A node without an address is not reached any more.
			await sql`UPDATE node SET url = NULL WHERE id = ${node.id}`.execute(db)
		},
		async leave() {
			await sql`DELETE FROM node WHERE id = ${node.id}`.execute(db)
		},
	})
	return { node, leaseMs: LEASE_MS, ...operations }
}
