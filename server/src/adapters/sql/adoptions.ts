import type { Adoption, AdoptionId, Locale, WorkshopId } from '@charrette/shared'
import { sql } from 'kysely'
import type { PracticeStore, TravelledAdoption } from '../../ports/PracticeStore.ts'
import { withStorageErrors } from '../../ports/StorageError.ts'
import { compareAndSwap } from './compareAndSwap.ts'
import { countShown, indexChanged } from './listedPractices.ts'
import { noteAdoption } from './notices.ts'
import type { SqlDatabase } from './SqlDatabase.ts'
import { shownOf, titlesOf } from './shownVersion.ts'
import { parseStored, stringifyStored } from './storedJson.ts'
import type { Tables } from './tables.ts'

/** The value of the column `practice` for an adopted solution. */
const NO_PRACTICE = ''

type AdoptionStore = Pick<
	PracticeStore,
	'adopt' | 'findAdoption' | 'updateAdoption' | 'adoptionsOf' | 'adoptionsBy' | 'adoptionsAround' | 'adoptionsOn'
>

/** Creates the store of the adoptions of all workshops on a database. */
export function createAdoptions({ db, dialect, transact }: SqlDatabase): AdoptionStore {
	return {
		adopt: (adoption) =>
			withStorageErrors(async () => {
				await transact([
					indexChanged(db),
					db.insertInto('adoption').values(toAdoptionRow(adoption)).compile(),
					...countShown({ db, dialect }, adoption.practice),
				])
			}),
		findAdoption: (id) => withStorageErrors(() => findAdoption(id)),
		updateAdoption: (id, change) =>
			compareAndSwap({
				find: () => findAdoption(id),
				change,
				replace: async (adoption, revision) => {
					const update = db.updateTable('adoption').set(toAdoptionRow(adoption))
					const [, answer] = await transact([
						indexChanged(db),
						update.where('id', '=', id).where('revision', '=', revision).compile(),
						...noteAdoption(db, adoption),
						...countShown({ db, dialect }, adoption.practice),
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

	/**
	 * Reads the adoptions around a workshop with the shown fields of each adopted version. The query
	 * extracts these fields, so that the event loop does not parse whole versions.
	 */
	async function readAdoptionsAround(workshop: WorkshopId, limit: number): Promise<TravelledAdoption[]> {
		const rows = await db
			.selectFrom('adoption as a')
			.leftJoin('practice_version as v', (join) =>
				join
					.onRef('v.practice', '=', 'a.practice')
					.on(sql`v.version = cast(${dialect.json('a.state', 'version')} AS integer)`),
			)
			.select('a.state')
			.select(shownOf(dialect))
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
		return rows.map(({ state, original, city, country, ...row }) => {
			const place = { city: city ?? '', ...(country && { country }) }
			const source = original && { original: original as Locale, ...place, titles: titlesOf(row) }
			return { adoption: parseStored<Adoption>(state), source: source || null }
		})
	}
}

function toAdoptionRow(adoption: Adoption): Tables['adoption'] {
	const { id, practice, solution, workshop, board, revision, createdAt } = adoption
	const row = { id, workshop, board, revision, created_at: createdAt, state: stringifyStored(adoption) }
	return { ...row, practice: practice ?? NO_PRACTICE, giver: solution?.workshop ?? null }
}
