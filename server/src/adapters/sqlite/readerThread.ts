/**
 * A thread that runs selections in parallel to the writer thread: with a write-ahead log, readers
 * never wait for a writer.
 */
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
