import { promisify } from 'node:util'
import { deflate, inflate } from 'node:zlib'
import type { Share, ShareId, WorkshopId } from '@charrette/shared'
import { LRUCache } from 'lru-cache'
import type { ShareStore } from '../../ports/ShareStore.ts'
import { wrapStore } from '../../ports/StorageError.ts'
import type { SqlDatabase } from './SqlDatabase.ts'
import { createSecret, hashOf } from './secrets.ts'
import type { Tables } from './tables.ts'

/** Number of inflated pages that the cache refers to. */
const MAX_INFLATED = 200
const COLUMNS = ['id', 'workshop', 'title', 'authors', 'created_at', 'until', 'revoked_at', 'embedded_in'] as const

type Row = Pick<Tables['share'], (typeof COLUMNS)[number]>

/** Creates the store of shared pages on a database; its `close` closes the database. */
export function createSqlShareStore({ db, close }: SqlDatabase): ShareStore {
	/**
	 * Inflated pages in use. Requests for the same page at the same time share one copy, which is
	 * freed with the last one.
	 */
	const inflated = new LRUCache<ShareId, WeakRef<Buffer>>({ max: MAX_INFLATED })

	async function pageOf(id: ShareId): Promise<Buffer | null> {
		const known = inflated.get(id)?.deref()
		if (known) return known
		const row = await db.selectFrom('share').select('page').where('id', '=', id).executeTakeFirst()
		if (!row?.page) return null
		const page = await promisify(inflate)(row.page)
		inflated.set(id, new WeakRef(page))
		return page
	}

	return wrapStore<ShareStore>({
		async add({ id, workshop, title, authors, createdAt, until, revokedAt, embeddedIn }, page) {
			const secret = createSecret()
			const showsAuthors = authors === null ? null : Number(authors)
			const times = { created_at: createdAt, until, revoked_at: revokedAt }
			const row = { id, workshop, title, authors: showsAuthors, ...times, embedded_in: embeddedIn }
			const deflated = await promisify(deflate)(page)
			await db
				.insertInto('share')
				.values({ ...row, secret_hash: hashOf(secret), page: deflated })
				.execute()
			return secret
		},
		async findSecret(secret) {
			const found = db.selectFrom('share').select(COLUMNS)
			const row = await found.where('secret_hash', '=', hashOf(secret)).executeTakeFirst()
			if (!row) return null
			const share = toShare(row)
			return { share, page: await pageOf(share.id) }
		},
		async list(workshop) {
			const rows = db.selectFrom('share').select(COLUMNS).where('workshop', '=', workshop)
			return (await rows.orderBy('created_at', 'desc').execute()).map(toShare)
		},
		async revoke({ workshop, id }, at) {
			const matching = db.updateTable('share').where('id', '=', id).where('workshop', '=', workshop)
			await matching.where('revoked_at', 'is', null).set({ revoked_at: at }).execute()
			const found = db.selectFrom('share').select(COLUMNS).where('id', '=', id).where('workshop', '=', workshop)
			const row = await found.executeTakeFirst()
			return row ? toShare(row) : null
		},
		async sweep(now, forgetBefore) {
			inflated.clear()
			await db
				.updateTable('share')
				.set({ page: null })
				.where('page', 'is not', null)
				.where((where) => where.or([where('until', '<=', now), where('revoked_at', '<=', now)]))
				.execute()
			await db
				.deleteFrom('share')
				.where((where) => where.or([where('until', '<=', forgetBefore), where('revoked_at', '<=', forgetBefore)]))
				.execute()
		},
		close,
	})
}

function toShare({ id, workshop, title, authors, created_at, until, revoked_at, embedded_in }: Row): Share {
	return {
		id: id as ShareId,
		workshop: workshop as WorkshopId,
		title,
		authors: authors === null ? null : authors === 1,
		createdAt: created_at,
		until,
		revokedAt: revoked_at,
		embeddedIn: embedded_in,
	}
}
