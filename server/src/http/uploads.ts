import { randomUUID } from 'node:crypto'
import { mkdirSync, rmSync } from 'node:fs'
import { open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Request } from 'express'
import { AppError } from '../errors.ts'
import { withStorageErrors } from '../ports/StorageError.ts'
import type { HttpContext } from './HttpContext.ts'

interface UploadBounds {
	folder: string
	/** Maximum number of bytes of request bodies on the disk at the same time. */
	maxTotalBytes: number
	/** Maximum number of uploads of one sender at the same time, slow ones included. */
	maxPerSender: number
	/** Maximum number of uploads at the same time. */
	maxUploads: number
	/** When a rejected client should try again, in seconds. */
	retryAfterS: number
}

/**
 * Receives a body of at most `maxBytes` into a file, runs `use` on its path, and then removes the
 * file. Throws `too_large`, `busy`, with `Retry-After`, if the budget is used up, and a
 * `StorageError`.
 */
export type UploadBudget = <Done>(
	context: HttpContext,
	maxBytes: number,
	use: (file: string) => Promise<Done>,
) => Promise<Done>

/** Creates the folder of uploads, or empties it after a crash. */
export function prepareUploadFolder(folder: string): void {
	rmSync(folder, { recursive: true, force: true })
	mkdirSync(folder, { recursive: true, mode: 0o700 })
}

/**
 * Limits the disk space of all uploads together (HTTP3). They wait on the disk, not in memory. Only
 * received bytes count, so that a slow client does not block others.
 */
export function createUploadBudget(bounds: UploadBounds): UploadBudget {
	const { folder, maxTotalBytes, maxPerSender, maxUploads, retryAfterS } = bounds
	const senders: string[] = []
	let totalBytes = 0
	return async ({ request, response }, maxBytes, use) => {
		let ownBytes = 0
		const busy = () => {
			response.set('Retry-After', String(retryAfterS))
			return new AppError('busy')
		}
		const sender = request.get('Authorization') ?? ''
		const announced = Number(request.get('Content-Length') ?? 0)
		const own = senders.filter((other) => other === sender).length
		if (senders.length >= maxUploads || own >= maxPerSender) throw busy()
		if (announced > maxBytes) throw tooLargeError(maxBytes)
		if (totalBytes + announced > maxTotalBytes) throw busy()
		senders.push(sender)
		const file = join(folder, randomUUID())
		try {
			await receive(request, file, (count) => {
				if (ownBytes + count > maxBytes) throw tooLargeError(maxBytes)
				if (totalBytes + count > maxTotalBytes) throw busy()
				totalBytes += count
				ownBytes += count
			})
			return await use(file)
		} finally {
			await rm(file, { force: true })
			totalBytes -= ownBytes
			senders.splice(senders.indexOf(sender), 1)
		}
	}
}

/** An upload that receives no data for this long is aborted. */
const MAX_IDLE_MS = 30_000
/**
 * Time limit of an upload: the largest file over a slow line, at 60 KB a second. It is also the
 * value of Node's `requestTimeout`.
 */
export const MAX_UPLOAD_MS = 15 * 60_000

/**
 * Writes a body into a new file. Throws `invalid_input` for an upload that is interrupted or times
 * out, and the errors of `onBytes`.
 */
async function receive(request: Request, path: string, onBytes: (count: number) => void): Promise<void> {
	const file = await withStorageErrors(() => open(path, 'wx', 0o600))
	let idle: NodeJS.Timeout | undefined
	let overdue: NodeJS.Timeout | undefined
	const timedOut = new Promise<never>((_, reject) => {
		const giveUp = () => reject(new AppError('invalid_input', 'This upload timed out.'))
		idle = setTimeout(giveUp, MAX_IDLE_MS)
		overdue = setTimeout(giveUp, MAX_UPLOAD_MS)
	})
	let isGivenUp = false
	const write = async () => {
		// The connection stays open for the error response.
		for await (const chunk of request.iterator({ destroyOnReturn: false })) {
			if (isGivenUp) return
			idle?.refresh()
			onBytes(chunk.length)
			await withStorageErrors(() => file.appendFile(chunk))
		}
	}
	try {
		await Promise.race([write(), timedOut])
	} catch (cause) {
		throw request.destroyed ? new AppError('invalid_input', 'This upload was interrupted.') : cause
	} finally {
		isGivenUp = true
		clearTimeout(idle)
		clearTimeout(overdue)
		await file.close()
	}
}

function tooLargeError(maxBytes: number): AppError {
	return new AppError('too_large', `The limit is ${Math.floor(maxBytes / 1024 / 1024)} MB.`)
}
