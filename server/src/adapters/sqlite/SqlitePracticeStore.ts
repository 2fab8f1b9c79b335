import type {
	Adoption,
	AdoptionId,
	ExchangeServer,
	Locale,
	Practice,
	PracticeId,
	PublishedPractice,
	SignedPractice,
	WorkshopId,
} from '@charrette/shared'
import { LOCALES, localesOf } from '@charrette/shared'
import { type CompiledQuery, sql } from 'kysely'
import type { IndexedText, ListedPractice, PracticeStore, TravelledAdoption } from '../../ports/PracticeStore.ts'
import { withStorageErrors } from '../../ports/StorageError.ts'
import { facetsOf } from '../../search/facetsOf.ts'
import type { Tables } from './openDatabase.ts'
import { parseStored } from './parseStored.ts'
import { createPracticeReports } from './practiceReports.ts'
import type { SqliteDatabase } from './SqliteDatabase.ts'

/** How often a change runs again because another one was stored first. */
const MAX_TRIES = 50
/** Stands in the column of the practice for an adopted solution. */
const NO_PRACTICE = ''
/** Listed practices that one statement takes off the list. */
const MAX_WITHDRAWN = 500

/** The practices in a SQLite database, which `close` closes. */
export function createSqlitePracticeStore(database: SqliteDatabase): PracticeStore {
	const { db, transact } = database
	const listedQuery = () =>
		db
			.selectFrom('listed_practice as p')
			.innerJoin('practice_version as v', (join) =>
				join.onRef('v.practice', '=', 'p.id').onRef('v.version', '=', 'p.version'),
			)
			.select(['p.id', 'p.visibility', 'p.workshop', 'p.origin', 'v.content'])

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
				const waiting = sql<{ state: string }>`SELECT state FROM practice
					WHERE state ->> 'state' = 'inReview' AND state ->> 'visibility' = 'public'
					ORDER BY state ->> 'updatedAt' LIMIT ${limit}`
				return (await waiting.execute(db)).rows.map(({ state }) => parseStored<Practice>(state))
			}),
		update: (id, change) =>
			replaceUntilStored({
				find: () => findPractice(id),
				change,
				replace: async (practice, revision) => {
					const update = db.updateTable('practice').set(toPracticeRow(practice))
					return (await update.where('id', '=', id).where('revision', '=', revision).executeTakeFirst()).numUpdatedRows
				},
			}),
		publish: (listed, texts, signed) =>
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
				await transact([...publishQueries(listed, texts), ...(insert ? [insert] : [])])
			}),
		withdraw: (ids) =>
			withStorageErrors(async () => {
				for (let start = 0; start < ids.length; start += MAX_WITHDRAWN) {
					const some = ids.slice(start, start + MAX_WITHDRAWN)
					await transact([db.deleteFrom('listed_practice').where('id', 'in', some).compile(), indexChanged()])
				}
			}),
		block: (id) =>
			withStorageErrors(async () => {
				const blocked = db.insertInto('blocked_practice').values({ id, at: Date.now() })
				await transact([
					blocked.onConflict((conflict) => conflict.doNothing()).compile(),
					db.deleteFrom('listed_practice').where('id', '=', id).compile(),
					indexChanged(),
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
		search: (query) => withStorageErrors(() => database.search('search', query)),
		similar: (query) => withStorageErrors(() => database.search('similar', query)),
		adopt: (adoption) =>
			withStorageErrors(async () => {
				await transact([db.insertInto('adoption').values(toAdoptionRow(adoption)).compile(), ...countShown(adoption)])
			}),
		findAdoption: (id) => withStorageErrors(() => findAdoption(id)),
		updateAdoption: (id, change) =>
			replaceUntilStored({
				find: () => findAdoption(id),
				change,
				replace: async (adoption, revision) => {
					const update = db.updateTable('adoption').set(toAdoptionRow(adoption))
					const [answer] = await transact([
						update.where('id', '=', id).where('revision', '=', revision).compile(),
						...countShown(adoption),
					])
					return BigInt(answer?.changes ?? 0)
				},
			}),
		adoptionsOf: (practice) => readAdoptions('practice', practice),
		adoptionsBy: (workshop) => readAdoptions('workshop', workshop),
		adoptionsAround: (workshop, limit) => withStorageErrors(() => readAdoptionsAround(workshop, limit)),
		adoptionsOn: (board) => readAdoptions('board', board),
		...createPracticeReports(database),
		close: database.close,
	}

	async function findPractice(id: PracticeId): Promise<Practice | null> {
		const row = await db.selectFrom('practice').select('state').where('id', '=', id).executeTakeFirst()
		return row ? parseStored<Practice>(row.state) : null
	}

	async function findAdoption(id: AdoptionId): Promise<Adoption | null> {
		const row = await db.selectFrom('adoption').select('state').where('id', '=', id).executeTakeFirst()
		return row ? parseStored<Adoption>(row.state) : null
	}

	function readAdoptions(column: 'practice' | 'workshop' | 'board', value: string): Promise<Adoption[]> {
		return withStorageErrors(async () => {
			const rows = db.selectFrom('adoption').select('state').where(column, '=', value)
			return (await rows.orderBy('created_at').orderBy('id').execute()).map(({ state }) => parseStored<Adoption>(state))
		})
	}

	/** Reads of each adopted version what is shown of it, in the thread that reads. */
	async function readAdoptionsAround(workshop: WorkshopId, limit: number): Promise<TravelledAdoption[]> {
		const titles = LOCALES.map((locale) => `'$.texts."${locale}".texts.title'`).join(', ')
		const rows = await db
			.selectFrom('adoption as a')
			.leftJoin('practice_version as v', (join) =>
				join.onRef('v.practice', '=', 'a.practice').on(sql`v.version = a.state ->> 'version'`),
			)
			.select([
				'a.state',
				sql<string | null>`v.content ->> '$.original'`.as('original'),
				sql<string | null>`coalesce(nullif(v.content ->> '$.facts.city.name', ''),
					nullif(v.content ->> '$.provenance.city', ''), v.content ->> '$.provenance.workshop')`.as('city'),
				sql<string | null>`json_extract(v.content, ${sql.raw(titles)})`.as('titles'),
			])
			.where(({ or, eb, selectFrom }) =>
				or([
					eb('a.workshop', '=', workshop),
					eb('a.giver', '=', workshop),
					eb('a.practice', 'in', selectFrom('practice').select('id').where('workshop', '=', workshop)),
				]),
			)
			.orderBy('a.created_at', 'desc')
			.orderBy('a.id')
			.limit(limit)
			.execute()
		return rows.map(({ state, original, city, titles: read }) => {
			const found = read === null ? [] : parseStored<(string | null)[]>(read)
			const named = LOCALES.flatMap((locale, index): [Locale, string][] => {
				const title = found[index]
				return title ? [[locale, title]] : []
			})
			const source = original && { original: original as Locale, city: city ?? '', titles: Object.fromEntries(named) }
			return { adoption: parseStored<Adoption>(state), source: source || null }
		})
	}

	/** A version, its place in the list and its search terms, in one transaction. */
	function publishQueries(
		{ practice, visibility, workshop, origin }: ListedPractice,
		texts: readonly IndexedText[],
	): CompiledQuery[] {
		const { id, version, at } = practice
		const content = JSON.stringify(practice)
		const place = { version, visibility, workshop, origin: origin && JSON.stringify(origin), at }
		return [
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
			...facetsOf(practice).map(({ name, value }) =>
				db
					.insertInto('practice_facet')
					.values({ practice: id, name, value })
					.onConflict((conflict) => conflict.doNothing())
					.compile(),
			),
			...localesOf(practice).map((locale) => db.insertInto('practice_text').values({ practice: id, locale }).compile()),
			...texts.map(({ locale, title, abstract, body, labels }) =>
				sql`INSERT INTO practice_search (rowid, title, abstract, body, labels) VALUES (
					(SELECT id FROM practice_text WHERE practice = ${id} AND locale = ${locale}),
					${title}, ${abstract}, ${body}, ${labels}
				)`.compile(db),
			),
			...countShown({ practice: id }),
		]
	}

	function indexChanged(): CompiledQuery {
		return sql`UPDATE search_change SET changes = changes + 1 WHERE name = 'practice'`.compile(db)
	}

	/** Counts the shown adoptions of a practice, and lists their statuses among its facets. */
	function countShown({ practice }: Pick<Adoption, 'practice'>): CompiledQuery[] {
		if (!practice) return []
		const shown = sql`SELECT state ->> 'status' FROM adoption WHERE practice = ${practice} AND state ->> 'isShown'`
		return [
			sql`UPDATE listed_practice SET adoptions = (SELECT count(*) FROM (${shown})) WHERE id = ${practice}`.compile(db),
			db.deleteFrom('practice_facet').where('practice', '=', practice).where('name', '=', 'status').compile(),
			sql`INSERT OR IGNORE INTO practice_facet (practice, name, value)
				SELECT p.id, 'status', s.status FROM listed_practice p, (SELECT state ->> 'status' AS status FROM adoption
					WHERE practice = ${practice} AND state ->> 'isShown') s WHERE p.id = ${practice}`.compile(db),
			indexChanged(),
		]
	}
}

/** Changes a record between a read and a compare-and-swap of its revision. */
async function replaceUntilStored<Stored extends { revision: number }>({
	find,
	change,
	replace,
}: {
	find(): Promise<Stored | null>
	change(stored: Stored): Stored
	/** Returns how many rows of this revision were replaced. */
	replace(changed: Stored, revision: number): Promise<bigint>
}): Promise<Stored | null> {
	for (let tries = 0; tries < MAX_TRIES; tries++) {
		const before = await withStorageErrors(find)
		if (!before) return null
		const changed = { ...change(before), revision: before.revision + 1 }
		if ((await withStorageErrors(() => replace(changed, before.revision))) === 1n) return changed
	}
	return withStorageErrors(async () => {
		throw new Error(`the record was changed ${MAX_TRIES} times in a row by others`)
	})
}

function toPracticeRow(practice: Practice): Tables['practice'] {
	const { id, workshop, revision, createdAt } = practice
	return { id, workshop, revision, created_at: createdAt, state: JSON.stringify(practice) }
}

function toAdoptionRow(adoption: Adoption): Tables['adoption'] {
	const { id, practice, solution, workshop, board, revision, createdAt } = adoption
	const row = { id, workshop, board, revision, created_at: createdAt, state: JSON.stringify(adoption) }
	return { ...row, practice: practice ?? NO_PRACTICE, giver: solution?.workshop ?? null }
}

type ListedRow = Pick<Tables['listed_practice'], 'id' | 'visibility' | 'workshop' | 'origin'> & { content: string }

function toListed({ visibility, workshop, origin, content }: ListedRow): ListedPractice {
	return {
		practice: parseStored<PublishedPractice>(content),
		visibility: visibility as ListedPractice['visibility'],
		workshop: workshop as WorkshopId | null,
		origin: origin === null ? null : parseStored<ExchangeServer>(origin),
	}
}
