/** A thread that searches practices and cards, so that other queries do not wait for searches. */
import { parentPort, workerData } from 'node:worker_threads'
import type { Database } from 'better-sqlite3'
import { prepareCardSearch } from './cardSearch.ts'
import { preparePracticeSearch } from './practiceSearch.ts'
import { openForReading } from './Sqlite.ts'
import { runTask, serveRequests } from './threadProtocol.ts'

/** The tasks of this thread. */
export type SearchTasks = ReturnType<typeof prepareSearch>

await serveRequests(parentPort, async () => {
	const database = openForReading((workerData as { file: string }).file)
	const tasks = prepareSearch(database)
	return {
		run: (calls) => calls.map((call) => runTask(tasks, call)),
		close: () => database.close(),
	}
})

function prepareSearch(database: Database) {
	return { ...preparePracticeSearch(database), similarCards: prepareCardSearch(database) }
}
