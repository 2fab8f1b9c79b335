/** A thread that runs selections, beside the one that writes: readers of a write-ahead log wait for no writer. */
import { parentPort, workerData } from 'node:worker_threads'
import type { QueryAnswer } from '../sql/SqlDatabase.ts'
import { prepareQueries, type Query } from './queries.ts'
import { openForReading } from './Sqlite.ts'
import { runTask, serveRequests } from './threadProtocol.ts'

/** The tasks of this thread. */
export type ReaderTasks = {
	query(query: Query): QueryAnswer
}

await serveRequests(parentPort, async () => {
	const database = openForReading((workerData as { file: string }).file)
	const tasks: ReaderTasks = { query: prepareQueries(database) }
	return {
		run: (calls) => calls.map((call) => runTask(tasks, call)),
		close: () => database.close(),
	}
})
