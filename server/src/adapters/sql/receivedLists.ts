import type { Locale, PracticeId, ReceivedSummary } from '@charrette/shared'
import { sql } from 'kysely'
import type { PracticeStore } from '../../ports/PracticeStore.ts'
import { withStorageErrors } from '../../ports/StorageError.ts'
import type { SqlDatabase } from './SqlDatabase.ts'
import { shownOf, titlesOf } from './shownVersion.ts'

/** Creates the host's lists of the practices of other servers on a database. */
export function createReceivedLists({ db, dialect }: SqlDatabase): Pick<PracticeStore, 'received' | 'blocked'> {
	const toSummary = (row: {
		id: string
		version: number
		at: number
		origin: string | null
		original: string | null
		city: string | null
	}): ReceivedSummary => {
		const { id, version, at, origin, original, city } = row
		const title = titlesOf(row)[original as Locale] ?? ''
		return { id: id as PracticeId, version, title, city: city ?? '', at, origin }
	}
	return {
		received: (limit) =>
			withStorageErrors(async () => {
				const rows = db
					.selectFrom('listed_practice as p')
					.innerJoin('practice_version as v', (join) =>
						join.onRef('v.practice', '=', 'p.id').onRef('v.version', '=', 'p.version'),
					)
					.select(['p.id', 'p.version', 'p.at', dialect.json('p.origin', 'url').as('origin'), ...shownOf(dialect)])
					.where('p.origin', 'is not', null)
					.orderBy('p.at', 'desc')
					.orderBy('p.id')
				return (await rows.limit(limit).execute()).map(toSummary)
			}),
		blocked: (limit) =>
			withStorageErrors(async () => {
				const newest = sql`(SELECT max(version) FROM practice_version WHERE practice = b.id)`
				const rows = db
					.selectFrom('blocked_practice as b')
					.innerJoin('practice_version as v', (join) =>
						join.onRef('v.practice', '=', 'b.id').on(sql`v.version = ${newest}`),
					)
					.select(['b.id', 'v.version', 'b.at', sql<string | null>`NULL`.as('origin'), ...shownOf(dialect)])
					.orderBy('b.at', 'desc')
					.orderBy('b.id')
				return (await rows.limit(limit).execute()).map(toSummary)
			}),
	}
}
