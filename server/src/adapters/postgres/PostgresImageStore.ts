import { createHash } from 'node:crypto'
import type { ImageId, ImageType } from '@charrette/shared'
import { sql } from 'kysely'
import type { ImageStore } from '../../ports/ImageStore.ts'
import { withStorageErrors } from '../../ports/StorageError.ts'
import type { PostgresDatabase } from './PostgresDatabase.ts'

const ID_LENGTH = 40
/** The value of `width` for the full image. */
const FULL = 0
/** Images that one statement deletes, together with their bytes. */
const SLICE = 50
/** Ids that one statement marks as used. */
const MAX_MARKED = 1000

/**
 * Creates the image store on a PostgreSQL database; its `close` closes the database. A sweep puts
 * unreferenced images aside, and a use restores them. Each change updates only the image's own row,
 * whose lock serializes the two. `now` returns the time in ms.
 */
export function createPostgresImageStore(
	{ db, transaction, close }: PostgresDatabase,
	now: () => number = Date.now,
): ImageStore {
	/** Marks images as used now, and restores those that are in the trash. */
	async function markUsed(ids: readonly ImageId[]): Promise<void> {
		await db.updateTable('image').set({ used_at: now(), is_aside: 0 }).where('id', 'in', ids).execute()
	}

	return {
		put: (image) =>
			withStorageErrors(async () => {
				const id = idOf(image.full)
				const files = [{ width: FULL, bytes: image.full }, ...image.narrower]
				await transaction(async (running) => {
					const used = { used_at: now(), is_aside: 0 }
					const insert = running.insertInto('image').values({ id, type: image.type, ...used })
					const { isNew } = await insert
						.onConflict((conflict) => conflict.column('id').doUpdateSet(used))
						// `xmax` is 0 for a new row; on an existing one it is the transaction that locked it.
						.returning(sql<boolean>`xmax = 0`.as('isNew'))
						.executeTakeFirstOrThrow()
					if (!isNew) return
					const rows = files.map(({ width, bytes }) => ({ image: id, width, bytes: Buffer.from(bytes) }))
					await running.insertInto('image_file').values(rows).execute()
				})
				return id
			}),
		get: (id, width) =>
			withStorageErrors(async () => {
				const files = db
					.selectFrom('image_file as f')
					.innerJoin('image as i', 'i.id', 'f.image')
					.select(['i.type', 'i.is_aside', 'f.bytes'])
					.where('f.image', '=', id)
					.where('f.width', 'in', width === undefined ? [FULL] : [FULL, width])
				const file = await files.orderBy('f.width', 'desc').limit(1).executeTakeFirst()
				if (!file) return null
				if (file.is_aside) await markUsed([id])
				return { type: file.type as ImageType, bytes: file.bytes }
			}),
		sweep: ({ referenced, keepMs }) =>
			withStorageErrors(async () => {
				const ids = [...referenced]
				for (let start = 0; start < ids.length; start += MAX_MARKED)
					await markUsed(ids.slice(start, start + MAX_MARKED))
				const before = now() - keepMs
				const removed = await removeTrashed(before)
				const trashing = db.updateTable('image').set({ used_at: now(), is_aside: 1 }).where('is_aside', '=', 0)
				const { numUpdatedRows } = await trashing.where('used_at', '<', before).executeTakeFirst()
				return { trashed: Number(numUpdatedRows), removed }
			}),
		list: () =>
			withStorageErrors(async () => {
				const rows = await db.selectFrom('image').select('id').orderBy('id').execute()
				return rows.map(({ id }) => id as ImageId)
			}),
		isIntact: (id) =>
			withStorageErrors(async () => {
				const file = db.selectFrom('image_file').select('bytes').where('image', '=', id).where('width', '=', FULL)
				const row = await file.executeTakeFirst()
				return row !== undefined && idOf(row.bytes) === id
			}),
		quarantine: (id) =>
			withStorageErrors(
				async () => (await db.deleteFrom('image').where('id', '=', id).executeTakeFirst()).numDeletedRows > 0n,
			),
		remove: (ids) =>
			withStorageErrors(async () => {
				let removed = 0
				for (let start = 0; start < ids.length; start += SLICE) {
					const some = db.deleteFrom('image').where('id', 'in', ids.slice(start, start + SLICE))
					removed += Number((await some.executeTakeFirst()).numDeletedRows)
				}
				return removed
			}),
		close,
	}

	/** Deletes the images that were moved to the trash before a time, in slices. */
	async function removeTrashed(before: number): Promise<number> {
		for (let removed = 0; ; ) {
			const some = sql`DELETE FROM image WHERE is_aside = 1 AND used_at < ${before} AND id IN (
				SELECT id FROM image WHERE is_aside = 1 AND used_at < ${before} LIMIT ${SLICE})`
			const { numAffectedRows = 0n } = await some.execute(db)
			if (numAffectedRows === 0n) return removed
			removed += Number(numAffectedRows)
		}
	}
}

function idOf(bytes: Uint8Array): ImageId {
	return createHash('sha256').update(bytes).digest('hex').slice(0, ID_LENGTH) as ImageId
}
