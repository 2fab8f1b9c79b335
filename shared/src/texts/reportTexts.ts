import type { Locale } from '../domain/locales.ts'

/** The texts of reports and presentations in one language. */
export interface ReportTexts {
	report: string
	kind: string
	contents: string
	agenda: string
	phase: string
	prompt: string
	minutes: string
	total: string
	summary: string
	cards: string
	card: string
	board: string
	byBoard: string
	coverage: string
	obstacles: string
	obstacle: string
	answered: string
	open: string
	shared: string
	solutions: string
	obstaclesAndSolutions: string
	openObstacles: string
	openMore: string
	votes: string
	mostDots: string
	rank: string
	dots: string
	voters: string
	byCity: string
	otherCities: string
	participants: string
	city: string
	cities: string
	names: string
	/** The text in the place for the solutions of an open obstacle. */
	unanswered: string
	withoutCluster: string
	continued: string
	/** Separates the items of a list. */
	comma: string
	/** The line that names empty boards. */
	nothingOn(boards: string): string
	/** The line that names empty clusters of a board. */
	emptyClusters(clusters: string): string
	/** The line about copies of cards, which are not counted. */
	copies(cards: number): string
	imageOf(board: string): string
	peopleFrom(people: number, cities: number): string
	dotsOf(dots: number): string
	answeredOf(answered: number, obstacles: number): string
	turnout(voters: number, people: number, dots: number): string
	/** The line about dots on cards that were deleted before the count. */
	gone(dots: number): string
}

const reportTextsEn: ReportTexts = {
	report: 'Workshop report',
	kind: 'Kind',
	contents: 'Contents',
	agenda: 'Agenda',
	phase: 'Phase',
	prompt: 'Instructions',
	minutes: 'Minutes',
	total: 'Total',
	summary: 'Summary',
	cards: 'Cards',
	card: 'Card',
	board: 'Board',
	byBoard: 'Board by board',
	coverage: 'Coverage',
	obstacles: 'Obstacles',
	obstacle: 'Obstacle',
	answered: 'With a solution',
	open: 'Open',
	shared: 'Shared by several cities',
	solutions: 'Solutions',
	obstaclesAndSolutions: 'Obstacles and solutions',
	openObstacles: 'Open obstacles',
	openMore: 'No solution addresses them yet.',
	votes: 'Votes',
	mostDots: 'Most dots',
	rank: 'Rank',
	dots: 'Dots',
	voters: 'Voters',
	byCity: 'By city',
	otherCities: 'Other cities',
	participants: 'Participants',
	city: 'City',
	cities: 'Cities',
	names: 'Names',
	unanswered: 'No solution yet',
	withoutCluster: 'Not in a cluster',
	continued: 'continued',
	comma: ', ',
	nothingOn: (boards) => `Empty boards: ${boards}.`,
	emptyClusters: (clusters) => `Empty clusters: ${clusters}.`,
	copies: (cards) =>
		cards === 1
			? 'One more card is a copy of a card on another board and is not counted again.'
			: `${cards} more cards are copies of cards on other boards and are not counted again.`,
	imageOf: (board) => `Image of the board ${board}`,
	peopleFrom: (people, cities) =>
		`${people} ${people === 1 ? 'participant' : 'participants'} from ${cities} ${cities === 1 ? 'city' : 'cities'}`,
	dotsOf: (dots) => `${dots} ${dots === 1 ? 'dot' : 'dots'}`,
	answeredOf: (answered, obstacles) =>
		`${answered} of ${obstacles} ${obstacles === 1 ? 'obstacle' : 'obstacles'} ${answered === 1 ? 'has' : 'have'} a solution`,
	turnout: (voters, people, dots) =>
		`${voters} of ${people} ${people === 1 ? 'person' : 'people'} voted and gave ${dots} ${dots === 1 ? 'dot' : 'dots'}.`,
	gone: (dots) => `${dots} of them ${dots === 1 ? 'is' : 'are'} on cards that were deleted before the count.`,
}

const reportTextsZhCN: ReportTexts = {
	report: '工作坊报告',
	kind: '类型',
	contents: '目录',
	agenda: '流程',
	phase: '环节',
	prompt: '说明',
	minutes: '分钟',
	total: '合计',
	summary: '概要',
	cards: '卡片',
	card: '卡片',
	board: '白板',
	byBoard: '各白板情况',
	coverage: '覆盖情况',
	obstacles: '障碍',
	obstacle: '障碍',
	answered: '已有对策',
	open: '待解决',
	shared: '多座城市共有',
	solutions: '对策',
	obstaclesAndSolutions: '障碍与对策',
	openObstacles: '待解决的障碍',
	openMore: '目前还没有对策回应这些障碍。',
	votes: '投票',
	mostDots: '得票最多',
	rank: '名次',
	dots: '票数',
	voters: '投票人数',
	byCity: '按城市',
	otherCities: '其他城市',
	participants: '参与者',
	city: '城市',
	cities: '城市',
	names: '姓名',
	unanswered: '尚无对策',
	withoutCluster: '未分组',
	continued: '续',
	comma: '、',
	nothingOn: (boards) => `空白板：${boards}。`,
	emptyClusters: (clusters) => `空分组框：${clusters}。`,
	copies: (cards) => `另有 ${cards} 张卡片是其他白板上卡片的副本，不重复计数。`,
	imageOf: (board) => `白板“${board}”的图片`,
	peopleFrom: (people, cities) => `${people} 位参与者，来自 ${cities} 座城市`,
	dotsOf: (dots) => `${dots} 票`,
	answeredOf: (answered, obstacles) => `${obstacles} 个障碍中 ${answered} 个已有对策`,
	turnout: (voters, people, dots) => `${people} 人中 ${voters} 人已投票，共投出 ${dots} 票。`,
	gone: (dots) => `其中 ${dots} 票投给了计票前已删除的卡片。`,
}

const reportTextsEs: ReportTexts = {
	report: 'Informe del taller',
	kind: 'Tipo',
	contents: 'Contenido',
	agenda: 'Guion',
	phase: 'Fase',
	prompt: 'Instrucciones',
	minutes: 'Minutos',
	total: 'Total',
	summary: 'Resumen',
	cards: 'Tarjetas',
	card: 'Tarjeta',
	board: 'Tablero',
	byBoard: 'Tablero por tablero',
	coverage: 'Cobertura',
	obstacles: 'Obstáculos',
	obstacle: 'Obstáculo',
	answered: 'Con solución',
	open: 'Sin solución',
	shared: 'Compartidos por varias ciudades',
	solutions: 'Soluciones',
	obstaclesAndSolutions: 'Obstáculos y soluciones',
	openObstacles: 'Obstáculos sin solución',
	openMore: 'Aún no tienen ninguna solución.',
	votes: 'Votaciones',
	mostDots: 'Con más puntos',
	rank: 'Puesto',
	dots: 'Puntos',
	voters: 'Votantes',
	byCity: 'Por ciudad',
	otherCities: 'Otras ciudades',
	participants: 'Participantes',
	city: 'Ciudad',
	cities: 'Ciudades',
	names: 'Nombres',
	unanswered: 'Aún sin solución',
	withoutCluster: 'Sin agrupar',
	continued: 'continuación',
	comma: ', ',
	nothingOn: (boards) => `Tableros vacíos: ${boards}.`,
	emptyClusters: (clusters) => `Grupos de tarjetas vacíos: ${clusters}.`,
	copies: (cards) =>
		cards === 1
			? 'Otra tarjeta es copia de una de otro tablero y no se cuenta de nuevo.'
			: `Otras ${cards} tarjetas son copias de tarjetas de otros tableros y no se cuentan de nuevo.`,
	imageOf: (board) => `Imagen del tablero ${board}`,
	peopleFrom: (people, cities) =>
		`${people} ${people === 1 ? 'participante' : 'participantes'} de ${cities} ${cities === 1 ? 'ciudad' : 'ciudades'}`,
	dotsOf: (dots) => `${dots} ${dots === 1 ? 'punto' : 'puntos'}`,
	answeredOf: (answered, obstacles) =>
		`${answered} de ${obstacles} ${obstacles === 1 ? 'obstáculo' : 'obstáculos'} con solución`,
	turnout: (voters, people, dots) =>
		`Votantes: ${voters} de ${people}. ${dots === 1 ? 'Se dio 1 punto.' : `Se dieron ${dots} puntos.`}`,
	gone: (dots) =>
		dots === 1
			? 'Uno de ellos está en una tarjeta que se eliminó antes del recuento.'
			: `${dots} de ellos están en tarjetas que se eliminaron antes del recuento.`,
}

const reportTextsFr: ReportTexts = {
	report: 'Rapport de l’atelier',
	kind: 'Type',
	contents: 'Sommaire',
	agenda: 'Déroulé',
	phase: 'Phase',
	prompt: 'Consigne',
	minutes: 'Minutes',
	total: 'Total',
	summary: 'Synthèse',
	cards: 'Cartes',
	card: 'Carte',
	board: 'Tableau',
	byBoard: 'Tableau par tableau',
	coverage: 'Couverture',
	obstacles: 'Obstacles',
	obstacle: 'Obstacle',
	answered: 'Avec solution',
	open: 'Sans solution',
	shared: 'Partagés par plusieurs villes',
	solutions: 'Solutions',
	obstaclesAndSolutions: 'Obstacles et solutions',
	openObstacles: 'Obstacles sans solution',
	openMore: 'Aucune solution n’y répond encore.',
	votes: 'Votes',
	mostDots: 'Le plus de points',
	rank: 'Rang',
	dots: 'Points',
	voters: 'Votants',
	byCity: 'Par ville',
	otherCities: 'Autres villes',
	participants: 'Participants',
	city: 'Ville',
	cities: 'Villes',
	names: 'Noms',
	unanswered: 'Pas encore de solution',
	withoutCluster: 'Hors regroupement',
	continued: 'suite',
	comma: ', ',
	nothingOn: (boards) => `Tableaux vides : ${boards}.`,
	emptyClusters: (clusters) => `Regroupements vides : ${clusters}.`,
	copies: (cards) =>
		cards < 2
			? 'Une autre carte est la copie d’une carte d’un autre tableau et n’est pas recomptée.'
			: `${cards} autres cartes sont des copies de cartes d’autres tableaux et ne sont pas recomptées.`,
	imageOf: (board) => `Image du tableau ${board}`,
	peopleFrom: (people, cities) =>
		`${people} ${people < 2 ? 'participant' : 'participants'} de ${cities} ${cities < 2 ? 'ville' : 'villes'}`,
	dotsOf: (dots) => `${dots} ${dots < 2 ? 'point' : 'points'}`,
	answeredOf: (answered, obstacles) =>
		`${answered} ${obstacles < 2 ? 'obstacle' : 'obstacles'} sur ${obstacles} avec solution`,
	turnout: (voters, people, dots) =>
		`Votants : ${voters} sur ${people}. ${dots < 2 ? `${dots} point a été donné.` : `${dots} points ont été donnés.`}`,
	gone: (dots) =>
		dots < 2
			? `L’un d’eux est sur une carte supprimée avant le décompte.`
			: `${dots} d’entre eux sont sur des cartes supprimées avant le décompte.`,
}

const TEXTS: Record<Locale, ReportTexts> = {
	en: reportTextsEn,
	'zh-CN': reportTextsZhCN,
	es: reportTextsEs,
	fr: reportTextsFr,
}

/** Returns the texts of reports and presentations in a language. */
export function reportTextsIn(locale: Locale): ReportTexts {
	return TEXTS[locale]
}
