import type { CardKind, LinkMeaning, ObstacleCategory, Words } from '@charrette/shared'
import { CARD_KINDS, LINK_MEANINGS, LOCALES, nameKey, OBSTACLE_CATEGORIES } from '@charrette/shared'
import { labelsIn } from '../export/labels.ts'

/** What a column of a table says of a card. */
export type Column = 'id' | 'kind' | 'text' | 'city' | 'author' | 'category' | 'cluster' | 'linkIds' | 'imageUrl'
/** Columns of our own tables that follow from the others. */
type Derived = 'answered' | 'votes' | 'links' | 'coverage'

/** What people call these columns who do not have them from us. */
const ALSO: Partial<Record<Column, readonly string[]>> = {
	id: ['#', 'no', 'no.', 'nr', 'nr.', 'n°', 'nº', '序号', 'key', 'card id'],
	kind: ['type', 'card type', '种类', '卡片类型', 'clase', 'genre'],
	text: [
		'card',
		'idea',
		'note',
		'content',
		'description',
		'title',
		'文本',
		'卡片',
		'想法',
		'标题',
		'tarjeta',
		'idea',
		'contenido',
		'descripción',
		'título',
		'carte',
		'idée',
		'contenu',
		'titre',
	],
	city: ['town', 'place', 'location', '地点', 'localidad', 'lugar', 'commune', 'lieu'],
	author: ['participant', 'written by', 'participante'],
	category: ['topic', 'theme', '主题', 'tema', 'thème'],
	cluster: ['group', 'section', '分组', '分组框', 'grupo', 'agrupación', 'groupe', 'groupe de cartes', 'section'],
	linkIds: ['link ids', 'links to', 'linked to'],
}

const OWN: readonly Column[] = ['id', 'kind', 'text', 'city', 'author', 'category', 'cluster', 'linkIds', 'imageUrl']
const DERIVED: readonly Derived[] = ['answered', 'votes', 'links', 'coverage']

const own = new Map<string, Column | Derived>()
for (const locale of LOCALES) {
	const { headings } = labelsIn(locale)
	for (const column of [...DERIVED, ...OWN]) own.set(nameKey(headings[column]), column)
}
const others = new Map<string, Column>()
for (const column of OWN) for (const name of ALSO[column] ?? []) others.set(nameKey(name), column)

/**
 * Which column is where, by the row at a table's head, and the headings that nobody knows; our own words count before
 * others'. Null for a row that is no head.
 */
export function readHeader(cells: readonly string[]): { at: Map<Column, number>; unknown: string[] } | null {
	const at = new Map<Column, number>()
	const rest = new Map<string, number>()
	let known = 0
	for (const [index, cell] of cells.entries()) {
		const column = own.get(nameKey(cell))
		if (!column && cell.trim() !== '') rest.set(cell.trim(), index)
		if (column) known++
		if (OWN.includes(column as Column) && !at.has(column as Column)) at.set(column as Column, index)
	}
	for (const [name, index] of rest) {
		const column = others.get(nameKey(name))
		if (!column || at.has(column)) continue
		known++
		at.set(column, index)
		rest.delete(name)
	}
	return at.has('text') || known > 1 ? { at, unknown: [...rest.keys()] } : null
}

const kinds = wordsToKeys('kinds', CARD_KINDS)
const categories = wordsToKeys('categories', OBSTACLE_CATEGORIES)
const meanings = wordsToKeys('meanings', LINK_MEANINGS)
const images = new Set(LOCALES.map((locale) => nameKey(labelsIn(locale).image)))

function wordsToKeys<Key extends string>(list: keyof Words, keys: readonly Key[]): ReadonlyMap<string, Key> {
	const found = new Map<string, Key>()
	for (const locale of LOCALES) {
		const words = labelsIn(locale)[list] as Record<Key, string>
		for (const key of keys) found.set(nameKey(words[key]), key)
	}
	for (const key of keys) found.set(nameKey(key), key)
	return found
}

/** The kind that a cell names, in any of our languages; `image` for the rows of images in our own tables. */
export function kindNamed(word: string): CardKind | 'image' | undefined {
	const key = nameKey(word)
	return images.has(key) ? 'image' : kinds.get(key)
}

export function categoryNamed(word: string): ObstacleCategory | undefined {
	return categories.get(nameKey(word))
}

export function meaningNamed(word: string): LinkMeaning | undefined {
	return meanings.get(nameKey(word))
}
