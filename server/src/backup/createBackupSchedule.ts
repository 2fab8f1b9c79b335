import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Logger } from 'pino'
import { messageOf } from '../errors.ts'
import type { BackupSchedule, Backups } from '../ports/BackupSchedule.ts'
import type { LeaseStore } from '../ports/LeaseStore.ts'
import { createProcessPool } from '../workers/createProcessPool.ts'
import {
	createWorkFolder,
	isBackupRunning,
	prepareBackupFolder,
	readBackups,
	recordFailure,
	workFolderIn,
} from './backupFolder.ts'
import type { BackupSource } from './backupSource.ts'
import type { ScheduledBackup } from './backupWorker.ts'
import type { MadeBackup } from './makeBackup.ts'
import { type BackupSettings, expired } from './retention.ts'

const WORKER = new URL('./backupWorker.js', import.meta.url)
const HOUR_MS = 60 * 60 * 1000
/**
 * A node or worker takes the backup job for this time, so that two with the same folder do not make
 * the same backup. It is shorter than the pause after a failure, so that any of them may retry.
 */
const TAKEN_MS = HOUR_MS - 60_000
const BOUNDS = { maxRunMs: 6 * HOUR_MS, maxQueue: 0, maxMemoryMb: 1024, idleMs: 0 }

interface ScheduleDeps {
	/** Null if no backups are made. */
	settings: BackupSettings | null
	source: BackupSource
	minFreeBytes: number
	/** Interval of the checks whether a backup is due, in ms. */
	tickMs: number
	leases: LeaseStore
	/** Called after a backup has failed. */
	onFailed(): void
	log: Logger
}

/**
 * Makes a backup in a child process whenever the newest one in the folder is older than the
 * interval, and removes expired ones (BACKUP4, BACKUP5). After a failure it retries within an hour.
 */
export function createBackupSchedule({
	settings,
	source,
	minFreeBytes,
	tickMs,
	leases,
	onFailed,
	log,
}: ScheduleDeps): BackupSchedule {
	if (!settings) return { read: async () => null, start: async () => {}, close: async () => {} }
	const { folder, everyMs, keep } = settings
	const pool = createProcessPool<ScheduledBackup, Omit<MadeBackup, 'manifest'>>({
		file: WORKER,
		task: 'backUp',
		...BOUNDS,
	})
	let running: Promise<void> | null = null
	let isClosed = false
	/** The last failure of this process, which a folder that cannot be written does not record. */
	let lastFailure: Backups['failure'] = null

	/** Returns the present backups. A folder that cannot be read is a failure, too. */
	async function readState(): Promise<Backups & { nextAt: number }> {
		let found: Backups = { files: [], failure: null }
		let unreadable: Backups['failure'] = null
		try {
			found = await readBackups(folder)
		} catch (cause) {
			unreadable = { at: Date.now(), message: messageOf(cause) }
		}
		const newest = found.files[0]?.at ?? 0
		const failed = lastFailure && lastFailure.at > newest ? lastFailure : found.failure
		const due = newest + everyMs
		return {
			files: found.files,
			failure: failed ?? unreadable,
			nextAt: failed ? Math.max(due, failed.at + Math.min(everyMs, HOUR_MS)) : due,
		}
	}

	async function backUp(onBegun: () => void): Promise<void> {
		const workFolder = workFolderIn(folder)
		const start = performance.now()
		let removeWorkFolder = async () => {}
		try {
			await prepareBackupFolder(folder)
			removeWorkFolder = await createWorkFolder(workFolder)
			onBegun()
			const task = { source, folder, workFolder, minFreeBytes, programs: process.env['PATH'] ?? '' }
			const { bytes, missingImages, hasDamage } = await pool.run(task)
			lastFailure = null
			await recordFailure(folder, null)
			log.info({ bytes, ms: Math.round(performance.now() - start) }, 'backup made and verified')
			if (missingImages > 0 || hasDamage)
				log.warn({ missingImages, hasDamage }, 'backup has the damage of its original')
			for (const { name } of expired((await readBackups(folder)).files, keep))
				await rm(join(folder, name), { force: true })
		} catch (err) {
			if (isClosed) return
			log.error({ err }, 'backup failed')
			lastFailure = { at: Date.now(), message: messageOf(err) }
			onFailed()
			await recordFailure(folder, lastFailure).catch((cause: unknown) =>
				log.error({ err: cause }, 'failure of a backup not recorded'),
			)
		} finally {
			await removeWorkFolder().catch((err: unknown) => log.error({ err }, 'backup left files'))
		}
	}

	async function start(): Promise<void> {
		const isElsewhere = await isBackupRunning(folder)
		if (running || isElsewhere) return
		await new Promise<void>((resolve) => {
			running = backUp(resolve).finally(() => {
				running = null
				resolve()
			})
		})
	}

	async function startIfDue(): Promise<void> {
		if (running || Date.now() < (await readState()).nextAt) return
		if (await leases.acquire('backup', TAKEN_MS)) await start()
	}

	const timer = setInterval(() => {
		startIfDue().catch((err: unknown) => log.error({ err }, 'backup not started'))
	}, tickMs).unref()
	return {
		async read() {
			const isRunning = running !== null || (await isBackupRunning(folder))
			return { ...(await readState()), isRunning }
		},
		start,
		async close() {
			isClosed = true
			clearInterval(timer)
			await pool.close()
			await running
		},
	}
}
