import type { SkippedEntry, SkipReason } from '@charrette/shared'
import { classifyEntries, LIMITS } from '@charrette/shared'
import type { BoardDraft, FileDraft, ImportRefusal } from './FileDraft.ts'
import { ImportRefusedError } from './FileDraft.ts'
import type { ZipEntry } from './openZip.ts'

type Read = (bytes: Uint8Array, name: string) => FileDraft

/**
 * Reads the boards in an archive, one for each file, as our own archive has them. Lists files that
 * are not imported, except for copies: other formats of a board in our archive, or beside the JSON
 * of a board.
 */
export function readZip(entries: readonly ZipEntry[], read: Read): FileDraft {
	const boards: BoardDraft[] = []
	const skipped: SkippedEntry[] = []
	for (const { entry, copies, reason } of classifyEntries(entries)) {
		for (const one of [entry, ...copies]) {
			const file = one.name
			const draft = reason ?? readEntry(one, read)
			if (typeof draft === 'string') {
				skipped.push({ file, reason: draft })
				continue
			}
			if (boards.length >= LIMITS.maxBoardsApart) skipped.push({ file, reason: 'too_much' })
			else {
				boards.push(...draft.boards)
				for (const entry of draft.skipped) skipped.push({ file, ...entry })
			}
			break
		}
	}
	return { source: 'zip', boards, skipped }
}

const REASONS: Partial<Record<ImportRefusal, SkipReason>> = {
	unknown_format: 'not_readable',
	damaged_file: 'not_readable',
	nothing_inside: 'no_text',
	outline_only: 'outline_only',
}

/**
 * Reads a file, or returns the reason to skip it. A file that is too large, or from a newer
 * release, makes the whole archive fail.
 */
function readEntry({ name, read: inflate }: ZipEntry, read: Read): FileDraft | SkipReason {
	try {
		const draft = read(inflate(), name.slice(name.lastIndexOf('/') + 1))
		return draft.boards.length + draft.skipped.length === 0 ? 'no_text' : draft
	} catch (cause) {
		const reason = cause instanceof ImportRefusedError && REASONS[cause.reason]
		if (reason) return reason
		throw cause
	}
}
