import { statfs } from 'node:fs/promises'
import type { Logger } from 'pino'
import type { StorageHealth } from './ports/StorageHealth.ts'

interface WatchDeps {
	/** The data folder. */
	folder: string
	/** The floor: less free space than this is too little. 0 turns it off. */
	minFreeBytes: number
	/** Interval of the checks of free space, in ms. */
	diskMs: number
	/** A write is tried at most this often, in ms. */
	probeMs: number
	/** Commits something small; rejects if that fails. */
	probe(): Promise<void>
	log: Logger
}

/** Watches the disk under the data folder. Resolves after the first check; close what it returns. */
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
			if (isBelow !== isBelowFloor)
				log.warn({ freeMb: Math.floor((bavail * bsize) / 2 ** 20), isBelow }, 'disk floor crossed')
			isBelowFloor = isBelow
			isReadable = true
		} catch (err) {
			if (isReadable) log.error({ err }, 'free space not read')
			isReadable = false
		}
	}

	/** Whether a write succeeds; callers within `probeMs` share one try. */
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
