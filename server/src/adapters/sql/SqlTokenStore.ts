import type { LinkId, LinkRole, ParticipantId, Role, RoleLink, WorkshopId } from '@charrette/shared'
import { createId, LIMITS } from '@charrette/shared'
import type { Kysely } from 'kysely'
import { withStorageErrors, wrapStore } from '../../ports/StorageError.ts'
import {
	type DeviceGrant,
	type LinkGrant,
	type NewLink,
	type TokenHolder,
	type TokenStore,
	TooManyLinksError,
} from '../../ports/TokenStore.ts'
import type { SqlDatabase } from './SqlDatabase.ts'
import { createSecret, hashOf } from './secrets.ts'
import type { Tables } from './tables.ts'

/** Rules for the expiry of tokens. */
export interface TokenRules {
	/** A participant's token expires this long after its last use. */
	participantMs: number
	/** The time in ms. */
	now?: () => number
}

/** A use of a token is stored if the last stored use is at least this old. */
const USE_INTERVAL_MS = 60 * 60 * 1000

/** Creates the store of tokens and links on a database; its `close` closes the database. */
export function createSqlTokenStore(database: SqlDatabase, { participantMs, now = Date.now }: TokenRules): TokenStore {
	const { db, dialect, transact } = database
	/** Serializes changes to the links of a workshop and to their tokens. */
	const alone = (workshop: WorkshopId) => dialect.serialize(`links ${workshop}`)
	const saving = new Set<Promise<unknown>>()

	/** Stores the use of a token in the background. If that fails, the next use is stored instead. */
	function saveUse(hash: Buffer, at: number): void {
		const update = db.updateTable('grant_hash').set({ used_at: at }).where('hash', '=', hash)
		const saved: Promise<unknown> = update
			.execute()
			.catch(() => {})
			.finally(() => saving.delete(saved))
		saving.add(saved)
	}

	function insertToken(token: string, holder: TokenHolder) {
		const row = { purpose: 'token' as const, ...holder, id: null, created_at: now(), used_at: now() }
		return db.insertInto('grant_hash').values({ ...row, hash: hashOf(token) })
	}

	const operations = wrapStore<Omit<TokenStore, 'createLink'>>({
		async issueToken(identity) {
			const token = createSecret()
			await insertToken(token, { ...identity, link: null }).execute()
			return token
		},
		async findToken(token) {
			const hash = hashOf(token)
			const found = db.selectFrom('grant_hash').where('hash', '=', hash).where('purpose', '=', 'token')
			const row = await found
				.select(['workshop', 'role', 'participant', 'link', 'created_at', 'used_at'])
				.executeTakeFirst()
			if (!row) return null
			const [at, usedAt] = [now(), row.used_at ?? row.created_at]
			if (row.role === 'participant' && at - usedAt >= participantMs) return null
			if (at - usedAt >= USE_INTERVAL_MS) saveUse(hash, at)
			return toHolder(row)
		},
		async createDeviceLink(grant, until) {
			const secret = createSecret()
			const insert = db.insertInto('device_link').values({ ...grant, hash: hashOf(secret), until })
			await transact([...alone(grant.workshop), insert.compile(), pruneDeviceLinks(db, grant).compile()])
			return secret
		},
		async exchangeSecret(secret) {
			const hash = hashOf(secret)
			const found = (await findLink(db, hash)) ?? (await takeDeviceLink(db, hash, now()))
			if (!found) return null
			const { link, ...grant } = found
			const token = createSecret()
			const insert = insertToken(token, { ...grant, participant: null, link })
			const prune = link ? [pruneTokens(db, link).compile()] : []
			await transact([...alone(grant.workshop), insert.compile(), ...prune])
			return { token, grant }
		},
		listLinks: (workshop) => readLinks(db, workshop),
		async endLink(workshop, link) {
			// Deleting the link also deletes its tokens, which refer to it.
			const ended = db.deleteFrom('grant_hash').where('id', '=', link).where('workshop', '=', workshop)
			const { numDeletedRows } = await ended.executeTakeFirst()
			return numDeletedRows > 0n
		},
		async rotateLinks({ workshop, role }, kept) {
			const link = newLink()
			const all = (purpose: 'token' | 'link') => ({ purpose, workshop, role })
			const moved = db
				.updateTable('grant_hash')
				.set({ link: link.id })
				.where(({ and }) => and({ ...all('token'), hash: hashOf(kept) }))
			const ended = db
				.deleteFrom('grant_hash')
				.where(({ and }) => and(all('link')))
				.where('id', '<>', link.id)
			// Tokens of earlier releases may belong to no link. The token `kept` belongs to the new one
			// after `moved`.
			const unlinked = db
				.deleteFrom('grant_hash')
				.where(({ and }) => and(all('token')))
				.where('link', 'is', null)
			const insert = insertLink(db, link, { workshop, role, at: now() })
			const queries = [insert, moved, ended, unlinked].map((query) => query.compile())
			await transact([...alone(workshop), ...queries])
			return link
		},
		async reassignTokens(workshop, { from, to }) {
			const owned = db.updateTable('grant_hash').where('workshop', '=', workshop).where('participant', '=', from)
			await owned.set({ participant: to }).execute()
		},
		async sweep() {
			await db.deleteFrom('device_link').where('until', '<=', now()).execute()
			await db
				.deleteFrom('grant_hash')
				.where('purpose', '=', 'token')
				.where('role', '=', 'participant')
				.where((where) => where(where.fn.coalesce('used_at', 'created_at'), '<=', now() - participantMs))
				.execute()
		},
		async close() {
			await Promise.all(saving)
			await database.close()
		},
	})
	return {
		...operations,
		async createLink(grant) {
			const link = newLink()
			const insert = insertLink(db, link, { ...grant, at: now() })
			const answers = await withStorageErrors(() =>
				transact([...alone(grant.workshop), insert.compile(), deleteAboveLimit(db, link, grant).compile()]),
			)
			if (answers.at(-1)?.changes === 1) throw new TooManyLinksError()
			return link
		},
	}
}

/**
 * Creates a link. Its secret begins with its id, so that a browser knows which of its links have
 * ended.
 */
function newLink(): NewLink {
	const id = createId<LinkId>()
	return { id, secret: `${id}${createSecret()}` }
}

type DatedGrant = LinkGrant & { at: number }

function insertLink(db: Kysely<Tables>, link: NewLink, grant: DatedGrant) {
	return db.insertInto('grant_hash').values(rowOf(link, grant))
}

/**
 * Deletes a link again if its workshop exceeds the limit of links. Runs in the transaction that
 * inserted the link.
 */
function deleteAboveLimit(db: Kysely<Tables>, { id }: NewLink, { workshop }: LinkGrant) {
	const links = db
		.selectFrom('grant_hash as other')
		.select(({ fn }) => fn.countAll<number>().as('count'))
		.where('other.workshop', '=', workshop)
		.where('other.purpose', '=', 'link')
	return db.deleteFrom('grant_hash').where('id', '=', id).where(links, '>', LIMITS.maxLinks)
}

function rowOf({ id, secret }: NewLink, { workshop, role, at }: DatedGrant) {
	const row = { purpose: 'link' as const, workshop, role, participant: null, link: null, created_at: at, used_at: null }
	return { ...row, id, hash: hashOf(secret) }
}

async function findLink(db: Kysely<Tables>, hash: Buffer): Promise<DeviceGrant | null> {
	const found = db.selectFrom('grant_hash').where('hash', '=', hash).where('purpose', '=', 'link')
	const row = await found.select(['id as link', 'workshop', 'role']).executeTakeFirst()
	return row ? toGrant(row) : null
}

/**
 * Ends a valid device link and returns its grant. If several requests send the link at once, only
 * one of them gets the grant.
 */
async function takeDeviceLink(db: Kysely<Tables>, hash: Buffer, now: number): Promise<DeviceGrant | null> {
	const found = db.selectFrom('device_link').where('hash', '=', hash).where('until', '>', now)
	const row = await found.select(['link', 'workshop', 'role']).executeTakeFirst()
	if (!row) return null
	const { numDeletedRows } = await db.deleteFrom('device_link').where('hash', '=', hash).executeTakeFirst()
	return numDeletedRows === 1n ? toGrant(row) : null
}

function toGrant({ workshop, role, link }: Pick<Tables['device_link'], 'workshop' | 'role' | 'link'>): DeviceGrant {
	return { workshop: workshop as WorkshopId, role: role as LinkRole, link: link as LinkId | null }
}

/** Deletes the device links of a workshop that exceed the limit, those that expire first. */
function pruneDeviceLinks(db: Kysely<Tables>, { workshop }: LinkGrant) {
	const kept = db
		.selectFrom('device_link')
		.select('hash')
		.where('workshop', '=', workshop)
		.orderBy('until', 'desc')
		.limit(LIMITS.maxDeviceLinks)
	return db.deleteFrom('device_link').where('workshop', '=', workshop).where('hash', 'not in', kept)
}

/** Deletes the tokens of a link that exceed the limit, the least recently used first. */
function pruneTokens(db: Kysely<Tables>, link: LinkId) {
	const kept = db
		.selectFrom('grant_hash')
		.select('hash')
		.where('link', '=', link)
		.orderBy((order) => order.fn.coalesce('used_at', 'created_at'), 'desc')
		.limit(LIMITS.maxTokensPerLink)
	return db.deleteFrom('grant_hash').where('link', '=', link).where('hash', 'not in', kept)
}

/**
 * Returns the links of a workshop. The last use of a link is the last use of one of its tokens.
 * Tokens that were pruned for newer ones no longer count.
 */
async function readLinks(db: Kysely<Tables>, workshop: WorkshopId): Promise<RoleLink[]> {
	const rows = await db
		.selectFrom('grant_hash as link')
		.leftJoin('grant_hash as token', 'token.link', 'link.id')
		.where('link.workshop', '=', workshop)
		.where('link.purpose', '=', 'link')
		.groupBy(['link.id', 'link.role', 'link.created_at'])
		.orderBy('link.created_at', 'desc')
		.select(({ fn }) => [
			'link.id',
			'link.role',
			'link.created_at',
			fn.max('token.used_at').as('used_at'),
			fn.count<number>('token.hash').as('devices'),
		])
		.execute()
	return rows.map(({ id, role, created_at, used_at, devices }) => {
		const link = { id: id as LinkId, role: role as LinkRole }
		return { ...link, createdAt: created_at, usedAt: used_at, devices }
	})
}

function toHolder(row: Pick<Tables['grant_hash'], 'workshop' | 'role' | 'participant' | 'link'>): TokenHolder {
	return {
		workshop: row.workshop as WorkshopId,
		role: row.role as Role,
		participant: row.participant as ParticipantId | null,
		link: row.link as LinkId | null,
	}
}
