import { createHash } from 'node:crypto'
import {
	CARD_KINDS,
	type CardKind,
	choiceFromWord,
	findKindInTitle,
	type ImportedMark,
	kindFromWord,
	kindOfColour,
	LINK_MEANINGS,
	type LinkMeaning,
	MAX_MARKS,
	type MarkChoices,
	type MarkMeaning,
	type MarkType,
	nameKey,
	OBSTACLE_CATEGORIES,
	type ObstacleCategory,
} from '@charrette/shared'
import { meaningFromWord } from './table/columns.ts'

/** The marks of a card in a file, beside its text. */
interface CardMarks {
	/** A word in a column of kinds. */
	kind?: string
	/** The heading of its column, or the name of its sheet. */
	column?: string
	/** Tags or labels. */
	labels?: readonly string[]
	/** The colours of its note or its labels: names, or `#rrggbb`. */
	colours?: readonly string[]
}

/** The meaning of a card's marks. */
interface MarkedCard {
	kind: CardKind | undefined
	category: ObstacleCategory | undefined
	/** The types of marks of which none has a meaning, unless the user chose that. */
	unknown: ReadonlySet<MarkType>
}

/** Reads the meanings of the marks of a file's cards and links, and counts them for the preview. */
export interface MarkReader {
	read(marks: CardMarks): MarkedCard
	/** Returns the meaning of a link with this label; undefined if it has none. */
	readLink(label: string): LinkMeaning | undefined
	/** Returns the most frequent marks so far. */
	list(): ImportedMark[]
}

const MAX_NAME_LETTERS = 60
const MAX_LABELS = 20
/** Maximum number of marks that are counted. Further marks of a file are read, but not counted. */
const MAX_COUNTED = 2000
const ID_LENGTH = 8

type Mark = ImportedMark & { isChosen: boolean }

/** Creates the reader of one file; `choices` take precedence over the default meanings. */
export function createMarkReader(choices: MarkChoices = {}): MarkReader {
	const counted = new Map<string, Mark>()

	function markOf(type: MarkType, whole: string): Mark | undefined {
		const name = whole.trim().slice(0, MAX_NAME_LETTERS)
		if (name === '' || name === 'transparent') return undefined
		const key = `${type}\n${type === 'colour' ? name.toLowerCase() : nameKey(name)}`
		const known = counted.get(key)
		if (known) return known
		const id = createHash('sha256').update(key).digest('base64url').slice(0, ID_LENGTH)
		const chosen = Object.hasOwn(choices, id) ? choices[id] : undefined
		const meaning = chosen ?? usualMeaning(type, whole.trim())
		const mark = { id, type, name, cards: 0, meaning, isChosen: chosen !== undefined }
		if (counted.size < MAX_COUNTED) counted.set(key, mark)
		return mark
	}

	return {
		read({ kind = '', column = '', labels = [], colours = [] }) {
			const named: [MarkType, string][] = [
				['kind', kind],
				['column', column],
				...labels.slice(0, MAX_LABELS).map((label): [MarkType, string] => ['label', label]),
				...colours.slice(0, MAX_LABELS).map((colour): [MarkType, string] => ['colour', colour]),
			]
			const marks = new Set(named.flatMap(([type, name]) => markOf(type, name) ?? []))
			for (const mark of marks) mark.cards++
			return meaningOfMarks([...marks])
		},
		readLink(label) {
			const mark = markOf('link', label)
			if (mark) mark.cards++
			return LINK_MEANINGS.find((meaning) => meaning === mark?.meaning)
		},
		list: () =>
			[...counted.values()]
				.sort((one, other) => other.cards - one.cards)
				.slice(0, MAX_MARKS)
				.map(({ isChosen: _, ...mark }) => mark),
	}
}

function usualMeaning(type: MarkType, name: string): MarkMeaning {
	if (type === 'link') return meaningFromWord(name) ?? 'none'
	if (type === 'colour') return kindOfColour(name) ?? 'none'
	if (type === 'kind') return kindFromWord(name) ?? 'none'
	if (type === 'column') return kindFromWord(name) ?? findKindInTitle(name) ?? 'none'
	return choiceFromWord('category', name) ?? kindFromWord(name) ?? 'none'
}

function meaningOfMarks(marks: readonly Mark[]): MarkedCard {
	const meanings = marks.map(({ meaning }) => meaning)
	const types = new Set(marks.map(({ type }) => type))
	const isUnknown = (type: MarkType) =>
		marks.every((mark) => mark.type !== type || (mark.meaning === 'none' && !mark.isChosen))
	return {
		kind: meanings.map(kindIn).find(Boolean),
		category: meanings.map(categoryIn).find(Boolean),
		unknown: new Set([...types].filter(isUnknown)),
	}
}

const kindIn = (meaning: MarkMeaning) => CARD_KINDS.find((kind) => kind === meaning)
const categoryIn = (meaning: MarkMeaning) => OBSTACLE_CATEGORIES.find((category) => category === meaning)
