import { CARD_FIELDS } from '@charrette/shared'
import type { MarkReader } from '../marks.ts'
import type { OutlinePart } from './outlineDraft.ts'

/** A topic of a mind map or an outline. Topics are listed in reading order, each with its depth. */
export interface Topic {
	/** 0 for the middle of a map. */
	depth: number
	text: string
	note: string
	labels: readonly string[]
	/** Its background, as `#rrggbb`; empty without one. */
	colour: string
}

/**
 * Returns the parts of a map: its middle is the title; a main topic with topics below it is a
 * heading, one without is a card before all clusters; a topic below a main topic is a card, with
 * all further topics as a list in its text. A note becomes the details of its card.
 */
export function topicParts(topics: readonly Topic[], marks: MarkReader): OutlinePart[] {
	const titles: OutlinePart[] = []
	const loose: OutlinePart[] = []
	const inClusters: OutlinePart[] = []
	let card: OutlinePart | null = null
	for (const [index, topic] of topics.entries()) {
		const hasTopics = (topics[index + 1]?.depth ?? 0) > topic.depth
		if (topic.depth === 0) titles.push({ type: 'title', text: topic.text })
		else if (topic.depth === 1 && hasTopics) {
			inClusters.push({ type: 'heading', text: topic.text })
			// The note of a heading has no other place than a card.
			if (topic.note !== '') inClusters.push({ type: 'card', text: topic.note })
		} else if (topic.depth <= 2 || !card) {
			card = cardOf(topic, marks)
			const parts = topic.depth === 1 ? loose : inClusters
			parts.push(card)
		} else addBelow(card, topic)
	}
	return [...titles, ...loose, ...inClusters]
}

/** Adds a topic to the list in the text of the card above it. */
function addBelow(card: OutlinePart, { text, note }: Topic): void {
	card.text += `\n- ${text}`
	if (note !== '') card.description = detailsOf([card.description ?? '', note])
}

function cardOf({ text, note, labels, colour }: Topic, marks: MarkReader): OutlinePart {
	const { kind, category } = marks.read({ labels, colours: [colour] })
	return {
		type: 'card',
		text,
		kind,
		category: kind === undefined || kind === 'obstacle' ? category : undefined,
		...(note !== '' && { description: detailsOf([note]) }),
	}
}

function detailsOf(notes: readonly string[]): string {
	return notes.filter(Boolean).join('\n').slice(0, CARD_FIELDS.description.maxLength)
}
