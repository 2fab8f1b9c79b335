/*
 * The PostgreSQL that all test files of a run share. This module runs in Vitest's own process. It
 * starts PostgreSQL at the first request of a test file, and stops it at the end of the run. A test
 * file connects to the socket and reads an address from it.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { startPostgres, type TestPostgres } from './postgresProcess.ts'

declare module 'vitest' {
	interface ProvidedContext {
		/** The path of the socket. */
		sharedPostgres: string
	}
}

export async function setup(project: TestProject): Promise<() => Promise<void>> {
	const disk = project.config.env?.['TMPDIR'] ?? tmpdir()
	const folder = mkdtempSync(join(disk, 'charrette-shared-'))
	let postgres: Promise<TestPostgres> | null = null
	const server = createServer((socket) => {
		postgres ??= startPostgres({ folder: disk })
		postgres.then(
			(started) => socket.end(JSON.stringify({ url: started.url('postgres') })),
			(cause: unknown) => socket.end(JSON.stringify({ error: String(cause) })),
		)
	})
	const path = join(folder, 'socket')
	await new Promise<void>((resolve) => server.listen(path, resolve))
	project.provide('sharedPostgres', path)
	return async () => {
		await new Promise((resolve) => server.close(resolve))
		await (await postgres)?.remove()
		rmSync(folder, { recursive: true, force: true })
	}
}
