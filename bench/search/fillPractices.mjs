import { pathToFileURL } from 'node:url'
import { ROOT } from '../contenders/paths.mjs'

/**
 * The number of practices stored at once. SQLite stores them in one transaction; PostgreSQL stores
 * them one after another, and few at once keep the waits short.
 */
const BATCHES = { sqlite: 500, postgres: 20 }
const RULES = { participantMs: 1 }

const built = (path) => import(pathToFileURL(`${ROOT}/server/dist/${path}`))

/**
 * Fills a database with listed practices as an import does, but without a signature for each.
 * @param {{ dataDir: string } | { databaseUrl: string }} place a folder for SQLite, or the address
 *   of a PostgreSQL
 */
export async function fillPractices(place, listed) {
	const { practices: store } = await openStores(place)
	await indexAll(store, listed, place.databaseUrl ? BATCHES.postgres : BATCHES.sqlite)
	await store.close()
}

/** Publishes practices in a store, `batch` at once. */
export async function indexAll(store, listed, batch) {
	const { indexPractice } = await built('search/indexPractice.js')
	for (let start = 0; start < listed.length; start += batch) {
		const some = listed.slice(start, start + batch)
		await Promise.all(some.map((one) => store.publish(one, indexPractice(one.practice))))
	}
}

/** Opens the stores of a folder or of a PostgreSQL. */
export async function openStores({ dataDir, databaseUrl }) {
	if (databaseUrl)
		return (await built('adapters/postgres/openPostgresStores.js')).openPostgresStores(databaseUrl, RULES)
	const { openSqliteDatabase } = await built('adapters/sqlite/SqliteDatabase.js')
	const { createSqliteStores } = await built('adapters/sqlite/createSqliteStores.js')
	return createSqliteStores(await openSqliteDatabase(`${dataDir}/charrette.db`), RULES)
}
