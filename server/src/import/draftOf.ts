import { putRecord, recordsOf } from '@charrette/shared'
import * as Y from 'yjs'
import type { BoardDraft } from './BoardDraft.ts'
import type { ContentDraft } from './ContentDraft.ts'
import { layOutContent } from './layOutContent.ts'

/** A board of what a file says is on it, laid out. */
export function draftOf(title: string, content: ContentDraft, isOwn: boolean): BoardDraft {
	const doc = new Y.Doc()
	const records = recordsOf(doc)
	doc.transact(() => {
		for (const record of layOutContent(content)) putRecord(records, record)
	})
	return { title, doc, people: new Map(), pictures: new Map(), isOwn }
}
