import type { HostServer, PracticeId } from '@charrette/shared'
import { type RawBuilder, sql } from 'kysely'
import type { PracticeStore } from '../../ports/PracticeStore.ts'
import { withStorageErrors } from '../../ports/StorageError.ts'
import { countShown, indexChanged } from './listedPractices.ts'
import { renumber } from './notices.ts'
import type { SqlDatabase } from './SqlDatabase.ts'

/** Practices whose reports of a blocked server one transaction stops counting. */
const SLICE = 100

type ServerStore = Pick<PracticeStore, 'blockServer' | 'unblockServer' | 'isServerBlocked' | 'servers'>

/** Creates the store of the other servers that a host may block, on a database (EXCH5a). */
export function createBlockedServers({ db, dialect, transact }: SqlDatabase): ServerStore {
	const originKey = dialect.json('p.origin', 'key')
	return {
		blockServer: (key, at) =>
			withStorageErrors(async () => {
				const reported = await db
					.selectFrom('exchange_notice')
					.select('practice')
					.distinct()
					.where('key', '=', key)
					.where('kind', '=', 'adoption')
					.execute()
				await transact([
					indexChanged(db),
					sql`INSERT INTO blocked_server (key, url, at) SELECT ${key}, ${urlOf(key)}, cast(${at} AS bigint) WHERE 1 = 1
						ON CONFLICT (key) DO NOTHING`.compile(db),
					sql`DELETE FROM listed_practice WHERE id IN (SELECT p.id FROM listed_practice p WHERE ${originKey} = ${key})`.compile(
						db,
					),
					// Their numbers stay: followers have read them. With revision 0 they can come again.
					sql`UPDATE exchange_notice SET content = NULL, signed = NULL, is_offered = 0, revision = 0 WHERE key = ${key}`.compile(
						db,
					),
					// The answers have the words of its questions.
					renumber(
						db,
						sql`content = NULL, revision = revision + 1, `,
						sql`kind = 'answer' AND key = '' AND giver = ${key} AND content IS NOT NULL`,
					),
				])
				for (let start = 0; start < reported.length; start += SLICE) {
					const some = reported.slice(start, start + SLICE)
					const counts = some.flatMap(({ practice }) => countShown({ db, dialect }, practice as PracticeId))
					await transact([indexChanged(db), ...counts])
				}
			}),
		unblockServer: (key) =>
			withStorageErrors(async () => {
				const { numDeletedRows } = await db
					.deleteFrom('blocked_server')
					.where('key', '=', key)
					.executeTakeFirstOrThrow()
				return numDeletedRows > 0n
			}),
		isServerBlocked: (key) =>
			withStorageErrors(async () => {
				const row = db.selectFrom('blocked_server').select('key').where('key', '=', key)
				return (await row.executeTakeFirst()) !== undefined
			}),
		servers: (limit) =>
			withStorageErrors(async () => {
				const rows = sql<HostServer>`SELECT s.key, max(s.url) AS url, sum(s.practices) AS practices, sum(s.notices) AS notices,
						max(s.blocked) AS "blockedAt" FROM (
					SELECT ${originKey} AS key, ${dialect.json('p.origin', 'url')} AS url, 1 AS practices, 0 AS notices,
						cast(NULL AS bigint) AS blocked FROM listed_practice p WHERE p.origin IS NOT NULL
					UNION ALL SELECT n.key, ${dialect.json('n.signed', 'server', 'url')}, 0, 1, NULL
						FROM exchange_notice n WHERE n.key <> '' AND n.content IS NOT NULL
					UNION ALL SELECT b.key, b.url, 0, 0, b.at FROM blocked_server b
				) s GROUP BY s.key ORDER BY max(s.blocked) IS NULL, sum(s.practices) DESC, sum(s.notices) DESC, s.key LIMIT ${limit}`
				return (await rows.execute(db)).rows.map(({ practices, notices, blockedAt, ...server }) => ({
					...server,
					practices: Number(practices),
					notices: Number(notices),
					blockedAt: blockedAt === null ? null : Number(blockedAt),
				}))
			}),
	}

	/** Returns the address that a practice or notice of a server names. */
	function urlOf(key: string): RawBuilder<string | null> {
		const url = dialect.json('p.origin', 'url')
		const sent = dialect.json('n.signed', 'server', 'url')
		return sql`coalesce((SELECT max(${url}) FROM listed_practice p WHERE ${originKey} = ${key}),
			(SELECT max(${sent}) FROM exchange_notice n WHERE n.key = ${key} AND n.signed IS NOT NULL))`
	}
}
