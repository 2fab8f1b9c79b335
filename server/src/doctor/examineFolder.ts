import { randomBytes } from 'node:crypto'
import { open, rm, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { StartError } from '../errors.ts'
import type { Config } from '../start/config.ts'
import { prepareDataDir } from '../start/dataFolder.ts'
import { type Finding, findingsOf } from './Finding.ts'

const BLOCK_BYTES = 16 * 1024
const WRITES = 20
/**
 * A synced write takes 1 ms on an SSD and 10 to 20 ms on a hard disk. Above this limit, a busy
 * workshop notices the delay (LOG1).
 */
const SLOW_WRITE_MS = 50
const MB = 2 ** 20

/** Examines the data folder: its access rights, free space, and the time of a synced write. */
export async function examineFolder({
	dataDir,
	minFreeBytes,
}: Pick<Config, 'dataDir' | 'minFreeBytes'>): Promise<Finding[]> {
	const folder = findingsOf('data folder')
	try {
		prepareDataDir(dataDir)
		return [
			folder.ok(`${dataDir} can be read and written.`),
			await examineSpace(dataDir, minFreeBytes),
			await examineSpeed(dataDir),
		]
	} catch (cause) {
		return [folder.fault(cause instanceof StartError ? cause.message : `${dataDir} cannot be used: ${String(cause)}.`)]
	}
}

async function examineSpace(folder: string, minFreeBytes: number): Promise<Finding> {
	const { ok, warning, fault } = findingsOf('disk space')
	const { bavail, bsize } = await statfs(folder)
	const free = bavail * bsize
	const text = `${Math.floor(free / MB)} MB are free.`
	if (free < minFreeBytes) return fault(`${text} That is below MIN_FREE_MB: nothing new is begun. Make space.`)
	return free < 4 * minFreeBytes ? warning(`${text} Make space soon.`) : ok(text)
}

async function examineSpeed(folder: string): Promise<Finding> {
	const { ok, warning } = findingsOf('disk speed')
	const path = join(folder, `.doctor-${randomBytes(4).toString('hex')}`)
	const file = await open(path, 'wx', 0o600)
	try {
		const block = randomBytes(BLOCK_BYTES)
		const times: number[] = []
		for (let write = 0; write < WRITES; write++) {
			const start = performance.now()
			await file.write(block)
			await file.datasync()
			times.push(performance.now() - start)
		}
		const median = times.sort((a, b) => a - b)[WRITES / 2] ?? 0
		const text = `A write takes ${median.toFixed(1)} ms to be on the disk.`
		return median > SLOW_WRITE_MS ? warning(`${text} Edits wait for it: use a local disk, best an SSD.`) : ok(text)
	} finally {
		await file.close()
		await rm(path, { force: true })
	}
}
