/*
 * A database thread without a database, for tests. It adds numbers, ends on demand, and fails to
 * start while its file exists. Each start appends a line to `<file>.starts`.
 */
import { appendFileSync, existsSync } from 'node:fs'
import { isMainThread, parentPort, workerData } from 'node:worker_threads'
import { runTask, serveRequests } from '../../dist/adapters/sqlite/threadProtocol.js'

const tasks = {
	add: (/** @type {[number, number]} */ [a, b]) => a + b,
}

if (!isMainThread && parentPort && workerData?.file) {
	await serveRequests(parentPort, async () => {
		appendFileSync(`${workerData.file}.starts`, 'start\n')
		if (existsSync(workerData.file)) throw new Error('the file is broken')
		return {
			run(calls) {
				if (calls.some(({ name }) => name === 'end')) throw new Error('the thread was asked to end')
				return calls.map((call) => runTask(tasks, call))
			},
			close() {},
		}
	})
}
