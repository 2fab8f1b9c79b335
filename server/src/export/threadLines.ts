import {
	type Card,
	type ContentMessage,
	type ContentThread,
	groupBy,
	isoDaysIn,
	plainText,
	withJoined,
} from '@charrette/shared'
import type { ExportLabels } from './labels.ts'

/** A message of a thread in an export: who wrote it and when, and what. */
export interface ThreadLine {
	from: string
	text: string
}

/** The lines of threads, by the shape that they are on; `undefined` has those on the board. */
export type ThreadLines = ReadonlyMap<string | undefined, ThreadLine[]>

/** Returns the messages of a board as lines; the first one of a resolved thread says that it is. */
export function threadLines(
	threads: readonly ContentThread[] | undefined,
	{ labels, zone }: { labels: ExportLabels; zone?: string | undefined },
): ThreadLines {
	const dayOf = isoDaysIn(zone)
	const linesOf = ({ messages, isResolved }: ContentThread) =>
		messages.map((message, at) => ({
			from: [
				...namesOf(message, labels),
				dayOf(message.at),
				...(isResolved && at === 0 ? [labels.threads.resolved] : []),
			]
				.filter(Boolean)
				.join(', '),
			text: message.isDeleted ? labels.threads.deleted : plainText(message.text),
		}))
	const byShape = groupBy(threads ?? [], ({ on }) => on)
	return new Map([...byShape].map(([shape, own]) => [shape, own.flatMap(linesOf)]))
}

function namesOf({ author, city, isFacilitator }: ContentMessage, { threads }: ExportLabels): string[] {
	return [isFacilitator ? threads.facilitator : (author ?? ''), city ?? '']
}

/** Returns the messages on a card, and on those that are joined into it (JOIN2). */
export function linesOn(card: Card, lines: ThreadLines | undefined): ThreadLine[] {
	return withJoined([card]).flatMap(({ id }) => lines?.get(id) ?? [])
}

/** Returns a message on one line. */
export function lineText({ from, text }: ThreadLine): string {
	return `${from}: ${text.replace(/\s+/g, ' ').trim()}`
}
