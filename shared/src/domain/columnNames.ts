/** The columns of a table of cards whose headings people choose, in files and pasted tables. */
export type CardColumn = 'kind' | 'text' | 'city' | 'category' | 'cluster'

/** The headings of these columns in four languages, as our exports and other programs name them. */
export const COLUMN_NAMES: Record<CardColumn, readonly string[]> = {
	kind: ['kind', '类型', 'tipo', 'type', 'card type', '种类', '卡片类型', 'clase', 'genre'],
	text: [
		...['text', 'card', 'card name', 'idea', 'note', 'content', 'title', 'sticky note'],
		...['内容', '文本', '卡片', '想法', '标题'],
		...['texto', 'tarjeta', 'contenido', 'título'],
		...['texte', 'carte', 'idée', 'contenu', 'titre'],
	],
	city: [
		'city',
		'town',
		'place',
		'location',
		'城市',
		'地点',
		'ciudad',
		'localidad',
		'lugar',
		'ville',
		'commune',
		'lieu',
	],
	category: [
		'category',
		'topic',
		'theme',
		'tag',
		'tags',
		'label',
		'labels',
		'类别',
		'主题',
		'categoría',
		'tema',
		'catégorie',
		'thème',
	],
	cluster: [
		...['cluster', 'group', 'section', 'list name', 'list', 'frame', 'area', 'column'],
		...['分组', '分组框', '归类'],
		...['grupo', 'grupo de tarjetas', 'agrupación', 'groupe', 'groupe de cartes', 'regroupement'],
	],
}

/**
 * Headings of the card's text that are used only if the table has no better one. Next to a better
 * heading, a name is usually a person's name, and a description is further text.
 */
export const WEAK_TEXT_NAMES: readonly string[] = [
	...['description', 'card description', 'summary', 'name', 'subject', 'details', 'issue name', 'task name'],
	...['描述', '说明', '摘要', '概要', '名称', '详情'],
	...['descripción', 'resumen', 'nombre', 'asunto', 'detalles'],
	...['résumé', 'nom', 'sujet', 'objet', 'détails'],
]
