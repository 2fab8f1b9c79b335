import { type AuthorNameLookup, type BoardContent, type BoardRecord, boardContent } from '@charrette/shared'
import type { Editor } from './engine/editor.ts'
import { atom, type Signal } from './engine/signals.ts'

/**
 * Minimum interval between two reads of the content. Reading a large board takes a few
 * milliseconds, so the content is not read with every step of a drag.
 */
const THROTTLE_MS = 400

/**
 * Returns the content of the canvas as a signal, at most 400 ms old: cards (with the id of their
 * author in place of a name), links and clusters, in reading order.
 */
export function createBoardContent(editor: Editor): Signal<BoardContent> {
	const content = atom('board content', readContent(editor))
	let timer: ReturnType<typeof setTimeout> | null = null
	const unlisten = editor.store.listen(
		() => {
			timer ??= setTimeout(() => {
				timer = null
				content.set(readContent(editor))
			}, THROTTLE_MS)
		},
		{ scope: 'document' },
	)
	editor.disposables.add(() => {
		unlisten()
		if (timer) clearTimeout(timer)
	})
	return content
}

/**
 * Reads the current content of the canvas; see `createBoardContent`. Exports pass an `authorName`
 * that returns names in place of ids.
 */
export function readContent(
	editor: Editor,
	authorName: AuthorNameLookup = (participant) => participant || undefined,
): BoardContent {
	const records = new Map<string, BoardRecord>()
	for (const record of editor.store.allRecords()) {
		if (record.typeName === 'shape' || record.typeName === 'binding') records.set(record.id, record)
	}
	return boardContent(records, authorName)
}
