import type { Practice, PracticeId, PublishedPractice, SignedPractice } from '@charrette/shared'
import { localesOf } from '@charrette/shared'
import { type CompiledQuery, sql } from 'kysely'
import type { IndexedText, ListedPractice, PracticeStore } from '../../ports/PracticeStore.ts'
import { withStorageErrors } from '../../ports/StorageError.ts'
import { collectFacets } from '../../search/collectFacets.ts'
import { createAdoptions } from './adoptions.ts'
import { createBlockedServers } from './blockedServers.ts'
import { createCityQuestions, offerAgain } from './cityQuestions.ts'
import { createCollections } from './collections.ts'
import { compareAndSwap } from './compareAndSwap.ts'
import { countShown, indexChanged } from './listedPractices.ts'
import { createNotices, noteWithdrawals } from './notices.ts'
import { toListed } from './practiceHits.ts'
import { createPracticePlaces } from './practicePlaces.ts'
import { createPracticeReports } from './practiceReports.ts'
import { createReceivedLists } from './receivedLists.ts'
import type { SqlDatabase } from './SqlDatabase.ts'
import { parseStored, stringifyStored } from './storedJson.ts'
import type { Tables } from './tables.ts'

/** Number of listed practices that one statement withdraws. */
const MAX_WITHDRAWN = 500

/** The full-text search for practices, which each database implements. */
export interface PracticeSearch extends Pick<PracticeStore, 'search' | 'similar'> {
	/**
	 * Returns the queries that index the texts of a practice. Their rows in `practice_text` exist
	 * already.
	 */
	indexTexts(practice: PracticeId, texts: readonly IndexedText[]): CompiledQuery[]
}

/** Creates the practice store on a database; its `close` closes the database. */
export function createSqlPracticeStore(database: SqlDatabase, texts: PracticeSearch): PracticeStore {
	const { db, dialect, transact } = database
	const listedQuery = () =>
		db
			.selectFrom('listed_practice as p')
			.innerJoin('practice_version as v', (join) =>
				join.onRef('v.practice', '=', 'p.id').onRef('v.version', '=', 'p.version'),
			)
			.select(['p.id', 'p.visibility', 'p.workshop', 'p.origin', 'v.content'])

	/** As `waitsForHost`. */
	const isWaiting = sql<boolean>`(${dialect.json('state', 'review', 'state')} = 'waiting'
		OR (${dialect.json('state', 'review', 'state')} IS NULL AND ${dialect.json('state', 'state')} = 'inReview'
			AND ${dialect.json('state', 'visibility')} = 'public'))`

	return {
		create: (practice) =>
			withStorageErrors(async () => {
				await db.insertInto('practice').values(toPracticeRow(practice)).execute()
			}),
		find: (id) => withStorageErrors(() => findPractice(id)),
		ofWorkshop: (workshop) =>
			withStorageErrors(async () => {
				const rows = db.selectFrom('practice').select('state').where('workshop', '=', workshop)
				return (await rows.orderBy('created_at', 'desc').execute()).map(({ state }) => parseStored<Practice>(state))
			}),
		waitingForHost: (limit) =>
			withStorageErrors(async () => {
				const rows = db
					.selectFrom('practice')
					.select('state')
					.where(isWaiting)
					.orderBy(sql`cast(${dialect.json('state', 'updatedAt')} AS bigint)`)
				return (await rows.limit(limit).execute()).map(({ state }) => parseStored<Practice>(state))
			}),
		countWaiting: () =>
			withStorageErrors(async () => {
				const count = db.selectFrom('practice').select(({ fn }) => fn.countAll<number>().as('count'))
				return Number((await count.where(isWaiting).executeTakeFirst())?.count ?? 0)
			}),
		...createReceivedLists(database),
		update: (id, change) =>
			compareAndSwap({
				find: () => findPractice(id),
				change,
				replace: async (practice, revision) => {
					const update = db.updateTable('practice').set(toPracticeRow(practice))
					return (await update.where('id', '=', id).where('revision', '=', revision).executeTakeFirst()).numUpdatedRows
				},
			}),
		publish: (listed, indexed, signed) =>
			withStorageErrors(async () => {
				const { id } = listed.practice
				const json = JSON.stringify(signed)
				const received = signed && { practice: id, signed: json, bytes: json.length }
				const insert =
					received &&
					db
						.insertInto('received_practice')
						.values(received)
						.onConflict((conflict) => conflict.column('practice').doUpdateSet(received))
						.compile()
				await transact([...publishQueries(listed, indexed), ...(insert ? [insert] : [])])
			}),
		withdraw: (ids, note) =>
			withStorageErrors(async () => {
				for (let start = 0; start < ids.length; start += MAX_WITHDRAWN) {
					const some = ids.slice(start, start + MAX_WITHDRAWN)
					const noted = note ? [noteWithdrawals(db, { ids: sql.join(some), ...note })] : []
					await transact([
						indexChanged(db),
						...noted,
						db.deleteFrom('listed_practice').where('id', 'in', some).compile(),
					])
				}
			}),
		block: (id) =>
			withStorageErrors(async () => {
				const blocked = db.insertInto('blocked_practice').values({ id, at: Date.now() })
				await transact([
					indexChanged(db),
					blocked.onConflict((conflict) => conflict.doNothing()).compile(),
					db.deleteFrom('listed_practice').where('id', '=', id).compile(),
				])
			}),
		unblock: (id) =>
			withStorageErrors(async () => {
				const { numDeletedRows } = await db
					.deleteFrom('blocked_practice')
					.where('id', '=', id)
					.executeTakeFirstOrThrow()
				return numDeletedRows > 0n
			}),
		isBlocked: (id) =>
			withStorageErrors(async () => {
				const row = db.selectFrom('blocked_practice').select('id').where('id', '=', id)
				return (await row.executeTakeFirst()) !== undefined
			}),
		listed: (id) =>
			withStorageErrors(async () => {
				const row = await listedQuery().where('p.id', '=', id).executeTakeFirst()
				return row ? toListed(row) : null
			}),
		listedAmong: (ids) =>
			withStorageErrors(async () => {
				if (ids.length === 0) return []
				const rows = await listedQuery().select('p.adoptions').where('p.id', 'in', ids).execute()
				return rows.map(({ adoptions, ...row }) => ({ listed: toListed(row), adoptions }))
			}),
		version: (id, version) =>
			withStorageErrors(async () => {
				const found = db.selectFrom('practice_version').select('content').where('practice', '=', id)
				const row = await found.where('version', '=', version).executeTakeFirst()
				return row ? parseStored<PublishedPractice>(row.content) : null
			}),
		versions: (id) =>
			withStorageErrors(() => {
				const rows = db.selectFrom('practice_version').select(['version', 'at']).where('practice', '=', id)
				return rows.orderBy('version', 'desc').execute()
			}),
		signed: (id) =>
			withStorageErrors(async () => {
				const row = await db
					.selectFrom('received_practice')
					.select('signed')
					.where('practice', '=', id)
					.executeTakeFirst()
				return row ? parseStored<SignedPractice>(row.signed) : null
			}),
		receivedBytes: () =>
			withStorageErrors(async () => {
				const sum = db.selectFrom('received_practice').select(({ fn }) => fn.sum<number>('bytes').as('sum'))
				return Number((await sum.executeTakeFirst())?.sum ?? 0)
			}),
		countListed: () =>
			withStorageErrors(async () => {
				const row = await db
					.selectFrom('listed_practice')
					.select(({ fn }) => fn.countAll<number>().as('count'))
					.executeTakeFirst()
				return row?.count ?? 0
			}),
		published: ({ workshop }, limit, before) =>
			withStorageErrors(async () => {
				const own = listedQuery().where('p.origin', 'is', null)
				const seen = own.where((where) =>
					workshop === null
						? where('p.visibility', '=', 'public')
						: where.or([where('p.visibility', '<>', 'workshop'), where('p.workshop', '=', workshop)]),
				)
				const rows = before
					? seen.where((where) =>
							where.and([
								where('p.at', '<=', before.at),
								where.or([where('p.at', '<', before.at), where('p.id', '<', before.id)]),
							]),
						)
					: seen
				return (await rows.orderBy('p.at', 'desc').orderBy('p.id', 'desc').limit(limit).execute()).map(toListed)
			}),
		changes: () =>
			withStorageErrors(async () => {
				const row = db.selectFrom('search_change').select('changes').where('name', '=', 'practice')
				return (await row.executeTakeFirst())?.changes ?? 0
			}),
		search: (query) => withStorageErrors(() => texts.search(query)),
		similar: (query) => withStorageErrors(() => texts.similar(query)),
		...createAdoptions(database),
		...createPracticeReports(database),
		...createNotices(database),
		...createCityQuestions(database),
		...createBlockedServers(database),
		...createCollections(database),
		...createPracticePlaces(database),
		close: database.close,
	}

	async function findPractice(id: PracticeId): Promise<Practice | null> {
		const row = await db.selectFrom('practice').select('state').where('id', '=', id).executeTakeFirst()
		return row ? parseStored<Practice>(row.state) : null
	}

	/** Returns the queries that store a version, list it and index its texts, for one transaction. */
	function publishQueries(
		{ practice, visibility, workshop, origin }: ListedPractice,
		indexed: readonly IndexedText[],
	): CompiledQuery[] {
		const { id, version, at } = practice
		const content = stringifyStored(practice)
		const facets = collectFacets(practice, indexed[0]?.place)
		const place = { version, visibility, workshop, origin: origin && stringifyStored(origin), at }
		return [
			indexChanged(db),
			...(visibility === 'public' || origin ? [offerAgain(db, id)] : []),
			db
				.insertInto('practice_version')
				.values({ practice: id, version, at, content })
				.onConflict((conflict) => conflict.doNothing())
				.compile(),
			db
				.insertInto('listed_practice')
				.values({ id, ...place, adoptions: 0 })
				.onConflict((conflict) => conflict.column('id').doUpdateSet(place))
				.compile(),
			db.deleteFrom('practice_facet').where('practice', '=', id).compile(),
			db.deleteFrom('practice_text').where('practice', '=', id).compile(),
			...(facets.length > 0
				? [
						db
							.insertInto('practice_facet')
							.values(facets.map(({ name, value }) => ({ practice: id, name, value })))
							.onConflict((conflict) => conflict.doNothing())
							.compile(),
					]
				: []),
			db
				.insertInto('practice_text')
				.values(localesOf(practice).map((locale) => ({ practice: id, locale })))
				.compile(),
			...texts.indexTexts(id, indexed),
			...countShown({ db, dialect }, id),
		]
	}
}

function toPracticeRow(practice: Practice): Tables['practice'] {
	const { id, workshop, revision, createdAt } = practice
	return { id, workshop, revision, created_at: createdAt, state: stringifyStored(practice) }
}
