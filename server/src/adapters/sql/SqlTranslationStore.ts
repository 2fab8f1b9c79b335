import { groupBy } from '@charrette/shared'
import { sql } from 'kysely'
import { wrapStore } from '../../ports/StorageError.ts'
import type { StoredTranslation, TextOwner, TranslationStore } from '../../ports/TranslationStore.ts'
import type { SqlDatabase } from './SqlDatabase.ts'

/** The table of each kind of owner; its column for the owner has the name of the kind. */
const TABLES = { workshop: 'translation', practice: 'practice_translation' } as const

/** Creates the cache of translations on a database; its `close` closes the database. */
export function createSqlTranslationStore({ db, transact, close }: SqlDatabase): TranslationStore {
	const placeOf = (kind: TextOwner['kind']) => ({ table: sql.table(TABLES[kind]), owner: sql.ref(kind) })
	return wrapStore<TranslationStore>({
		async find(owners, target, hashes) {
			if (hashes.length === 0) return []
			const found = await Promise.all(
				[...groupBy(owners, ({ kind }) => kind)].map(([kind, some]) => {
					const { table, owner } = placeOf(kind)
					const ids = sql.join(some.map(({ id }) => id))
					return sql<StoredTranslation & { owner: string }>`
						SELECT ${owner} AS owner, hash, source, text FROM ${table}
						WHERE ${owner} IN (${ids}) AND target = ${target} AND hash IN (${sql.join([...hashes])})`.execute(db)
				}),
			)
			return found.flatMap(({ rows }) => rows)
		},
		list: (workshop, target) =>
			db
				.selectFrom('translation')
				.select(['hash', 'source', 'text'])
				.where('workshop', '=', workshop)
				.where('target', '=', target)
				.execute(),
		async save({ kind, id }, target, translations, max) {
			if (translations.length === 0) return
			const { table, owner } = placeOf(kind)
			const at = Date.now()
			const rows = translations.map(
				({ hash, source, text }) => sql`(${id}, ${target}, ${hash}, ${source}, ${text}, ${at})`,
			)
			const oldest = sql`SELECT at FROM ${table} WHERE ${owner} = ${id} ORDER BY at DESC LIMIT 1 OFFSET ${max}`
			await transact([
				sql`INSERT INTO ${table} (${owner}, target, hash, source, text, at) VALUES ${sql.join(rows)}
					ON CONFLICT DO NOTHING`.compile(db),
				sql`DELETE FROM ${table} WHERE ${owner} = ${id} AND at <= (${oldest})`.compile(db),
			])
		},
		close,
	})
}
