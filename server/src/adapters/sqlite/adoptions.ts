import { type Adoption, type AdoptionId, LOCALES, type Locale, type WorkshopId } from '@charrette/shared'
import { sql } from 'kysely'
import type { PracticeStore, TravelledAdoption } from '../../ports/PracticeStore.ts'
import { withStorageErrors } from '../../ports/StorageError.ts'
import { countShown } from './listedPractices.ts'
import type { Tables } from './openDatabase.ts'
import { parseStored } from './parseStored.ts'
import { replaceUntilStored } from './replaceUntilStored.ts'
import type { SqliteDatabase } from './SqliteDatabase.ts'

/** Stands in the column of the practice for an adopted solution. */
const NO_PRACTICE = ''

type AdoptionStore = Pick<
	PracticeStore,
	'adopt' | 'findAdoption' | 'updateAdoption' | 'adoptionsOf' | 'adoptionsBy' | 'adoptionsAround' | 'adoptionsOn'
>

/** What workshops have adopted, in a SQLite database. */
export function createAdoptions({ db, transact }: Pick<SqliteDatabase, 'db' | 'transact'>): AdoptionStore {
	return {
		adopt: (adoption) =>
			withStorageErrors(async () => {
				await transact([
					db.insertInto('adoption').values(toAdoptionRow(adoption)).compile(),
					...countShown(db, adoption.practice),
				])
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
						...countShown(db, adoption.practice),
					])
					return BigInt(answer?.changes ?? 0)
				},
			}),
		adoptionsOf: (practice) => readAdoptions('practice', practice),
		adoptionsBy: (workshop) => readAdoptions('workshop', workshop),
		adoptionsAround: (workshop, limit) => withStorageErrors(() => readAdoptionsAround(workshop, limit)),
		adoptionsOn: (board) => readAdoptions('board', board),
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
}

function toAdoptionRow(adoption: Adoption): Tables['adoption'] {
	const { id, practice, solution, workshop, board, revision, createdAt } = adoption
	const row = { id, workshop, board, revision, created_at: createdAt, state: JSON.stringify(adoption) }
	return { ...row, practice: practice ?? NO_PRACTICE, giver: solution?.workshop ?? null }
}
