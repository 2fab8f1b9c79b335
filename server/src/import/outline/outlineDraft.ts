import { type CardKind, LIMITS, type ObstacleCategory, type SkippedEntry, titleFrom } from '@charrette/shared'
import { type ContentDraft, createDraftIds, type DraftCard, type FileDraft, type Source } from '../FileDraft.ts'
import { createDraft } from '../layOutContent.ts'

/** A part of an outline, in reading order. A heading begins a cluster; any other part is a card. */
export interface OutlinePart {
	type: 'title' | 'heading' | 'card'
	text: string
	line?: number
	kind?: CardKind | undefined
	category?: ObstacleCategory | null | undefined
	description?: string
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
	let [ownTitle, tooMany] = ['', 0]
	let cluster: { id: string; title: string } | null = null
	for (const { text: untrimmed, ...part } of parts.filter(({ text }) => text.trim() !== '')) {
		const text = untrimmed.trim()
		if (part.type === 'title') ownTitle ||= text
		else if (part.type === 'heading') cluster = { id: ids.take(''), title: text.slice(0, LIMITS.maxClusterTitleLength) }
		else if (content.cards.length >= LIMITS.maxImportedCards) tooMany++
		else {
			if (cluster && content.clusters.at(-1) !== cluster) content.clusters.push(cluster)
			if (text.length > LIMITS.maxCardTextLength) skipped.push({ ...lineOf(part), reason: 'text_cut' })
			content.cards.push({ ...cardOf(part, text), id: ids.take(''), ...(cluster && { cluster: cluster.id }) })
		}
	}
	if (tooMany > 0) skipped.push({ entry: String(tooMany), reason: 'too_much' })
	const boards = content.cards.length === 0 ? [] : [createDraft(titleFrom(ownTitle) || title, content)]
	return { source, boards, skipped }
}

const lineOf = ({ line }: Omit<OutlinePart, 'text'>) => (line === undefined ? {} : { line })

function cardOf(
	{ kind = 'note', category = null, description }: Omit<OutlinePart, 'text'>,
	text: string,
): Omit<DraftCard, 'id'> {
	const shown = text.slice(0, LIMITS.maxCardTextLength)
	return { kind, text: shown, city: '', category, ...(description !== undefined && { description }) }
}
