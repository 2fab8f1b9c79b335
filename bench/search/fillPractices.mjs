import { pathToFileURL } from 'node:url'
import { ROOT } from '../peers/paths.mjs'

/** Practices of one transaction. */
const BATCH = 500

/** Fills the database in a folder with listed practices, as an import does, but without a signature for each. */
export async function fillPractices(dataDir, listed) {
	const built = (path) => import(pathToFileURL(`${ROOT}/server/dist/${path}`))
	const { openSqliteDatabase } = await built('adapters/sqlite/SqliteDatabase.js')
	const { createSqliteStores } = await built('adapters/sqlite/openSqliteStores.js')
	const { indexPractice } = await built('search/indexPractice.js')
	const database = await openSqliteDatabase(`${dataDir}/charrette.db`)
	const { practices: store } = createSqliteStores(database, { participantMs: 1 })
	for (let start = 0; start < listed.length; start += BATCH) {
		const some = listed.slice(start, start + BATCH)
		await Promise.all(some.map((one) => store.publish(one, indexPractice(one.practice))))
	}
	await store.close()
}
