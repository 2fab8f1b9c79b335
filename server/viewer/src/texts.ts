import { type DomainTexts, domainTextsIn, type Locale } from '@charrette/shared'

/** The texts of the viewer in one language; `{name}` is replaced by a value. */
interface ViewerTexts {
	/** The language's own name. */
	name: string
	board: string
	boards: string
	list: string
	view: string
	language: string
	dark: string
	search: string
	found: string
	nothingFound: string
	/** For a search with further results on other boards. */
	elsewhere: string
	next: string
	previous: string
	filter: string
	closeFilter: string
	kinds: string
	cities: string
	categories: string
	marks: string
	open: string
	voted: string
	shown: string
	showAll: string
	zoom: string
	zoomIn: string
	zoomOut: string
	fit: string
	level: string
	keys: string
	asOf: string
	figures: string
	loose: string
	dots: string
	showOnBoard: string
	image: string
	source: string
	reactions: string
	empty: string
	threads: string
	facilitator: string
	resolved: string
	deletedMessage: string
}

const en: ViewerTexts = {
	name: 'English',
	board: 'Board',
	boards: 'Boards',
	list: 'List',
	view: 'View',
	language: 'Language',
	dark: 'Dark appearance',
	search: 'Search cards',
	found: '{at} of {count}',
	nothingFound: 'No results',
	elsewhere: '{count} more on other boards: go to “{board}”',
	next: 'Next result',
	previous: 'Previous result',
	filter: 'Filter cards',
	closeFilter: 'Close filter',
	kinds: 'Kinds',
	cities: 'Cities',
	categories: 'Obstacle categories',
	marks: 'Show',
	open: 'Open obstacles',
	voted: 'Cards with dots',
	shown: '{shown} of {count} cards shown',
	showAll: 'Clear filter',
	zoom: 'Zoom',
	zoomIn: 'Zoom in',
	zoomOut: 'Zoom out',
	fit: 'Zoom to fit',
	level: '{percent} %, reset to 100 %',
	keys: 'Drag to move, or use the arrow keys. Plus and minus zoom, 0 zooms to fit.',
	asOf: 'As of {date}',
	figures: 'Cards: {cards} · Obstacles: {obstacles}, answered: {answered}, open: {open}',
	loose: 'Not in a cluster',
	dots: 'Dots: {count}',
	showOnBoard: 'Show on board',
	image: 'Image',
	source: 'Source: {source}',
	reactions: 'Reactions: {list}',
	empty: 'This board is empty.',
	threads: 'Threads',
	facilitator: 'Facilitator',
	resolved: 'resolved',
	deletedMessage: 'Message deleted',
}

const es: ViewerTexts = {
	name: 'Español',
	board: 'Tablero',
	boards: 'Tableros',
	list: 'Lista',
	view: 'Vista',
	language: 'Idioma',
	dark: 'Apariencia oscura',
	search: 'Buscar tarjetas',
	found: '{at} de {count}',
	nothingFound: 'Sin resultados',
	elsewhere: '{count} más en otros tableros: ir a «{board}»',
	next: 'Resultado siguiente',
	previous: 'Resultado anterior',
	filter: 'Filtrar tarjetas',
	closeFilter: 'Cerrar el filtro',
	kinds: 'Tipos',
	cities: 'Ciudades',
	categories: 'Categorías de obstáculo',
	marks: 'Mostrar',
	open: 'Obstáculos sin solución',
	voted: 'Tarjetas con puntos',
	shown: 'Se muestran {shown} de {count} tarjetas',
	showAll: 'Borrar filtro',
	zoom: 'Zoom',
	zoomIn: 'Acercar',
	zoomOut: 'Alejar',
	fit: 'Ajustar a la pantalla',
	level: '{percent} %, restablecer al 100 %',
	keys: 'Arrastre para moverse, o use las flechas. Más y menos cambian el zoom, 0 ajusta a la pantalla.',
	asOf: 'Estado del {date}',
	figures: 'Tarjetas: {cards} · Obstáculos: {obstacles}, con solución: {answered}, sin solución: {open}',
	loose: 'Sin agrupar',
	dots: 'Puntos: {count}',
	showOnBoard: 'Mostrar en el tablero',
	image: 'Imagen',
	source: 'Fuente: {source}',
	reactions: 'Reacciones: {list}',
	empty: 'Este tablero está vacío.',
	threads: 'Hilos',
	facilitator: 'Facilitación',
	resolved: 'resuelto',
	deletedMessage: 'Mensaje eliminado',
}

const fr: ViewerTexts = {
	name: 'Français',
	board: 'Tableau',
	boards: 'Tableaux',
	list: 'Liste',
	view: 'Affichage',
	language: 'Langue',
	dark: 'Apparence sombre',
	search: 'Rechercher des cartes',
	found: '{at} sur {count}',
	nothingFound: 'Aucun résultat',
	elsewhere: '{count} de plus sur d’autres tableaux : aller à « {board} »',
	next: 'Résultat suivant',
	previous: 'Résultat précédent',
	filter: 'Filtrer les cartes',
	closeFilter: 'Fermer le filtre',
	kinds: 'Types',
	cities: 'Villes',
	categories: 'Catégories d’obstacle',
	marks: 'Afficher',
	open: 'Obstacles sans solution',
	voted: 'Cartes avec des points',
	shown: '{shown} cartes affichées sur {count}',
	showAll: 'Effacer le filtre',
	zoom: 'Zoom',
	zoomIn: 'Zoom avant',
	zoomOut: 'Zoom arrière',
	fit: 'Ajuster à l’écran',
	level: '{percent} %, revenir à 100 %',
	keys: 'Faites glisser pour vous déplacer, ou utilisez les flèches. Plus et moins changent le zoom, 0 ajuste à l’écran.',
	asOf: 'État au {date}',
	figures: 'Cartes : {cards} · Obstacles : {obstacles}, avec solution : {answered}, sans solution : {open}',
	loose: 'Hors regroupement',
	dots: 'Points : {count}',
	showOnBoard: 'Afficher sur le tableau',
	image: 'Image',
	source: 'Source : {source}',
	reactions: 'Réactions : {list}',
	empty: 'Ce tableau est vide.',
	threads: 'Fils',
	facilitator: 'Animation',
	resolved: 'résolu',
	deletedMessage: 'Message supprimé',
}

const zhCN: ViewerTexts = {
	name: '简体中文',
	board: '白板',
	boards: '白板',
	list: '列表',
	view: '视图',
	language: '语言',
	dark: '深色外观',
	search: '搜索卡片',
	found: '第 {at} 个，共 {count} 个',
	nothingFound: '没有结果',
	elsewhere: '其他白板上还有 {count} 处：前往“{board}”',
	next: '下一个结果',
	previous: '上一个结果',
	filter: '筛选卡片',
	closeFilter: '关闭筛选',
	kinds: '类型',
	cities: '城市',
	categories: '障碍类别',
	marks: '显示',
	open: '待解决的障碍',
	voted: '得到点的卡片',
	shown: '显示 {shown} / {count} 张卡片',
	showAll: '清除筛选',
	zoom: '缩放',
	zoomIn: '放大',
	zoomOut: '缩小',
	fit: '缩放以显示全部',
	level: '{percent} %，重置为 100 %',
	keys: '拖动或用方向键移动，加号和减号缩放，0 缩放以显示全部。',
	asOf: '截至 {date}',
	figures: '卡片 {cards} 张 · 障碍 {obstacles} 个，已有对策 {answered} 个，待解决 {open} 个',
	loose: '未分组',
	dots: '点数：{count}',
	showOnBoard: '在白板上显示',
	image: '图片',
	source: '来源：{source}',
	reactions: '回应：{list}',
	empty: '此白板还没有内容。',
	threads: '讨论',
	facilitator: '主持人',
	resolved: '已解决',
	deletedMessage: '消息已删除',
}

const TEXTS: Record<Locale, ViewerTexts> = { en, 'zh-CN': zhCN, es, fr }

/** The texts of the viewer and of the domain in one language. */
export interface Texts extends DomainTexts {
	locale: Locale
	t(key: keyof ViewerTexts, values?: Record<string, string | number>): string
	date(at: number): string
}

export function textsIn(locale: Locale): Texts {
	return {
		...domainTextsIn(locale),
		locale,
		t: (key, values = {}) => TEXTS[locale][key].replace(/\{(\w+)\}/g, (_, name: string) => String(values[name])),
		date: (at) => new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short' }).format(at),
	}
}
