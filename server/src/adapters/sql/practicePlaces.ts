import type { PracticeId } from '@charrette/shared'
import { sql } from 'kysely'
import type { PracticeStore } from '../../ports/PracticeStore.ts'
import { withStorageErrors } from '../../ports/StorageError.ts'
import { indexChanged } from './listedPractices.ts'
import type { SqlDatabase } from './SqlDatabase.ts'

/** Creates the store of the places of practices that were published without one. */
export function createPracticePlaces({
	db,
	dialect,
	transact,
}: SqlDatabase): Pick<PracticeStore, 'unplaced' | 'setPlaces'> {
	return {
		unplaced: (limit, after) =>
			withStorageErrors(async () => {
				const name = sql<string | null>`coalesce(nullif(${dialect.json('v.content', 'facts', 'city', 'name')}, ''),
					${dialect.json('v.content', 'provenance', 'city')})`
				const rows = await db
					.selectFrom('listed_practice as p')
					.innerJoin('practice_version as v', (join) =>
						join.onRef('v.practice', '=', 'p.id').onRef('v.version', '=', 'p.version'),
					)
					.select(['p.id', 'p.version', name.as('name')])
					.select(dialect.json('v.content', 'facts', 'city', 'country').as('country'))
					.where(({ not, exists, selectFrom }) =>
						not(
							exists(
								selectFrom('practice_facet as f')
									.select('f.practice')
									.whereRef('f.practice', '=', 'p.id')
									.where('f.name', '=', 'place'),
							),
						),
					)
					.where('p.id', '>', after ?? '')
					.orderBy('p.id')
					.limit(limit)
					.execute()
				return rows.map(({ id, version, name, country }) => {
					const city = { name: name ?? '', ...(country && { country }) }
					return { id: id as PracticeId, version, city }
				})
			}),
		setPlaces: (places) =>
			withStorageErrors(async () => {
				if (places.length === 0) return
				const inserts = places.map(({ id, version, place }) =>
					sql`INSERT INTO practice_facet (practice, name, value)
						SELECT id, 'place', ${place} FROM listed_practice
						WHERE id = ${id} AND version = cast(${version} AS integer) ON CONFLICT DO NOTHING`.compile(db),
				)
				await transact([indexChanged(db), ...inserts])
			}),
	}
}
