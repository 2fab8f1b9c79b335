import type { NackReason } from '@charrette/shared'
import type { ConnectionStatus } from '../connection/connectRoom.ts'
import type { Observable } from '../connection/observable.ts'
import type { SaveTracker } from '../connection/saveStatus.ts'
import type { ImageUploads, Upload } from './imageUploads.ts'

/** Refusals after which the server accepts the edit later, on a new socket. */
const PASSING_REFUSALS: readonly NackReason[] = ['gap', 'storage']

interface WhenUploadedDeps {
	uploads: ImageUploads
	saves: SaveTracker
	status: Observable<ConnectionStatus>
}

/**
 * Calls back once, when no upload runs and the images are saved, or when they can no longer be
 * saved. Calls back immediately if no upload is running. The callback gets the uploads whose images
 * are not saved.
 */
export function whenUploaded(
	{ uploads, saves, status }: WhenUploadedDeps,
	onEnd: (lost: readonly Upload[]) => void,
): void {
	const started = uploads.list.get()
	const undos: (() => void)[] = []
	let hasEnded = false
	function end(lost: readonly Upload[]): void {
		if (hasEnded) return
		hasEnded = true
		for (const undo of undos) undo()
		onEnd(lost)
	}
	function check(): void {
		const refusal = saves.refusal()
		const isSaved = saves.changes.get() === 0
		if (status.get().state === 'closed') end(isSaved ? uploads.list.get() : started)
		else if (uploads.isRunning()) return
		else if (isSaved) end(uploads.list.get())
		else if (refusal && !PASSING_REFUSALS.includes(refusal)) end(started)
	}
	if (!uploads.isRunning()) {
		end(started)
		return
	}
	for (const changed of [uploads.list, saves.status, saves.changes, status]) undos.push(changed.subscribe(check))
	check()
}
