import { accessSync, constants, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'

const MEMORY_DISK = '/dev/shm'
/** The free space that a memory disk must have; a container may have a small one. */
const MIN_FREE_BYTES = 2 * 2 ** 30

/**
 * Returns the folder for the data of servers under test: a disk in memory if there is one with
 * enough free space. Servers sync each commit, which on a slow disk takes most of the time of a
 * test.
 */
export function testFolder() {
	if (process.env.TMPDIR) return process.env.TMPDIR
	try {
		accessSync(MEMORY_DISK, constants.R_OK | constants.W_OK | constants.X_OK)
		const { bavail, bsize } = statfsSync(MEMORY_DISK)
		return bavail * bsize >= MIN_FREE_BYTES ? MEMORY_DISK : tmpdir()
	} catch {
		// The system has no memory disk, or it is not accessible.
		return tmpdir()
	}
}
