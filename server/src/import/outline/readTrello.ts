import { CARD_FIELDS, groupBy, LIMITS, type SkippedEntry } from '@charrette/shared'
import { z } from 'zod'
import { ImportRefusedError } from '../FileDraft.ts'
import type { MarkReader } from '../marks.ts'
import type { Comment, OutlinePart } from './outlineDraft.ts'

const label = z.object({ name: z.string().catch(''), color: z.string().nullable().catch(null) })
const list = z.object({
	id: z.string(),
	name: z.string().catch(''),
	closed: z.boolean().catch(false),
	pos: z.number().catch(0),
})
const card = z.object({
	id: z.string().catch(''),
	name: z.string(),
	desc: z.string().catch(''),
	idList: z.string(),
	closed: z.boolean().catch(false),
	pos: z.number().catch(0),
	labels: z.array(label).catch([]),
	due: z.string().nullable().catch(null),
	start: z.string().nullable().catch(null),
	attachments: z
		.array(z.object({ name: z.string().catch(''), url: z.string().catch('') }).catch({ name: '', url: '' }))
		.catch([]),
})
const checklist = z.object({
	idCard: z.string(),
	name: z.string().catch(''),
	pos: z.number().catch(0),
	checkItems: z
		.array(z.object({ name: z.string().catch(''), state: z.string().catch(''), pos: z.number().catch(0) }))
		.catch([]),
})
/** A comment, among the actions on a board; Trello exports the newest 1,000 actions. */
const comment = z.object({
	type: z.literal('commentCard'),
	date: z.iso.datetime(),
	data: z.object({ text: z.string(), card: z.object({ id: z.string() }) }),
	memberCreator: z.object({ fullName: z.string().catch('') }).catch({ fullName: '' }),
})
const board = z.object({
	name: z.string().catch(''),
	lists: z.array(z.unknown()),
	cards: z.array(z.unknown()),
	actions: z.array(z.unknown()).catch([]),
	checklists: z.array(z.unknown()).catch([]),
})

/** Whether this is a board that Trello exported as JSON. */
export function isTrello(json: unknown): boolean {
	if (typeof json !== 'object' || json === null || !('lists' in json) || !('cards' in json)) return false
	const isListed = (one: unknown) => typeof one === 'object' && one !== null && 'idList' in one
	// Older exports, and some tools, leave out the organization.
	return 'idOrganization' in json || (Array.isArray(json.cards) && json.cards.some(isListed))
}

/**
 * Reads the parts of a Trello board: its lists as headings, their cards with descriptions,
 * checklists and comments. Dates and attachments are listed. The name or the colour of a label
 * gives a kind or category. Archived lists and cards are left out and listed. Throws an
 * `ImportRefusedError` for a damaged file or too many cards.
 */
export function readTrello(json: unknown, marks: MarkReader): { parts: OutlinePart[]; skipped: SkippedEntry[] } {
	const { data } = board.safeParse(json)
	if (!data) throw new ImportRefusedError('damaged_file')
	if (data.cards.length + data.lists.length > LIMITS.maxImportedRecords) throw new ImportRefusedError('too_much_inside')
	const skipped: SkippedEntry[] = []
	const valid = <Entry>(schema: z.ZodType<Entry>, entries: readonly unknown[]) =>
		entries.flatMap((entry) => {
			const { data } = schema.safeParse(entry)
			if (data === undefined) skipped.push({ reason: 'not_readable' })
			return data === undefined ? [] : [data]
		})
	const cards = valid(card, data.cards).sort((one, other) => one.pos - other.pos)
	const lists = valid(list, data.lists).sort((one, other) => one.pos - other.pos)
	const comments = commentsIn(data.actions)
	const checklists = groupBy(valid(checklist, data.checklists), ({ idCard }) => idCard)
	const parts: OutlinePart[] = [{ type: 'title', text: data.name }]
	for (const { id, name, closed } of lists) {
		const own = cards.filter((one) => one.idList === id)
		if (!closed) parts.push({ type: 'heading', text: name })
		for (const one of own) {
			if (closed || one.closed) skipped.push({ entry: one.name.slice(0, 80), reason: 'archived' })
			else {
				parts.push({ ...partOf(one, checklists.get(one.id) ?? [], marks), comments: comments.get(one.id) ?? [] })
				skipped.push(...lossesOf(one))
			}
		}
	}
	return { parts, skipped }
}

/** Lists the dates and attachments of a card. */
function lossesOf({ name, start, due, attachments }: z.output<typeof card>): SkippedEntry[] {
	const dates = [start, due].flatMap((date) => date?.slice(0, MAX_DATE_LETTERS) || [])
	const files = attachments.map((one) => one.name || one.url)
	return [...dates, ...files].map((entry) => {
		return {
			entry: `${name.slice(0, MAX_NAME_LETTERS)}: ${entry}`.slice(0, MAX_ENTRY_LETTERS),
			reason: 'detail_left_out',
		}
	})
}

const MAX_DATE_LETTERS = 10
const MAX_NAME_LETTERS = 40
const MAX_ENTRY_LETTERS = 80

/** Returns the items of checklists as lists, each below its name. */
function checklistText(lists: readonly z.output<typeof checklist>[]): string {
	const lines = [...lists]
		.sort((one, other) => one.pos - other.pos)
		.flatMap(({ name, checkItems }) => {
			const items = [...checkItems].sort((one, other) => one.pos - other.pos)
			return [name, ...items.map((item) => `- ${item.state === 'complete' ? '✓ ' : ''}${item.name}`)]
		})
	return lines.filter((line) => line.trim() !== '').join('\n')
}

function partOf(
	{ name, desc, labels }: z.output<typeof card>,
	checklists: readonly z.output<typeof checklist>[],
	marks: MarkReader,
): OutlinePart {
	const { kind, category } = marks.read({
		labels: labels.map((one) => one.name),
		colours: labels.map((one) => one.color ?? ''),
	})
	const details = [desc.trim(), checklistText(checklists)].filter(Boolean).join('\n\n')
	const description = details.slice(0, CARD_FIELDS.description.maxLength)
	const isObstacle = kind === undefined || kind === 'obstacle'
	return {
		type: 'card',
		text: name,
		kind,
		category: isObstacle ? category : undefined,
		...(description !== '' && { description }),
	}
}

/** Returns the comments by the id of their card, oldest first. */
function commentsIn(actions: readonly unknown[]): Map<string, Comment[]> {
	const found = actions.flatMap((action) => {
		const { data } = comment.safeParse(action)
		return data ? [data] : []
	})
	const byCard = groupBy(found.reverse(), ({ data }) => data.card.id)
	return new Map(
		[...byCard].map(([card, own]) => [
			card,
			own.map(({ data, date, memberCreator }) => {
				return { text: data.text, at: Date.parse(date), author: memberCreator.fullName }
			}),
		]),
	)
}
