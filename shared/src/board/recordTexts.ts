/**
 * The texts of records (DOC2, DETAIL1a): Y.Texts, in which several people can type at the same
 * time. Each is under a key of its own, beside the field of the board that it is read as:
 *
 *     text                               `props.text` of a card
 *     description, source, imageAlt      `meta.description`, … of a card
 *     alt                                `props.alt` of an image
 *
 * A record is created with all its texts, also the empty ones: two people who each created one when
 * they begin to type would lose one of the two, because a Y.Map keeps one value for a key.
 *
 * Boards of earlier releases and stock clients have a string in the field instead. All readers
 * accept it; the server moves it into the text (`addTexts`).
 */
import { simpleDiffString } from 'lib0/diff'
import * as Y from 'yjs'
import { CARD_FIELDS, DETAIL_FIELDS } from '../domain/cardFields.ts'
import { plainText } from '../domain/cardMarkup.ts'
import type { ParticipantId } from '../domain/ids.ts'
import { isMessageId } from '../domain/ids.ts'
import { LIMITS } from '../domain/limits.ts'
import { AUTHOR_KEYS, type RecordMap, type Records, recordsOf, TEXT_KEY } from './boardDocument.ts'
import { CARD_IMAGE_FIELDS } from './cardDetails.ts'

interface RecordText {
	/** The key of its Y.Text. */
	key: string
	/** The field that it is read as, which may have a string instead; the key, for a card's text. */
	field: string
	maxLength: number
}

const TEXTS: ReadonlyMap<unknown, readonly RecordText[]> = new Map([
	[
		'card',
		[
			// Longer ones are cut on reading.
			{ key: TEXT_KEY, field: TEXT_KEY, maxLength: Number.POSITIVE_INFINITY },
			...DETAIL_FIELDS.map((key) => ({ key, field: CARD_FIELDS[key].key, maxLength: CARD_FIELDS[key].maxLength })),
			{ key: 'imageAlt', field: CARD_IMAGE_FIELDS.alt, maxLength: LIMITS.maxImageAltLength },
		],
	],
	['image', [{ key: 'alt', field: 'props.alt', maxLength: LIMITS.maxImageAltLength }]],
])
const NONE: readonly RecordText[] = []
/** The title of a cluster: a value, of which the last writer wrote all. */
const TITLE_KEY = 'props.name'
/** The key of a text's beginning (`readQuote`). */
export const QUOTE_KEY = 'quote'
const KEYS: ReadonlySet<string> = new Set([...TEXTS.values()].flatMap((texts) => texts.map(({ key }) => key)))

/** Whether records of some type have a text under this key. */
export function isTextKey(key: string): boolean {
	return KEYS.has(key)
}

export function textsOf(type: unknown): readonly RecordText[] {
	return TEXTS.get(type) ?? NONE
}

/** Returns a text's id: that of its record, and the key of a text beside the main one. */
export function textId(record: string, key?: string): string {
	return key === undefined ? record : `${record}/${key}`
}

/**
 * Returns a text by its id (`textId`): without a key a card's text or a cluster's title. Empty if
 * there is none.
 */
export function readBoardText(records: Records, id: string): string {
	const [map, key] = placeOfText(records, id)
	if (!map) return ''
	const record = recordOfQuote(id)
	if (record !== null) return readQuote(records, record)
	const isCluster = key === undefined && map.get('type') === 'frame'
	const text = isCluster ? map.get(TITLE_KEY) : isTextKey(key ?? TEXT_KEY) && storedText(map, key ?? TEXT_KEY)
	return typeof text === 'string' || text instanceof Y.Text ? text.toString() : ''
}

/** Whether a participant is the author of the record of a text. */
export function isTextBy(records: Records, id: string, author: ParticipantId): boolean {
	const [map] = placeOfText(records, id)
	return map?.get(AUTHOR_KEYS[0]) === author
}

/**
 * Whether all of a text was written by some Yjs clients, if its record names no author, like
 * clusters, images and the cards of facilitators. Walks the text once, as reading it does.
 */
export function isTextFrom(records: Records, id: string, isWriter: (client: number) => boolean): boolean {
	const [map, key] = placeOfText(records, id)
	if (!map || AUTHOR_KEYS.some((author) => map.has(author))) return false
	const text = storedText(map, key ?? TEXT_KEY)
	if (text instanceof Y.Text) return isAllFrom(text, isWriter)
	const field = key === undefined ? TITLE_KEY : textsOf(map.get('type')).find((one) => one.key === key)?.field
	const item = field === undefined ? undefined : map._map.get(field)
	return item !== undefined && !item.deleted && isWriter(item.id.client)
}

/** Whether every letter of a text is from some clients; an empty text is from nobody. */
function isAllFrom(text: Y.Text, isWriter: (client: number) => boolean): boolean {
	let hasLetters = false
	for (let item = text._start; item; item = item.right) {
		if (item.deleted || !item.countable) continue
		if (!isWriter(item.id.client)) return false
		hasLetters = true
	}
	return hasLetters
}

/**
 * Returns the beginning of what a record says, as lists show it: of a message, a card's text, a
 * cluster's title or an image's alt text. It is a text for translations, too, with `QUOTE_KEY`.
 */
export function readQuote(records: Records, record: string): string {
	const text = readBoardText(records, record) || readBoardText(records, textId(record, 'alt'))
	return (isMessageId(record) ? text : plainText(text)).slice(0, LIMITS.maxQuotedLength)
}

/** Returns the record of a quote's id; null for another id. */
function recordOfQuote(id: string): string | null {
	return id.endsWith(`/${QUOTE_KEY}`) ? id.slice(0, -QUOTE_KEY.length - 1) : null
}

function placeOfText(records: Records, id: string): [record: RecordMap | null, key: string | undefined] {
	const [record = '', key] = id.split('/', 2)
	const map = records.get(record)
	return [map instanceof Y.Map ? map : null, key === QUOTE_KEY ? undefined : key]
}

/** Returns the text under a key: a Y.Text, or what is in its place. */
export function storedText(record: RecordMap, key: string): unknown {
	const text = record.get(key)
	const known = textsOf(record.get('type')).find((one) => one.key === key)
	return text instanceof Y.Text || !known ? text : record.get(known.field)
}

/** Returns the value of a field; an empty text is read as a string, or as if it were missing. */
export function readField(record: RecordMap, field: string): unknown {
	return textFor(record, field)?.toString() || record.get(field)
}

/** Writes a field, or the text that is read as it: only the part of it that differs. */
export function writeField(record: RecordMap, field: string, value: unknown): void {
	const text = textFor(record, field)
	if (text) {
		writeText(text, typeof value === 'string' ? value : '')
		if (record.get(field) !== text) record.delete(field)
	} else if (value === undefined) record.delete(field)
	else record.set(field, value)
}

/** Returns the fields of a record without Yjs types; an empty text is no field. */
export function plainEntries(record: RecordMap): [string, unknown][] {
	const texts = textsOf(record.get('type'))
	const isText = (key: string) => record.get(key) instanceof Y.Text && texts.some((text) => text.key === key)
	const fields = new Set([...[...record.keys()].filter((key) => !isText(key)), ...texts.map(({ field }) => field)])
	return [...fields].flatMap((field): [string, unknown][] => {
		const value = readField(record, field)
		if (value === undefined) return []
		return [[field, value instanceof Y.AbstractType ? value.toJSON() : value]]
	})
}

/** Creates a record of fields without Yjs types, with all its texts. */
export function createRecord(fields: Readonly<Record<string, unknown>>): RecordMap {
	const entries = new Map(Object.entries(fields))
	for (const { key, field } of textsOf(fields['type'])) {
		const content = entries.get(field) ?? ''
		if (typeof content !== 'string') continue
		entries.delete(field)
		entries.set(key, new Y.Text(content))
	}
	return new Y.Map(entries)
}

/**
 * Gives a record the texts that it lacks, and moves strings into the texts that they stand for: a
 * stock client that writes a string means the whole text. Returns null if there was nothing to do,
 * and `invalid` if something else than a string was in the place of one, or a card had no text.
 * Only the server may call it, in a transaction.
 */
export function addTexts(record: RecordMap): 'valid' | 'invalid' | null {
	const outcomes = textsOf(record.get('type')).map((text) => addText(record, text))
	return outcomes.find((outcome) => outcome === 'invalid') ?? outcomes.find((outcome) => outcome === 'valid') ?? null
}

function addText(record: RecordMap, { key, field }: RecordText): 'valid' | 'invalid' | null {
	const [text, value] = [record.get(key), field === key ? undefined : record.get(field)]
	if (text instanceof Y.Text && value === undefined) return null
	if (!(text instanceof Y.Text)) {
		const content = [value, text].find((one) => typeof one === 'string') ?? ''
		record.set(key, new Y.Text(content))
	} else if (typeof value === 'string') writeText(text, value)
	if (value !== undefined) record.delete(field)
	const isInvalid = isOther(value) || (!(text instanceof Y.Text) && (field === key || isOther(text)))
	return isInvalid ? 'invalid' : 'valid'
}

function isOther(value: unknown): boolean {
	return value !== undefined && typeof value !== 'string'
}

/** Does the same for all records. Returns whether it changed the document. */
export function addAllTexts(doc: Y.Doc): boolean {
	return doc.transact(({ changed }) => {
		for (const record of recordsOf(doc).values()) if (record instanceof Y.Map) addTexts(record)
		return changed.size > 0
	}, 'server')
}

/**
 * Changes a text into another: only the part that differs, so that letters that somebody else types
 * at the same time stay. Must be called in a transaction. Not with `delete` and `insert`: they find
 * the index by markers, which are wrong after an update was applied in the same transaction.
 */
export function writeText(text: Y.Text, next: string): void {
	const { index, remove, insert } = simpleDiffString(text.toString(), next)
	text.applyDelta([
		...(index > 0 ? [{ retain: index }] : []),
		...(remove > 0 ? [{ delete: remove }] : []),
		...(insert ? [{ insert }] : []),
	])
}

/** Returns the Y.Text that is read as a field; null if there is none. */
function textFor(record: RecordMap, field: string): Y.Text | null {
	const key = textsOf(record.get('type')).find((text) => text.field === field)?.key
	const text = key === undefined ? undefined : record.get(key)
	return text instanceof Y.Text ? text : null
}
