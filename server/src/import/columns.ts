import type { CardKind, DomainTexts, LinkMeaning, ObstacleCategory } from '@charrette/shared'
import { CARD_KINDS, LINK_MEANINGS, LOCALES, nameKey, OBSTACLE_CATEGORIES } from '@charrette/shared'
import { exportLabelsIn } from '../export/labels.ts'

/** What a column of a table says of a card. */
export type Column =
	| 'id'
	| 'kind'
	| 'text'
	| 'city'
	| 'author'
	| 'category'
	| 'cluster'
	| 'clusterId'
	| 'linkIds'
	| 'imageUrl'
/** Columns of our own tables that follow from the others. */
type Derived = 'answered' | 'votes' | 'links' | 'coverage'

/** What people call these columns who do not have them from us. */
const SYNONYMS: Partial<Record<Column, readonly string[]>> = {
	id: ['#', 'no', 'no.', 'nr', 'nr.', 'n°', 'nº', '序号', 'key', 'card id'],
	kind: ['type', 'card type', '种类', '卡片类型', 'clase', 'genre'],
	text: [
		'card',
		'card name',
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
	cluster: [
		'group',
		'section',
		'list name',
		'分组',
		'分组框',
		'grupo',
		'agrupación',
		'groupe',
		'groupe de cartes',
		'section',
	],
	linkIds: ['link ids', 'links to', 'linked to'],
}

const OWN: readonly Column[] = [
	'id',
	'kind',
	'text',
	'city',
	'author',
	'category',
	'cluster',
	'clusterId',
	'linkIds',
	'imageUrl',
]
const DERIVED: readonly Derived[] = ['answered', 'votes', 'links', 'coverage']

const ownHeadings = new Map<string, Column | Derived>()
for (const locale of LOCALES) {
	const { headings } = exportLabelsIn(locale)
	for (const column of [...DERIVED, ...OWN]) ownHeadings.set(nameKey(headings[column]), column)
}
const synonymHeadings = new Map<string, Column>()
for (const column of OWN) for (const name of SYNONYMS[column] ?? []) synonymHeadings.set(nameKey(name), column)

/** What the row at a table's head says. */
interface Headings {
	/** Which column is where; our own words count before others'. */
	at: Map<Column, number>
	/** How many of the headings are known. */
	known: number
	/** Where columns are that follow from the others, if the table is one of ours. */
	derived: ReadonlySet<number>
}

/** Which headings are known of a row that may be a table's head. */
export function readHeadings(cells: readonly string[]): Headings {
	const at = new Map<Column, number>()
	const derived = new Set<number>()
	let known = 0
	const rest: [number, Column | undefined][] = []
	for (const [index, cell] of cells.entries()) {
		const column = ownHeadings.get(nameKey(cell))
		if (!column) rest.push([index, synonymHeadings.get(nameKey(cell))])
		else known++
		if (isDerived(column)) derived.add(index)
		else if (column && !at.has(column)) at.set(column, index)
	}
	const isOurs = at.has('id') && (at.has('linkIds') || at.has('imageUrl'))
	for (const [index, column] of rest) {
		if (!column || at.has(column)) continue
		known++
		at.set(column, index)
	}
	// By itself it says nothing of a cluster.
	if (!at.has('cluster')) at.delete('clusterId')
	return { at, known, derived: isOurs ? derived : new Set() }
}

function isDerived(column: Column | Derived | undefined): column is Derived {
	return DERIVED.includes(column as Derived)
}

const kinds = textsToKeys('kinds', CARD_KINDS)
const categories = textsToKeys('categories', OBSTACLE_CATEGORIES)
const meanings = textsToKeys('meanings', LINK_MEANINGS)
const images = new Set(LOCALES.map((locale) => nameKey(exportLabelsIn(locale).image)))
/** As earlier releases called it. */
const FORMER_UNTITLED = ['Sin título', 'Sans titre']
const untitled = new Set(
	[...LOCALES.map((locale) => exportLabelsIn(locale).untitledCluster), ...FORMER_UNTITLED].map(nameKey),
)

function textsToKeys<Key extends string>(list: keyof DomainTexts, keys: readonly Key[]): ReadonlyMap<string, Key> {
	const found = new Map<string, Key>()
	for (const locale of LOCALES) {
		const words = exportLabelsIn(locale)[list] as Record<Key, string>
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

/** Whether this is how our own tables call a cluster without a title. */
export function isUntitled(title: string): boolean {
	return untitled.has(nameKey(title))
}
