/** The columns of a table of cards that people name themselves, in files and in what they paste. */
export type CardColumn = 'kind' | 'text' | 'city' | 'category' | 'cluster'

/** The headings of these columns, in our exports' words and in those of other programs, in four languages. */
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

/** Headings of texts where no better one is: beside one, a name is a person's, and a description further text. */
export const WEAK_TEXT_NAMES: readonly string[] = [
	...['description', 'card description', 'summary', 'name', 'subject', 'details', 'issue name', 'task name'],
	...['描述', '说明', '摘要', '概要', '名称', '详情'],
	...['descripción', 'resumen', 'nombre', 'asunto', 'detalles'],
	...['résumé', 'nom', 'sujet', 'objet', 'détails'],
]
