import { type DomainTexts as BoardWords, domainTextsIn, type Locale } from '@charrette/shared'

/** What the viewer says of its own, in one language. `{name}` is filled in. */
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
	/** A search that finds more on other boards. */
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
	empty: string
}

const en: ViewerTexts = {
	name: 'English',
	board: 'Board',
	boards: 'Boards',
	list: 'List',
	view: 'View',
	language: 'Language',
	dark: 'Dark appearance',
	search: 'Search the cards',
	found: '{at} of {count}',
	nothingFound: 'Nothing found',
	elsewhere: '{count} more on other boards: go to “{board}”',
	next: 'Next one',
	previous: 'Previous one',
	filter: 'Filter the cards',
	closeFilter: 'Close the filter',
	kinds: 'Kinds',
	cities: 'Cities',
	categories: 'Obstacles about',
	marks: 'Show',
	open: 'Open obstacles',
	voted: 'Cards with dots',
	shown: '{shown} of {count} cards shown',
	showAll: 'Show all',
	zoom: 'Zoom',
	zoomIn: 'Zoom in',
	zoomOut: 'Zoom out',
	fit: 'Show the whole board',
	level: '{percent} %, back to 100 %',
	keys: 'Drag to move, or use the arrow keys. Plus and minus zoom, 0 shows the whole board.',
	asOf: 'As of {date}',
	figures: 'Cards: {cards} · Obstacles: {obstacles}, answered: {answered}, open: {open}',
	loose: 'Not in a cluster',
	dots: 'Dots: {count}',
	showOnBoard: 'Show on the board',
	image: 'Image',
	empty: 'Nothing is on this board.',
}

const es: ViewerTexts = {
	name: 'Español',
	board: 'Pizarra',
	boards: 'Pizarras',
	list: 'Lista',
	view: 'Vista',
	language: 'Idioma',
	dark: 'Apariencia oscura',
	search: 'Buscar en las tarjetas',
	found: '{at} de {count}',
	nothingFound: 'Nada encontrado',
	elsewhere: '{count} más en otras pizarras: ir a «{board}»',
	next: 'Siguiente',
	previous: 'Anterior',
	filter: 'Filtrar las tarjetas',
	closeFilter: 'Cerrar el filtro',
	kinds: 'Tipos',
	cities: 'Ciudades',
	categories: 'Obstáculos sobre',
	marks: 'Mostrar',
	open: 'Obstáculos abiertos',
	voted: 'Tarjetas con puntos',
	shown: 'Se muestran {shown} de {count} tarjetas',
	showAll: 'Mostrar todas',
	zoom: 'Ampliación',
	zoomIn: 'Acercar',
	zoomOut: 'Alejar',
	fit: 'Ver toda la pizarra',
	level: '{percent} %, volver al 100 %',
	keys: 'Arrastre para moverse, o use las flechas. Más y menos cambian la ampliación, 0 muestra toda la pizarra.',
	asOf: 'Estado del {date}',
	figures: 'Tarjetas: {cards} · Obstáculos: {obstacles}, con respuesta: {answered}, sin respuesta: {open}',
	loose: 'Sin agrupar',
	dots: 'Puntos: {count}',
	showOnBoard: 'Ver en la pizarra',
	image: 'Imagen',
	empty: 'No hay nada en esta pizarra.',
}

const fr: ViewerTexts = {
	name: 'Français',
	board: 'Tableau',
	boards: 'Tableaux',
	list: 'Liste',
	view: 'Vue',
	language: 'Langue',
	dark: 'Apparence sombre',
	search: 'Chercher dans les cartes',
	found: '{at} sur {count}',
	nothingFound: 'Rien trouvé',
	elsewhere: '{count} de plus sur d’autres tableaux : aller à « {board} »',
	next: 'Suivante',
	previous: 'Précédente',
	filter: 'Filtrer les cartes',
	closeFilter: 'Fermer le filtre',
	kinds: 'Types',
	cities: 'Villes',
	categories: 'Obstacles liés à',
	marks: 'Afficher',
	open: 'Obstacles ouverts',
	voted: 'Cartes avec des points',
	shown: '{shown} cartes affichées sur {count}',
	showAll: 'Tout afficher',
	zoom: 'Agrandissement',
	zoomIn: 'Agrandir',
	zoomOut: 'Réduire',
	fit: 'Voir tout le tableau',
	level: '{percent} %, revenir à 100 %',
	keys: 'Faites glisser pour vous déplacer, ou utilisez les flèches. Plus et moins agrandissent ou réduisent, 0 montre tout le tableau.',
	asOf: 'État au {date}',
	figures: 'Cartes : {cards} · Obstacles : {obstacles}, avec réponse : {answered}, sans réponse : {open}',
	loose: 'Hors regroupement',
	dots: 'Points : {count}',
	showOnBoard: 'Voir sur le tableau',
	image: 'Image',
	empty: 'Il n’y a rien sur ce tableau.',
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
	nothingFound: '没有找到',
	elsewhere: '其他白板上还有 {count} 处：前往“{board}”',
	next: '下一个',
	previous: '上一个',
	filter: '筛选卡片',
	closeFilter: '关闭筛选',
	kinds: '类型',
	cities: '城市',
	categories: '障碍类别',
	marks: '显示',
	open: '待解决的障碍',
	voted: '得到点数的卡片',
	shown: '显示 {shown} / {count} 张卡片',
	showAll: '全部显示',
	zoom: '缩放',
	zoomIn: '放大',
	zoomOut: '缩小',
	fit: '显示整个白板',
	level: '{percent} %，恢复到 100 %',
	keys: '拖动或用方向键移动，加号和减号缩放，0 显示整个白板。',
	asOf: '截至 {date}',
	figures: '卡片 {cards} 张 · 障碍 {obstacles} 个，已有对策 {answered} 个，待解决 {open} 个',
	loose: '未归类',
	dots: '点数：{count}',
	showOnBoard: '在白板上显示',
	image: '图片',
	empty: '这块白板上没有内容。',
}

const TEXTS: Record<Locale, ViewerTexts> = { en, 'zh-CN': zhCN, es, fr }

/** One language: the viewer's words, with their blanks filled in, and the board's. */
export interface Texts extends BoardWords {
	locale: Locale
	t(word: keyof ViewerTexts, blanks?: Record<string, string | number>): string
	date(at: number): string
}

/** What the viewer says in a language. */
export function textsIn(locale: Locale): Texts {
	return {
		...domainTextsIn(locale),
		locale,
		t: (word, blanks = {}) => TEXTS[locale][word].replace(/\{(\w+)\}/g, (_, name: string) => String(blanks[name])),
		date: (at) => new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short' }).format(at),
	}
}
