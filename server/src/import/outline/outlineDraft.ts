import {
	applyThreadAction,
	type CardKind,
	LIMITS,
	newMessageId,
	newThreadId,
	type ObstacleCategory,
	type Records,
	recordsOf,
	type SkippedEntry,
	titleFrom,
} from '@charrette/shared'
import type * as Y from 'yjs'
import { type ContentDraft, createDraftIds, type DraftCard, type FileDraft, type Source } from '../FileDraft.ts'
import { createDraft } from '../layOutContent.ts'

/** A comment on a card in another program; `at` is its time in ms. */
export interface Comment {
	text: string
	at: number
	author: string
}

/** A part of an outline, in reading order. A heading begins a cluster; any other part is a card. */
export interface OutlinePart {
	type: 'title' | 'heading' | 'card'
	text: string
	line?: number
	kind?: CardKind | undefined
	category?: ObstacleCategory | null | undefined
	city?: string | undefined
	description?: string
	/** Oldest first. */
	comments?: readonly Comment[]
}

interface OutlineOptions {
	/** The name of the file, used if the outline has no title of its own. */
	title: string
	source: Source
	skipped?: SkippedEntry[]
}

/**
 * Builds the board of an outline: its title, a cluster for each heading with the cards below it,
 * and the cards before the first heading. Headings without cards are left out.
 */
export function outlineDraft(
	parts: readonly OutlinePart[],
	{ title, source, skipped = [] }: OutlineOptions,
): FileDraft {
	const ids = createDraftIds()
	const content: ContentDraft = { cards: [], links: [], clusters: [], images: [] }
	const comments = new Map<string, readonly Comment[]>()
	let [ownTitle, tooMany] = ['', 0]
	let cluster: { id: string; title: string } | null = null
	for (const { text: untrimmed, comments: said = [], ...part } of parts.filter(({ text }) => text.trim() !== '')) {
		const text = untrimmed.trim()
		if (part.type === 'title') ownTitle ||= text
		else if (part.type === 'heading') cluster = { id: ids.take(''), title: text.slice(0, LIMITS.maxClusterTitleLength) }
		else if (content.cards.length >= LIMITS.maxImportedCards) tooMany++
		else {
			if (cluster && content.clusters.at(-1) !== cluster) content.clusters.push(cluster)
			if (text.length > LIMITS.maxCardTextLength) skipped.push({ ...lineOf(part), reason: 'text_cut' })
			const id = ids.take('')
			content.cards.push({ ...cardOf(part, text), id, ...(cluster && { cluster: cluster.id }) })
			comments.set(id, said)
		}
	}
	if (tooMany > 0) skipped.push({ entry: String(tooMany), reason: 'too_much' })
	const boards = content.cards.length === 0 ? [] : [createDraft(titleFrom(ownTitle) || title, content)]
	addThreads(boards[0]?.doc, comments)
	return { source, boards, skipped }
}

/** Adds the comments on each card as a thread (THREAD6). */
function addThreads(doc: Y.Doc | undefined, comments: ReadonlyMap<string, readonly Comment[]>): void {
	doc?.transact(() => {
		for (const [card, own] of comments) addThread(recordsOf(doc), card, own)
	})
}

function addThread(records: Records, card: string, comments: readonly Comment[]): void {
	const thread = newThreadId()
	for (const [index, { text, at, author }] of comments.entries()) {
		const said = { thread, message: newMessageId(), text }
		const by = { author: '', isFacilitator: false, at }
		if (index > 0) applyThreadAction(records, { type: 'reply', ...said }, by)
		else applyThreadAction(records, { type: 'start', ...said, on: { type: 'card', id: card } }, by)
		const message = records.get(said.message)
		message?.delete('meta.author')
		if (author) message?.set('meta.authorName', author.slice(0, LIMITS.maxNameLength))
	}
}

const lineOf = ({ line }: Omit<OutlinePart, 'text'>) => (line === undefined ? {} : { line })

function cardOf(
	{ kind = 'note', category, city = '', description }: Omit<OutlinePart, 'text'>,
	text: string,
): Omit<DraftCard, 'id'> {
	const shown = text.slice(0, LIMITS.maxCardTextLength)
	return {
		kind,
		text: shown,
		city,
		...(category && { category }),
		...(description !== undefined && { description }),
	}
}
