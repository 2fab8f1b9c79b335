/**
 * The columns of a table of cards: their order and width in the files that we write, and the
 * headings of other programs. The headings of our own files are in `labels.ts` of the server.
 */
import type { Card } from './BoardContent.ts'
import { nameKey } from './locales.ts'

interface CardTableColumn {
	/** Headings of other programs, in any of our languages. */
	names?: readonly string[]
	/** The width in a workbook, in characters. */
	width: number
	/** For programs. */
	isCode?: true
	/** The column is left out while no card has a value for it. */
	isOptional?: true
	/** The column follows from others, so an import ignores it. */
	isDerived?: true
}

/** Fields of a card that are no column under their name. */
type Unlisted = 'image' | 'isLocked' | 'from' | 'translations'
type Added =
	| 'messages'
	| 'answered'
	| 'links'
	| 'linkIds'
	| 'clusterId'
	| 'imageUrl'
	| 'imageAlt'
	| 'translation'
	| 'translated'

/** The columns, in the order of a CSV. */
export const CARD_COLUMNS = {
	id: { names: ['#', 'no', 'no.', 'nr', 'nr.', 'n°', 'nº', '序号', 'key', 'card id'], isCode: true, width: 24 },
	kind: { names: ['kind', '类型', 'tipo', 'type', 'card type', '种类', '卡片类型', 'clase', 'genre'], width: 14 },
	text: {
		names: [
			...['text', 'card', 'card name', 'idea', 'note', 'content', 'title', 'sticky note'],
			...['内容', '文本', '卡片', '想法', '标题'],
			...['texto', 'tarjeta', 'contenido', 'título'],
			...['texte', 'carte', 'idée', 'contenu', 'titre'],
		],
		width: 60,
	},
	city: {
		names: [
			...['city', 'town', 'place', 'location', 'your city', '城市', '地点', '您的城市', '所在城市'],
			...['ciudad', 'localidad', 'lugar', 'su ciudad', 'tu ciudad', 'ville', 'commune', 'lieu', 'votre ville'],
		],
		width: 16,
	},
	author: { names: ['author', 'participant', 'written by', 'created by', 'participante'], width: 20 },
	category: {
		names: [
			...['category', 'topic', 'theme', 'tag', 'tags', 'label', 'labels'],
			...['类别', '主题', 'categoría', 'tema', 'catégorie', 'thème'],
		],
		width: 20,
	},
	cluster: {
		names: [
			...['cluster', 'group', 'section', 'list name', 'list', 'frame', 'area', 'column'],
			...['分组', '分组框', '归类'],
			...['grupo', 'grupo de tarjetas', 'agrupación', 'groupe', 'groupe de cartes', 'regroupement'],
		],
		width: 20,
	},
	/** For an obstacle, whether a solution addresses it. */
	answered: { isDerived: true, width: 14 },
	votes: { isDerived: true, width: 9 },
	/** For people: outgoing and incoming links, "addresses → text", one per line. */
	links: { isDerived: true, width: 44 },
	/** Outgoing links, "<link id> <meaning> <card id>", one per line. */
	linkIds: { names: ['link ids', 'links to', 'linked to'], isCode: true, width: 24 },
	imageUrl: { width: 40 },
	/** The id of its cluster, since titles of clusters are not unique. */
	clusterId: { names: ['归类编号'], isCode: true, width: 24 },
	/** "👍 3 · 💡 1". */
	reactions: { isDerived: true, isOptional: true, width: 16 },
	description: { isOptional: true, width: 60 },
	source: { isOptional: true, width: 40 },
	imageAlt: { isOptional: true, width: 40 },
	/** The name and address of its document. */
	document: { isDerived: true, isOptional: true, width: 40 },
	/** The cards joined into it (JOIN1), one per line. */
	joined: { isDerived: true, isOptional: true, width: 60 },
	/** The messages of its threads, one per line. */
	messages: { isDerived: true, isOptional: true, width: 60 },
	/** The text in another language beside the text as written, and how it was translated (EXP10). */
	translation: { isDerived: true, isOptional: true, width: 60 },
	translated: { isDerived: true, isOptional: true, width: 14 },
} as const satisfies Record<Exclude<keyof Card, Unlisted> | Added, CardTableColumn>

export type CardColumn = keyof typeof CARD_COLUMNS
type Columns = typeof CARD_COLUMNS
/** The columns that an import ignores. */
export type DerivedColumn = { [One in CardColumn]: Columns[One] extends { isDerived: true } ? One : never }[CardColumn]

/** Returns the columns of a table in which these are used. */
export function columnsOf(isUsed: (column: CardColumn) => boolean): CardColumn[] {
	const columns = Object.keys(CARD_COLUMNS) as CardColumn[]
	return columns.filter((column) => !('isOptional' in CARD_COLUMNS[column]) || isUsed(column))
}

export function isDerived(column: CardColumn): column is DerivedColumn {
	return 'isDerived' in CARD_COLUMNS[column]
}

/** Whether a column is for programs: ids. */
export function isCode(column: CardColumn): boolean {
	return 'isCode' in CARD_COLUMNS[column]
}

/** Further columns of other whiteboards. */
const WHITEBOARD_NAMES = {
	colour: ['color', 'colour', 'bg color', 'background color', 'fill color', 'note color', '颜色', 'couleur'],
	x: ['x', 'x position', 'position x', 'pos x', 'x-position', 'x coordinate', 'x (px)', '横坐标', 'posición x'],
	y: ['y', 'y position', 'position y', 'pos y', 'y-position', 'y coordinate', 'y (px)', '纵坐标', 'posición y'],
	w: ['width', 'w', '宽', '宽度', 'ancho', 'largeur'],
	h: ['height', 'h', '高', '高度', 'alto', 'hauteur'],
}

/** The meaning of a column for a card. */
export type ReadColumn = Exclude<CardColumn, DerivedColumn> | keyof typeof WHITEBOARD_NAMES

const columnsByName = new Map<string, ReadColumn>()
for (const [column, { names = [] }] of Object.entries<CardTableColumn>(CARD_COLUMNS))
	for (const name of names) columnsByName.set(nameKey(name), column as ReadColumn)
for (const [column, names] of Object.entries(WHITEBOARD_NAMES))
	for (const name of names) columnsByName.set(nameKey(name), column as ReadColumn)

/** Returns the column that other programs name so. `key` is a heading as `nameKey` returns it. */
export function columnNamed(key: string): ReadColumn | undefined {
	return columnsByName.get(key)
}

/**
 * Headings of the card's text that are used only if the table has no better one. Next to a better
 * heading, a name is usually a person's name, and a description is further text.
 */
export const WEAK_TEXT_NAMES: readonly string[] = [
	...['description', 'card description', 'summary', 'name', 'subject', 'details', 'body', 'issue name', 'task name'],
	...['描述', '说明', '摘要', '概要', '名称', '姓名', '名字', '详情'],
	...['descripción', 'resumen', 'nombre', 'asunto', 'detalles'],
	...['résumé', 'nom', 'sujet', 'objet', 'détails'],
]
