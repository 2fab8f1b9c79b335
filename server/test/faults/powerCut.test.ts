import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { documentOf, recordsOf } from '@charrette/shared'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { readDisk } from '../support/disk.ts'
import type { DiskEvent } from '../support/diskTrace.ts'
import { filesAfterPowerCut, readTrace, TRACE_OPTIONS } from '../support/diskTrace.ts'
import { canTrace, describeWhere } from '../support/machine.ts'
import { createRandom } from '../support/randomEdits.ts'
import { makeDataDir } from '../support/startServer.ts'

const ROWS = 120
const CUTS = process.env['CI'] ? 10 : 4
const ROOM = 'board:powercut'
const WRITER = fileURLToPath(new URL('../support/appendRows.mjs', import.meta.url))
const seed = Number(process.env['SEED'] ?? Date.now() % 1e9)

function cutPower(): void {
	let folder: string
	beforeEach(() => {
		folder = makeDataDir()
	})
	afterEach(() => rmSync(folder, { recursive: true, force: true }))

	it('loses no durable row, at any time, including during compactions', async () => {
		const events = await traceWriter('full')
		for (const { acked, kept } of await cutAtRandom(events, CUTS))
			expect(kept, `seed ${seed}`).toBeGreaterThanOrEqual(acked)
	}, 240_000)

	it('loses durable rows with synchronous=NORMAL, which shows that the test detects losses', async () => {
		const events = await traceWriter('normal')
		const lost = (await cutAtRandom(events, 4)).map(({ acked, kept }) => acked - kept)
		expect(Math.max(...lost)).toBeGreaterThan(20)
	}, 240_000)

	/** Runs the writer in its own folder, and returns its operations. */
	async function traceWriter(mode: 'full' | 'normal'): Promise<DiskEvent[]> {
		const written = join(folder, mode)
		mkdirSync(written)
		const log = join(folder, 'trace')
		const program = [process.execPath, WRITER, written, String(ROWS), mode]
		const child = spawn('strace', [...TRACE_OPTIONS, '-o', log, ...program], { stdio: ['ignore', 'pipe', 'inherit'] })
		child.stdout.resume()
		expect(await once(child, 'close')).toEqual([0, null])
		return readTrace(readFileSync(log, 'utf8'))
	}

	/**
	 * Cuts the power at random times: once with no unsynced sector on the disk, and once with random
	 * ones.
	 */
	async function cutAtRandom(events: readonly DiskEvent[], cuts: number): Promise<{ acked: number; kept: number }[]> {
		const random = createRandom(seed)
		const first = events.findIndex((event) => event.type === 'said')
		const results: { acked: number; kept: number }[] = []
		for (let cut = 0; cut < cuts; cut++) {
			const before = events.slice(0, first + 1 + random.below(events.length - first))
			for (const isKept of [() => false, () => random.next() < 0.5])
				results.push({ acked: lastAcked(before), kept: await countKept(filesAfterPowerCut(before, isKept)) })
		}
		return results
	}

	/**
	 * Returns the number of consecutive rows in the database after a power cut. Expects that no row
	 * is damaged.
	 */
	async function countKept(files: ReadonlyMap<string, Buffer>): Promise<number> {
		const found = join(folder, 'found')
		rmSync(found, { recursive: true, force: true })
		mkdirSync(found)
		for (const name of ['charrette.db', 'charrette.db-wal', 'charrette.db-journal']) {
			const bytes = files.get(name)
			if (bytes) writeFileSync(join(found, name), bytes)
		}
		const { doc, quarantined } = (await readDisk(found, [ROOM])).get(ROOM) ?? { doc: documentOf([]), quarantined: 0 }
		expect(quarantined).toBe(0)
		let kept = 0
		while (recordsOf(doc).has(`shape:${kept}`)) kept++
		return kept
	}
}

function lastAcked(events: readonly DiskEvent[]): number {
	const said = events.flatMap((event) => (event.type === 'said' ? [event.text] : [])).join('')
	return Number(/acked (\d+)\n$/.exec(said)?.[1])
}

describeWhere(canTrace ? null : 'strace is not available', `[P2] [LOG1] a power cut (SEED=${seed})`, cutPower)
