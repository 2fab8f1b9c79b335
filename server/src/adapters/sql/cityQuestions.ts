import type { Locale, PracticeId, SignedNotice, WorkshopId } from '@charrette/shared'
import { type CompiledQuery, type Kysely, type RawBuilder, sql } from 'kysely'
import type { PracticeStore, StoredNotice } from '../../ports/PracticeStore.ts'
import { withStorageErrors } from '../../ports/StorageError.ts'
import { indexChanged } from './listedPractices.ts'
import {
	answerId,
	contentOfAnswer,
	IS_ELSEWHERE,
	type NoticeRow,
	nextSeq,
	noticeOf,
	OWN,
	questionId,
	REFUSAL,
	renumber,
	upsertNotice,
} from './notices.ts'
import type { SqlDatabase } from './SqlDatabase.ts'
import { shownOf, titlesOf } from './shownVersion.ts'
import { parseStored, stringifyStored } from './storedJson.ts'
import type { Tables } from './tables.ts'

/** Rows that are read of one practice. @limit exchange: left out */
const MAX_ROWS = 1000
/** The revision of a notice that the host removed: no later one replaces it. */
const REMOVED = 1_000_000_000

type QuestionStore = Pick<
	PracticeStore,
	| 'ask'
	| 'answer'
	| 'takeBackQuestion'
	| 'cityQuestions'
	| 'openQuestionCounts'
	| 'newestQuestions'
	| 'removeAnswer'
	| 'eraseAnswers'
>

/** Creates the store of the questions to cities on a database. They are notices (ASK3). */
export function createCityQuestions({ db, dialect, transact }: SqlDatabase): QuestionStore {
	const change = async (...queries: CompiledQuery[]) => {
		const [, changed] = await transact([indexChanged(db), ...queries])
		return (changed?.changes ?? 0) > 0
	}
	return {
		ask: ({ id, practice, giver, version, at, workshop, question }) =>
			withStorageErrors(async () => {
				const row = { id: questionId(id), kind: 'question', practice, key: OWN, giver, version, revision: 1 } as const
				const content = stringifyStored(question)
				await change(
					upsertNotice(db, { ...row, at, is_offered: Number(giver !== OWN), workshop, content, signed: null }),
				)
			}),
		answer: ({ id, practice, asker, version, at, answer, refusal }) =>
			withStorageErrors(async () => {
				const row = { id: answerId(id, asker), kind: 'answer', practice, key: OWN, giver: asker, version } as const
				const content = contentOfAnswer({ answer, ...(refusal && { refusal }) })
				const own = sql<number>`(SELECT coalesce(max(revision), 0) + 1 FROM exchange_notice WHERE id = ${row.id})`
				await change(
					upsertNotice(db, { ...row, revision: own, at, is_offered: 1, workshop: null, content, signed: null }),
					// What is not answered is not kept; only its asker still has it.
					...(answer === null ? [eraseReceived(db, sql`id = ${questionId(id, asker)}`)] : []),
				)
			}),
		takeBackQuestion: (id, at) =>
			withStorageErrors(() =>
				change(
					sql`UPDATE exchange_notice SET content = NULL, revision = revision + 1, at = cast(${at} AS bigint), seq = ${nextSeq}
						WHERE id = ${questionId(id)} AND content IS NOT NULL`.compile(db),
				),
			),
		cityQuestions: (practice) =>
			withStorageErrors(async () => {
				const rows = db.selectFrom('exchange_notice').selectAll().where('practice', '=', practice)
				const both = rows.where('kind', 'in', ['question', 'answer']).orderBy('at').orderBy('id')
				return (await both.limit(MAX_ROWS).execute()).map(toStored)
			}),
		openQuestionCounts: (workshop) =>
			withStorageErrors(async () => {
				const counts = sql<{ id: PracticeId; count: number }>`SELECT q.practice AS id, count(*) AS count
					FROM practice o JOIN listed_practice p ON p.id = o.id JOIN exchange_notice q ON q.practice = o.id
					WHERE o.workshop = ${workshop} AND q.kind = 'question' AND q.content IS NOT NULL
					AND NOT EXISTS (SELECT 1 FROM exchange_notice a WHERE a.id = ${answerOf(sql.ref('q.id'))})
					GROUP BY q.practice`
				return Object.fromEntries((await counts.execute(db)).rows.map(({ id, count }) => [id, Number(count)]))
			}),
		newestQuestions: (limit) =>
			withStorageErrors(async () => {
				const rows = db
					.selectFrom('exchange_notice as n')
					.innerJoin('listed_practice as p', 'p.id', 'n.practice')
					.innerJoin('practice_version as v', (join) =>
						join.onRef('v.practice', '=', 'p.id').onRef('v.version', '=', 'p.version'),
					)
					.selectAll('n')
					.select(shownOf(dialect))
					.where('n.kind', 'in', ['question', 'answer'])
					.where('n.content', 'is not', null)
					.where('n.content', 'not like', `${REFUSAL}%`)
					// Others only pass through this server.
					.where((where) =>
						where.or([where('p.origin', 'is', null), where('n.key', '=', OWN), where('n.kind', '=', 'answer')]),
					)
					.orderBy('n.at', 'desc')
					.orderBy('n.id')
				return (await rows.limit(limit).execute()).map((row) => ({
					...toStored(row),
					title: titlesOf(row)[row.original as Locale] ?? '',
				}))
			}),
		removeAnswer: ({ id, asker, key }) =>
			withStorageErrors(() =>
				change(
					sql`UPDATE exchange_notice SET content = NULL, signed = NULL, is_offered = 0, revision = ${REMOVED}
						WHERE id = ${answerId(id, asker, key)} AND key <> ${OWN} AND content IS NOT NULL`.compile(db),
				),
			),
		eraseAnswers: (practice, key) =>
			withStorageErrors(async () => {
				// With revision 0, since that server sends them again if it publishes a later version.
				await change(
					sql`UPDATE exchange_notice SET content = NULL, signed = NULL, is_offered = 0, revision = 0
						WHERE practice = ${practice} AND kind = 'answer' AND key = ${key} AND revision < ${REMOVED}`.compile(db),
				)
			}),
	}
}

/** Returns the id of this server's answer to a question, by the id of that row. */
function answerOf(question: RawBuilder<unknown>): RawBuilder<string> {
	return sql`'answer ' || substr(${question}, ${questionId('').length}) || ' '`
}

/** Returns the query that erases the words of notices of other servers. */
function eraseReceived(db: Kysely<Tables>, which: RawBuilder<unknown>): CompiledQuery {
	return sql`UPDATE exchange_notice SET content = NULL, signed = NULL, is_offered = 0 WHERE ${which} AND key <> ''`.compile(
		db,
	)
}

function toStored(row: NoticeRow): StoredNotice {
	const { key, workshop, signed } = row
	const url = signed === null ? undefined : parseStored<SignedNotice>(signed).server.url
	return { notice: noticeOf(row), key, workshop: workshop as WorkshopId | null, url: url ?? null }
}

/**
 * Returns the query that offers the questions and answers of a practice again, which other servers
 * get. It runs after `indexChanged`, before the practice is listed.
 */
export function offerAgain(db: Kysely<Tables>, practice: PracticeId): CompiledQuery {
	return renumber(
		db,
		sql``,
		sql`practice = ${practice} AND kind IN ('question', 'answer') AND is_offered = 1
			AND NOT EXISTS (SELECT 1 FROM listed_practice p WHERE p.id = ${practice} AND ${IS_ELSEWHERE})`,
	)
}

/**
 * Returns the query that takes back the answers to the questions that a deleted workshop asked on
 * this server. It runs before `retractReports`.
 */
export function retractAnswers(
	db: Kysely<Tables>,
	{ workshop, at, isDeleted }: { workshop: WorkshopId; at: number; isDeleted: RawBuilder<boolean> },
): CompiledQuery {
	return renumber(
		db,
		sql`content = NULL, revision = revision + 1, at = cast(${at} AS bigint), `,
		sql`${isDeleted} AND id IN (SELECT ${answerOf(sql.ref('q.id'))} FROM exchange_notice q
			WHERE q.workshop = ${workshop} AND q.kind = 'question')`,
	)
}
