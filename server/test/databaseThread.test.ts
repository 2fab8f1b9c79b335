import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pino } from 'pino'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { DatabaseThread, restartDelayMs } from '../dist/adapters/sqlite/DatabaseThread.js'
import { makeDataDir } from './support/startServer.ts'
import { until } from './support/until.ts'

type FragileTasks = { add(input: [number, number]): number; end(input: null): void }

const FRAGILE = new URL('./support/fragileThread.mjs', import.meta.url)

let folder: string
let logged: { msg: string; level: number; err?: { message: string; stack: string } }[]
let thread: DatabaseThread<FragileTasks>
beforeEach(async () => {
	folder = makeDataDir()
	logged = []
	const log = pino({}, { write: (line: string) => logged.push(JSON.parse(line)) })
	thread = await DatabaseThread.open<FragileTasks>({ module: FRAGILE, file: join(folder, 'broken'), maxBatch: 10, log })
})
afterEach(async () => {
	await thread.close()
	rmSync(folder, { recursive: true, force: true })
})

it('[STORE6] a thread that ends rejects the pending calls, is logged with its stack, and is started again', async () => {
	expect(await thread.run('add', [1, 2])).toBe(3)
	const waiting = [thread.run('end', null), thread.run('add', [2, 2])]
	for (const one of waiting) await expect(one).rejects.toThrow('the thread was asked to end')
	await until('it runs again', () =>
		thread
			.run('add', [3, 4])
			.then((sum) => sum === 7)
			.catch(() => false),
	)
	expect(logged.map(({ msg }) => msg)).toEqual(['database thread ended', 'database thread runs again'])
	expect(logged[0]?.err?.stack).toContain('fragileThread.mjs')
})

it('[STORE6] a thread that cannot start is retried with growing delays, and logged once', async () => {
	breakFile(join(folder, 'broken'))
	await expect(thread.run('end', null)).rejects.toThrow()
	await until('it was tried three times', () => countStarts(join(folder, 'broken')) >= 4)
	expect(logged.map(({ msg }) => msg)).toEqual(['database thread ended'])
	await expect(thread.run('add', [1, 1])).rejects.toThrow('the file is broken')
	repairFile(join(folder, 'broken'))
	await until('it runs again', () =>
		thread
			.run('add', [1, 1])
			.then((sum) => sum === 2)
			.catch(() => false),
	)
	expect(logged.map(({ msg }) => msg)).toEqual(['database thread ended', 'database thread runs again'])
	expect([0, 1, 2, 20].map(restartDelayMs)).toEqual([100, 200, 400, 10_000])
})

const breakFile = (file: string) => writeFileSync(file, '')
const repairFile = (file: string) => rmSync(file)
/** Returns how often the thread was started: each start appends a line. */
const countStarts = (file: string) => readFileSync(`${file}.starts`, 'utf8').split('\n').length - 1
