import type { Locale } from '@charrette/shared'

/** The names of sheets, and the labels of columns that no other export has. */
export interface SheetLabels {
	cards: string
	links: string
	clusters: string
	coverage: string
	votes: string
	cities: string
	people: string
	images: string
	boards: string
	session: string
	board: string
	boardId: string
	group: string
	from: string
	to: string
	meaning: string
	fromId: string
	toId: string
	solutions: string
	isShared: string
	vote: string
	rank: string
	voters: string
	dotsByCity: string
	otherCities: string
	name: string
	/** What a thread is on. */
	subject: string
	day: string
	threadId: string
}

const en: SheetLabels = {
	cards: 'Cards',
	links: 'Links',
	clusters: 'Clusters',
	coverage: 'Coverage',
	votes: 'Votes',
	cities: 'Cities',
	people: 'Participants',
	images: 'Images',
	boards: 'Boards',
	session: 'Session',
	board: 'Board',
	boardId: 'Board ID',
	group: 'Group',
	from: 'From',
	to: 'To',
	meaning: 'Meaning',
	fromId: 'From ID',
	toId: 'To ID',
	solutions: 'Solutions',
	isShared: 'Shared by several cities',
	vote: 'Vote',
	rank: 'Rank',
	voters: 'Voters',
	dotsByCity: 'Dots by city',
	otherCities: 'Other cities',
	name: 'Name',
	subject: 'About',
	day: 'Date',
	threadId: 'Thread ID',
}

const zhCN: SheetLabels = {
	cards: '卡片',
	links: '连线',
	clusters: '分组框',
	coverage: '覆盖情况',
	votes: '投票',
	cities: '城市',
	people: '参与者',
	images: '图片',
	boards: '白板',
	session: '场次',
	board: '白板',
	boardId: '白板编号',
	group: '小组',
	from: '起点',
	to: '终点',
	meaning: '含义',
	fromId: '起点编号',
	toId: '终点编号',
	solutions: '对策',
	isShared: '多座城市共有',
	vote: '投票',
	rank: '名次',
	voters: '投票人数',
	dotsByCity: '各城市点数',
	otherCities: '其他城市',
	name: '姓名',
	subject: '关于',
	day: '日期',
	threadId: '讨论编号',
}

const es: SheetLabels = {
	cards: 'Tarjetas',
	links: 'Enlaces',
	clusters: 'Grupos de tarjetas',
	coverage: 'Cobertura',
	votes: 'Votaciones',
	cities: 'Ciudades',
	people: 'Participantes',
	images: 'Imágenes',
	boards: 'Tableros',
	session: 'Sesión',
	board: 'Tablero',
	boardId: 'ID del tablero',
	group: 'Grupo',
	from: 'Desde',
	to: 'Hasta',
	meaning: 'Significado',
	fromId: 'ID de origen',
	toId: 'ID de destino',
	solutions: 'Soluciones',
	isShared: 'Compartido por varias ciudades',
	vote: 'Votación',
	rank: 'Puesto',
	voters: 'Votantes',
	dotsByCity: 'Puntos por ciudad',
	otherCities: 'Otras ciudades',
	name: 'Nombre',
	subject: 'Sobre',
	day: 'Fecha',
	threadId: 'ID del hilo',
}

const fr: SheetLabels = {
	cards: 'Cartes',
	links: 'Liens',
	clusters: 'Regroupements',
	coverage: 'Couverture',
	votes: 'Votes',
	cities: 'Villes',
	people: 'Participants',
	images: 'Images',
	boards: 'Tableaux',
	session: 'Session',
	board: 'Tableau',
	boardId: 'ID du tableau',
	group: 'Groupe',
	from: 'De',
	to: 'Vers',
	meaning: 'Sens',
	fromId: 'ID de départ',
	toId: 'ID d’arrivée',
	solutions: 'Solutions',
	isShared: 'Partagé par plusieurs villes',
	vote: 'Vote',
	rank: 'Rang',
	voters: 'Votants',
	dotsByCity: 'Points par ville',
	otherCities: 'Autres villes',
	name: 'Nom',
	subject: 'Sujet',
	day: 'Date',
	threadId: 'ID du fil',
}

const LABELS: Record<Locale, SheetLabels> = { en, 'zh-CN': zhCN, es, fr }

export function sheetLabelsIn(locale: Locale): SheetLabels {
	return LABELS[locale]
}
