import { LIMITS, type Locale, type PracticeId, type PracticeReport } from '@charrette/shared'
import { sql } from 'kysely'
import type { PracticeStore } from '../../ports/PracticeStore.ts'
import { withStorageErrors } from '../../ports/StorageError.ts'
import type { SqlDatabase } from './SqlDatabase.ts'
import { shownOf, titlesOf } from './shownVersion.ts'

type ReportStore = Pick<PracticeStore, 'report' | 'reportsOf' | 'reportCounts' | 'reported' | 'dismissReport'>

/** Creates the store of the open reports of listed practices on a database. */
export function createPracticeReports({ db, dialect, transact }: SqlDatabase): ReportStore {
	return {
		report: (practice, { id, at, reason, text }) =>
			withStorageErrors(async () => {
				const answers = await transact([
					...dialect.serialize(`reports ${practice}`),
					sql`INSERT INTO practice_report (id, practice, at, reason, text)
						SELECT ${id}, id, cast(${at} AS bigint), ${reason}, ${text} FROM listed_practice WHERE id = ${practice}
						AND (SELECT count(*) FROM practice_report WHERE practice = ${practice}) < ${LIMITS.maxReports}`.compile(db),
					sql`UPDATE listed_practice SET more_reports = more_reports + 1 WHERE id = ${practice}
						AND NOT EXISTS (SELECT 1 FROM practice_report WHERE id = ${id})`.compile(db),
				])
				return answers.some(({ changes }) => changes > 0)
			}),
		reportsOf: (practice) =>
			withStorageErrors(async () => {
				const rows = db.selectFrom('practice_report').select(['id', 'at', 'reason', 'text'])
				const reports = await rows.where('practice', '=', practice).orderBy('at').orderBy('id').execute()
				const counted = db.selectFrom('listed_practice').select('more_reports').where('id', '=', practice)
				return { reports: reports as PracticeReport[], more: (await counted.executeTakeFirst())?.more_reports ?? 0 }
			}),
		reportCounts: (workshop) =>
			withStorageErrors(async () => {
				const counts = sql<{ id: PracticeId; count: number }>`SELECT p.id, count(*) + p.more_reports AS count
					FROM practice o JOIN listed_practice p ON p.id = o.id JOIN practice_report r ON r.practice = p.id
					WHERE o.workshop = ${workshop} GROUP BY p.id, p.more_reports`
				return Object.fromEntries((await counts.execute(db)).rows.map(({ id, count }) => [id, count]))
			}),
		reported: (limit) =>
			withStorageErrors(async () => {
				const newest = db
					.selectFrom('practice_report as r')
					.innerJoin('listed_practice as p', 'p.id', 'r.practice')
					.innerJoin('practice_version as v', (join) =>
						join.onRef('v.practice', '=', 'p.id').onRef('v.version', '=', 'p.version'),
					)
					.select(['r.id', 'r.at', 'r.reason', 'r.text', 'r.practice'])
					.select([dialect.json('p.origin', 'url').as('origin'), ...shownOf(dialect)])
					.orderBy('r.at', 'desc')
					.orderBy('r.id')
					.limit(limit)
				const all = sql<{ total: number }>`SELECT (SELECT count(*) FROM practice_report)
					+ (SELECT coalesce(sum(more_reports), 0) FROM listed_practice) AS total`
				const reports = (await newest.execute()).map(
					({ id, at, reason, text, practice, origin, original, ...row }) => ({
						...({ id, at, reason, text } as PracticeReport),
						practice: practice as PracticeId,
						origin,
						title: titlesOf(row)[original as Locale] ?? '',
					}),
				)
				return { reports, total: (await all.execute(db)).rows[0]?.total ?? 0 }
			}),
		dismissReport: (practice, report) =>
			withStorageErrors(async () => {
				const answers = await transact([
					...dialect.serialize(`reports ${practice}`),
					db.deleteFrom('practice_report').where('id', '=', report).where('practice', '=', practice).compile(),
					// Dismissing the last stored report also dismisses those that were only counted.
					sql`UPDATE listed_practice SET more_reports = 0 WHERE id = ${practice}
						AND NOT EXISTS (SELECT 1 FROM practice_report WHERE practice = ${practice})`.compile(db),
				])
				return (answers.at(-2)?.changes ?? 0) > 0
			}),
	}
}
