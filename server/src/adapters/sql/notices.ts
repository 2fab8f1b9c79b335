import {
	type Adoption,
	type AdoptionId,
	type AnswerNotice,
	type CityQuestion,
	type ExchangeNotice,
	LIMITS,
	type Locale,
	type PracticeId,
	type QuestionId,
	type ReportedAdoption,
	type SentAnswer,
	type SignedNotice,
	type WorkshopId,
} from '@charrette/shared'
import { type CompiledQuery, type Kysely, type RawBuilder, sql } from 'kysely'
import type { OfferedNotice, PracticeStore } from '../../ports/PracticeStore.ts'
import { withStorageErrors } from '../../ports/StorageError.ts'
import { countShown, indexChanged } from './listedPractices.ts'
import type { SqlDatabase } from './SqlDatabase.ts'
import { shownOf, titlesOf } from './shownVersion.ts'
import { parseStored, stringifyStored } from './storedJson.ts'
import type { Tables } from './tables.ts'

/** The key of notices of this server. */
export const OWN = ''
/**
 * The next number. Transactions that write notices begin with `indexChanged`, so none takes it
 * twice.
 */
export const nextSeq = sql<number>`(SELECT coalesce(max(seq), 0) + 1 FROM exchange_notice)`

/** Whether other servers have a listed practice `p`. */
export const IS_ELSEWHERE = sql<boolean>`(p.visibility = 'public' OR p.origin IS NOT NULL)`

type NoticeStore = Pick<
	PracticeStore,
	| 'saveNotice'
	| 'hasNotice'
	| 'notices'
	| 'newestNotices'
	| 'countNotices'
	| 'adoptionReports'
	| 'withdrawalOf'
	| 'adoptionReportsAround'
>

/** Creates the store of the notices of all servers on a database. */
export function createNotices({ db, dialect, transact }: SqlDatabase): NoticeStore {
	/** Questions and answers are offered while other servers have the practice (ASK3). */
	const isForOthers = sql<boolean>`(kind IN ('adoption', 'withdrawal') OR EXISTS (SELECT 1 FROM listed_practice p
		WHERE p.id = exchange_notice.practice AND ${IS_ELSEWHERE}))`
	const offered = () => db.selectFrom('exchange_notice').selectAll().where('is_offered', '=', 1).where(isForOthers)
	const isReport = sql<boolean>`n.kind = 'adoption' AND n.key <> ${OWN} AND n.content IS NOT NULL`
	return {
		saveNotice: (signed, { isOffered }) =>
			withStorageErrors(async () => {
				const { practice } = signed.notice
				const [, stored] = await transact([
					indexChanged(db),
					upsertNotice(db, toRow(signed, isOffered)),
					...countShown({ db, dialect }, practice),
				])
				return (stored?.changes ?? 0) > 0
			}),
		hasNotice: (notice, key) =>
			withStorageErrors(async () => {
				const row = db.selectFrom('exchange_notice').select('id').where('id', '=', rowId(notice, key))
				return (await row.executeTakeFirst()) !== undefined
			}),
		notices: (after, limit) =>
			withStorageErrors(async () => {
				const rows = offered().where('seq', '>', after)
				return (await rows.orderBy('seq').limit(limit).execute()).map(toOffered)
			}),
		newestNotices: (limit, practice) =>
			withStorageErrors(async () => {
				const rows = practice === null ? offered() : offered().where('practice', '=', practice)
				return (await rows.orderBy('seq', 'desc').limit(limit).execute()).map(toOffered)
			}),
		countNotices: (of = {}) =>
			withStorageErrors(async () => {
				const all = db
					.selectFrom('exchange_notice')
					.select(({ fn }) => fn.countAll<number>().as('count'))
					.where('key', '<>', OWN)
				const keyed = of.key === undefined ? all : all.where('key', '=', of.key)
				const counted =
					of.adopted === undefined ? keyed : keyed.where('practice', '=', of.adopted).where('kind', '=', 'adoption')
				return Number((await counted.executeTakeFirst())?.count ?? 0)
			}),
		adoptionReports: (practice) =>
			withStorageErrors(async () => {
				const rows = db
					.selectFrom('exchange_notice as n')
					.selectAll()
					.where('n.practice', '=', practice)
					.where(isReport)
				const found = await rows.orderBy('n.at').orderBy('n.id').limit(LIMITS.maxNoticesPerPractice).execute()
				return found.flatMap(({ signed }) => (signed === null ? [] : parseStored<SignedNotice>(signed)))
			}),
		withdrawalOf: (practice, key = OWN) =>
			withStorageErrors(async () => {
				const row = await db
					.selectFrom('exchange_notice')
					.selectAll()
					.where('id', '=', withdrawalId(practice, key))
					.executeTakeFirst()
				if (!row) return null
				const notice = noticeOf(row)
				return notice.kind === 'withdrawal' ? notice : null
			}),
		adoptionReportsAround: (workshop, limit) =>
			withStorageErrors(async () => {
				const rows = db
					.selectFrom('exchange_notice as n')
					.innerJoin('practice as o', 'o.id', 'n.practice')
					.leftJoin('practice_version as v', (join) =>
						join.onRef('v.practice', '=', 'n.practice').onRef('v.version', '=', 'n.version'),
					)
					.select('n.signed')
					.select(shownOf(dialect))
					.where('o.workshop', '=', workshop)
					.where(isReport)
					.orderBy('n.at', 'desc')
					.orderBy('n.id')
				return (await rows.limit(limit).execute()).flatMap(({ signed, original, city, country, ...row }) => {
					if (signed === null || original === null) return []
					const source = {
						original: original as Locale,
						city: city ?? '',
						...(country && { country }),
						titles: titlesOf(row),
					}
					return { signed: parseStored<SignedNotice>(signed), source }
				})
			}),
	}
}

/**
 * Returns the queries that report an adoption to the server of its practice, or take the report
 * back (RETURN1). They run after `indexChanged`.
 */
export function noteAdoption(db: Kysely<Tables>, adoption: Adoption): CompiledQuery[] {
	const { id, practice, origin, version, revision, updatedAt, workshop, city, status, report, isShown } = adoption
	if (!practice || !origin) return []
	const row = { id: adoptionId(id, OWN), kind: 'adoption', practice, key: OWN, giver: origin.key, version } as const
	if (!isShown)
		return [
			sql`UPDATE exchange_notice SET content = NULL, revision = ${revision}, at = cast(${updatedAt} AS bigint), seq = ${nextSeq}
				WHERE id = ${row.id} AND content IS NOT NULL`.compile(db),
		]
	const shown: ReportedAdoption = {
		city: city.name,
		...(city.country && { country: city.country }),
		status,
		report: cut(report),
	}
	const content = stringifyStored(shown)
	return [upsertNotice(db, { ...row, revision, at: updatedAt, is_offered: 1, workshop, content, signed: null })]
}

function cut(report: string): string {
	const characters = [...report]
	const max = LIMITS.maxNoticeLength / 2
	return characters.length > max ? `${characters.slice(0, max - 1).join('')}…` : report
}

/**
 * Returns the query that notes the withdrawal of the listed practices of this server among `ids`, a
 * subquery or list (RETURN2). Other servers learn only of public ones. It runs after
 * `indexChanged`, while the practices are listed.
 */
export function noteWithdrawals(
	db: Kysely<Tables>,
	{ ids, at, reason }: { ids: RawBuilder<unknown>; at: number; reason: string },
): CompiledQuery {
	return sql`INSERT INTO exchange_notice
			(id, seq, kind, practice, key, giver, version, revision, at, is_offered, workshop, content, signed)
		SELECT 'withdrawal ' || p.id || ' ', ${nextSeq} + row_number() OVER (ORDER BY p.id), 'withdrawal', p.id, '', '', p.version,
			p.version, cast(${at} AS bigint), CASE WHEN p.visibility = 'public' THEN 1 ELSE 0 END, NULL,
			cast(${JSON.stringify({ reason })} AS text), NULL
		FROM listed_practice p WHERE p.origin IS NULL AND p.id IN (${ids})
		${REPLACE}`.compile(db)
}

/**
 * Returns the query that takes back the reports of a workshop that is deleted in the same
 * transaction, if `isDeleted`.
 */
export function retractReports(
	db: Kysely<Tables>,
	{ workshop, at, isDeleted }: { workshop: WorkshopId; at: number; isDeleted: RawBuilder<boolean> },
): CompiledQuery {
	return renumber(
		db,
		sql`content = NULL, workshop = NULL, revision = revision + 1, at = cast(${at} AS bigint), `,
		sql`${isDeleted} AND workshop = ${workshop}`,
	)
}

/** Returns the query that changes notices, and numbers them anew. `change` ends with a comma. */
export function renumber(db: Kysely<Tables>, change: RawBuilder<unknown>, which: RawBuilder<unknown>): CompiledQuery {
	const numbered = sql`SELECT id, row_number() OVER (ORDER BY seq) AS number FROM exchange_notice WHERE ${which}`
	return sql`UPDATE exchange_notice SET ${change} seq = ${nextSeq} + own.number
		FROM (${numbered}) AS own WHERE own.id = exchange_notice.id`.compile(db)
}

/** Replaces an earlier notice of the same subject and key; a later one stays. */
const REPLACE = sql`ON CONFLICT (id) DO UPDATE SET seq = excluded.seq, giver = excluded.giver, version = excluded.version,
	revision = excluded.revision, at = excluded.at, is_offered = excluded.is_offered, workshop = excluded.workshop,
	content = excluded.content, signed = excluded.signed
	WHERE exchange_notice.revision < excluded.revision`

export type NoticeRow = Tables['exchange_notice']

/** Returns the query that stores a notice. It runs after `indexChanged`. */
export function upsertNotice(
	db: Kysely<Tables>,
	row: Omit<NoticeRow, 'seq' | 'revision'> & { revision: number | RawBuilder<number> },
): CompiledQuery {
	const { id, kind, practice, key, giver, version, revision, at, is_offered, workshop, content, signed } = row
	return sql`INSERT INTO exchange_notice
			(id, seq, kind, practice, key, giver, version, revision, at, is_offered, workshop, content, signed)
		SELECT ${id}, ${nextSeq}, ${kind}, ${practice}, ${key}, ${giver}, cast(${version} AS integer), cast(${revision} AS integer),
			cast(${at} AS bigint), cast(${is_offered} AS integer), cast(${workshop} AS text), cast(${content} AS text), cast(${signed} AS text)
		WHERE 1 = 1 ${REPLACE}`.compile(db)
}

function toRow(signed: SignedNotice, isOffered: boolean): Omit<NoticeRow, 'seq'> {
	const { notice, server } = signed
	const { kind, practice, version, at } = notice
	const place = { id: rowId(notice, server.key), kind, practice, version, at, key: server.key, workshop: null }
	const stored = { ...place, is_offered: Number(isOffered), signed: JSON.stringify(signed) }
	if (kind === 'withdrawal') {
		const content = stringifyStored({ reason: notice.reason })
		return { ...stored, giver: '', revision: version, content }
	}
	const { revision } = notice
	const giver = kind === 'answer' ? notice.asker : notice.giver
	const content = contentOf(notice)
	return { ...stored, giver, revision, content }
}

function contentOf(notice: Exclude<ExchangeNotice, { kind: 'withdrawal' }>): string | null {
	if (notice.kind === 'answer') return contentOfAnswer(notice)
	const content = notice.kind === 'adoption' ? notice.adoption : notice.question
	return content && stringifyStored(content)
}

/** The beginning of the content of a refusal. */
export const REFUSAL = '{"refusal":'

/** Returns an answer as it is stored; a refusal is stored in its place (ASK5). */
export function contentOfAnswer({ answer, refusal }: Pick<AnswerNotice, 'answer' | 'refusal'>): string | null {
	if (answer) return stringifyStored(answer)
	return refusal === undefined ? null : stringifyStored({ refusal })
}

function toOffered(row: NoticeRow): OfferedNotice {
	const signed = row.signed === null ? null : parseStored<SignedNotice>(row.signed)
	return { seq: Number(row.seq), notice: noticeOf(row), signed }
}

/** Returns the notice of a row, without the fields of later releases. */
export function noticeOf({
	id,
	kind,
	practice,
	giver,
	version,
	revision,
	at,
	content,
}: Omit<NoticeRow, 'seq'>): ExchangeNotice {
	const subject = { practice: practice as PracticeId, version, at: Number(at) }
	const read = <Content extends object>() => (content === null ? null : parseStored<Content>(content))
	if (kind === 'withdrawal') return { kind, ...subject, reason: read<{ reason?: string }>()?.reason ?? '' }
	const [, own = ''] = id.split(' ')
	if (kind === 'adoption')
		return { kind, id: own as AdoptionId, giver, revision, ...subject, adoption: read<ReportedAdoption>() }
	const asked = { id: own as QuestionId, revision, ...subject }
	if (kind === 'question') return { kind, ...asked, giver, question: read<CityQuestion>() }
	const answer = read<SentAnswer>()
	if (answer === null || 'question' in answer) return { kind, ...asked, asker: giver, answer }
	return { kind, ...asked, asker: giver, answer: null, refusal: String(answer['refusal']) }
}

/** Returns the id of a notice in the store, by its subject and key. */
function rowId(notice: ExchangeNotice, key: string): string {
	const { kind, practice } = notice
	if (kind === 'withdrawal') return `${kind} ${practice} ${key}`
	return kind === 'answer' ? answerId(notice.id, notice.asker, key) : `${kind} ${notice.id} ${key}`
}
export const questionId = (id: string, key = OWN) => `question ${id} ${key}`
export const answerId = (id: string, asker: string, key = OWN) => `answer ${id} ${asker} ${key}`
const adoptionId = (adoption: string, key: string) => `adoption ${adoption} ${key}`
const withdrawalId = (practice: string, key: string) => `withdrawal ${practice} ${key}`
