import type { ImageId, ImageType } from '@charrette/shared'
import { type RawBuilder, sql } from 'kysely'
import type { ImageStore } from '../../ports/ImageStore.ts'
import { wrapStore } from '../../ports/StorageError.ts'
import { contentId } from '../images/contentId.ts'
import type { PostgresDatabase } from './PostgresDatabase.ts'

/** The type of documents. */
const PDF = 'application/pdf'
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

	async function put(
		type: string,
		{ full, narrower }: { full: Uint8Array; narrower: { width: number; bytes: Uint8Array }[] },
	): Promise<ImageId> {
		const files = [{ width: FULL, bytes: full }, ...narrower]
		// Begun at once, so that closing the database waits for it.
		return transaction(async (running) => {
			const id = await contentId(full)
			const used = { used_at: now(), is_aside: 0 }
			const insert = running.insertInto('image').values({ id, type, ...used })
			const { isNew } = await insert
				.onConflict((conflict) => conflict.column('id').doUpdateSet(used))
				// `xmax` is 0 for a new row; on an existing one it is the transaction that locked it.
				.returning(sql<boolean>`xmax = 0`.as('isNew'))
				.executeTakeFirstOrThrow()
			if (!isNew) return id
			const rows = files.map(({ width, bytes }) => ({ image: id, width, bytes: Buffer.from(bytes) }))
			await running.insertInto('image_file').values(rows).execute()
			return id
		})
	}

	/** Returns the file of a width, or the full one, if `isOfType`. */
	async function get(id: ImageId, isOfType: RawBuilder<boolean>, width?: number) {
		const files = db
			.selectFrom('image_file as f')
			.innerJoin('image as i', 'i.id', 'f.image')
			.select(['i.type', 'i.is_aside', 'f.bytes'])
			.where('f.image', '=', id)
			.where(isOfType)
			.where('f.width', 'in', width === undefined ? [FULL] : [FULL, width])
		const file = await files.orderBy('f.width', 'desc').limit(1).executeTakeFirst()
		if (file?.is_aside) await markUsed([id])
		return file ?? null
	}

	return wrapStore<ImageStore>({
		put: (image) => put(image.type, image),
		putDocument: (bytes) => put(PDF, { full: bytes, narrower: [] }),
		getDocument: async (id) => (await get(id, sql`i.type = ${PDF}`))?.bytes ?? null,
		async get(id, width) {
			const file = await get(id, sql`i.type <> ${PDF}`, width)
			return file && { type: file.type as ImageType, bytes: file.bytes }
		},
		async sweep({ referenced, keepMs }) {
			const ids = [...referenced]
			for (let start = 0; start < ids.length; start += MAX_MARKED) await markUsed(ids.slice(start, start + MAX_MARKED))
			const before = now() - keepMs
			const removed = await removeTrashed(before)
			const trashing = db.updateTable('image').set({ used_at: now(), is_aside: 1 }).where('is_aside', '=', 0)
			const { numUpdatedRows } = await trashing.where('used_at', '<', before).executeTakeFirst()
			return { trashed: Number(numUpdatedRows), removed }
		},
		async list() {
			const rows = await db.selectFrom('image').select('id').orderBy('id').execute()
			return rows.map(({ id }) => id as ImageId)
		},
		async isIntact(id) {
			const file = db.selectFrom('image_file').select('bytes').where('image', '=', id).where('width', '=', FULL)
			const row = await file.executeTakeFirst()
			return row !== undefined && (await contentId(row.bytes)) === id
		},
		quarantine: async (id) =>
			(await db.deleteFrom('image').where('id', '=', id).executeTakeFirst()).numDeletedRows > 0n,
		async remove(ids) {
			let removed = 0
			for (let start = 0; start < ids.length; start += SLICE) {
				const some = db.deleteFrom('image').where('id', 'in', ids.slice(start, start + SLICE))
				removed += Number((await some.executeTakeFirst()).numDeletedRows)
			}
			return removed
		},
		close,
	})

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
