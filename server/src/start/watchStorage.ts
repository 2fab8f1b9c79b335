import { statfs } from 'node:fs/promises'
import type { Logger } from 'pino'
import type { StorageHealth } from '../ports/StorageHealth.ts'

interface WatchDeps {
	folder: string
	/** Free space in bytes below which the disk counts as full; 0 turns the check off. */
	minFreeBytes: number
	/** Interval of the checks of free space, in ms. */
	diskMs: number
	/** Minimum interval of test writes, in ms. */
	probeMs: number
	/** Commits a small write; rejects if that fails. */
	probe(): Promise<void>
	/** Called when the free space falls below the floor. */
	onFull(freeMb: number): void
	log: Logger
}

/**
 * Watches the disk of the data folder. Resolves after the first check. The caller closes the watch.
 */
export async function watchStorage(deps: WatchDeps): Promise<StorageHealth> {
	const { folder, minFreeBytes, diskMs, probeMs, log } = deps
	let isBelowFloor = false
	let isReadable = true
	let probing: Promise<boolean> | null = null
	let probedAt = Number.NEGATIVE_INFINITY

	async function checkSpace(): Promise<void> {
		try {
			const { bavail, bsize } = await statfs(folder)
			const isBelow = bavail * bsize < minFreeBytes
			const freeMb = Math.floor((bavail * bsize) / 2 ** 20)
			if (isBelow !== isBelowFloor) log.warn({ freeMb, isBelow }, 'disk floor crossed')
			if (isBelow && !isBelowFloor) deps.onFull(freeMb)
			isBelowFloor = isBelow
			isReadable = true
		} catch (err) {
			if (isReadable) log.error({ err }, 'free space not read')
			isReadable = false
		}
	}

	/** Returns whether a write succeeds. Calls within `probeMs` share one test write. */
	function canWrite(): Promise<boolean> {
		if (probing && performance.now() - probedAt < probeMs) return probing
		probedAt = performance.now()
		probing = deps.probe().then(
			() => true,
			() => false,
		)
		return probing
	}

	await checkSpace()
	const timer = setInterval(() => void checkSpace(), diskMs).unref()
	return {
		get isBelowFloor() {
			return isBelowFloor
		},
		async problem() {
			if (!isReadable || !(await canWrite())) return 'storage_failed'
			return isBelowFloor ? 'storage_full' : null
		},
		close: () => clearInterval(timer),
	}
}
