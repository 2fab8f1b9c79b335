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
	cards: string
	card: string
	link: string
	links: string
	details: string
	source: string
	board: string
	byBoard: string
	obstacles: string
	answered: string
	open: string
	shared: string
	votes: string
	mostDots: string
	rank: string
	dots: string
	voters: string
	byCity: string
	otherCities: string
	participants: string
	city: string
	names: string
	/** The text in the place for the solutions of an open obstacle. */
	unanswered: string
	withoutCluster: string
	continued: string
	/** The mark of a summary of a board that began as a suggestion (MODEL3c). */
	suggested: string
	/** Separates the items of a list. */
	comma: string
	/** The line that names empty boards. */
	nothingOn(boards: string): string
	/** The line of all cities below the title. */
	citiesAre(cities: string): string
	/** The line that names empty clusters of a board. */
	emptyClusters(clusters: string): string
	/** The texts of the first two pages and of their annexes. */
	front: FrontTexts
	/** The line about copies of cards of other boards, which are written there. */
	copiesHere(cards: number): string
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

/** The texts of the first two pages of a report, and of the annexes that continue them. */
interface FrontTexts {
	asked: string
	shared: string
	noneShared: string
	won: string
	open: string
	promised: string
	moreObstacles: string
	moreActions: string
	cities(cities: number): string
	boards(boards: number): string
	/** The end of a list of cities. */
	moreCities(cities: number): string
	/** The end of a list that an annex continues. */
	more(lines: number): string
	moreVotes(votes: number): string
	/** The line about open obstacles in the list of shared ones above. */
	openAbove(obstacles: number): string
	/** The line about the cards of a vote that are on the first pages. */
	firstAbove(cards: number): string
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
	cards: 'Cards',
	card: 'Card',
	link: 'Link',
	links: 'Links',
	details: 'Details',
	source: 'Source',
	board: 'Board',
	byBoard: 'Board by board',
	obstacles: 'Obstacles',
	answered: 'With a solution',
	open: 'Open',
	shared: 'Shared by several cities',
	votes: 'Votes',
	mostDots: 'Most dots',
	rank: 'Rank',
	dots: 'Dots',
	voters: 'Voters',
	byCity: 'By city',
	otherCities: 'Other cities',
	participants: 'Participants',
	city: 'City',
	names: 'Names',
	unanswered: 'No solution yet',
	withoutCluster: 'Not in a cluster',
	continued: 'continued',
	suggested: 'Summary suggested by a language model, saved by a facilitator',
	comma: ', ',
	citiesAre: (cities) => `Cities: ${cities}`,
	nothingOn: (boards) => `Empty boards: ${boards}.`,
	emptyClusters: (clusters) => `Empty clusters: ${clusters}.`,
	front: {
		asked: 'What was asked',
		shared: 'What many cities share',
		noneShared: 'No obstacle is shared by three cities or more.',
		won: 'What won',
		open: 'What is open',
		promised: 'What is promised',
		moreObstacles: 'Other shared and open obstacles',
		moreActions: 'Other actions',
		cities: (cities) => `${cities} ${cities === 1 ? 'city' : 'cities'}`,
		boards: (boards) => `${boards} boards`,
		moreCities: (cities) => `+${cities} more`,
		more: (lines) => `+${lines} more in the annexes`,
		moreVotes: (votes) => `+${votes} ${votes === 1 ? 'vote' : 'votes'} in the annexes`,
		openAbove: (obstacles) =>
			obstacles === 1
				? 'One of the obstacles above has no solution yet. Besides it:'
				: `${obstacles} of the obstacles above have no solution yet. Besides them:`,
		firstAbove: (cards) =>
			cards === 1 ? 'The first card is on the first pages.' : `The first ${cards} cards are on the first pages.`,
	},
	copiesHere: (cards) =>
		cards === 1
			? 'One more card is a copy of a card of another board, where it is written.'
			: `${cards} more cards are copies of cards of other boards, where they are written.`,
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
	cards: '卡片',
	card: '卡片',
	link: '连线',
	links: '连线',
	details: '详情',
	source: '来源',
	board: '白板',
	byBoard: '各白板情况',
	obstacles: '障碍',
	answered: '已有对策',
	open: '待解决',
	shared: '多座城市共有',
	votes: '投票',
	mostDots: '得票最多',
	rank: '名次',
	dots: '票数',
	voters: '投票人数',
	byCity: '按城市',
	otherCities: '其他城市',
	participants: '参与者',
	city: '城市',
	names: '姓名',
	unanswered: '尚无对策',
	withoutCluster: '未分组',
	continued: '续',
	suggested: '由语言模型建议、主持人保存的小结',
	comma: '、',
	citiesAre: (cities) => `城市：${cities}`,
	nothingOn: (boards) => `空白板：${boards}。`,
	emptyClusters: (clusters) => `空分组框：${clusters}。`,
	front: {
		asked: '提出的问题',
		shared: '多座城市的共同障碍',
		noneShared: '没有三座以上城市共有的障碍。',
		won: '投票结果',
		open: '待解决的障碍',
		promised: '承诺的行动',
		moreObstacles: '其他共有和待解决的障碍',
		moreActions: '其他行动',
		cities: (cities) => `${cities} 座城市`,
		boards: (boards) => `${boards} 块白板`,
		moreCities: (cities) => `另 ${cities} 座`,
		more: (lines) => `另有 ${lines} 项，见附件`,
		moreVotes: (votes) => `另有 ${votes} 次投票，见附件`,
		openAbove: (obstacles) => `上述障碍中有 ${obstacles} 个尚无对策。此外还有：`,
		firstAbove: (cards) => `前 ${cards} 张卡片见首页。`,
	},
	copiesHere: (cards) => `另有 ${cards} 张卡片是其他白板上卡片的副本，内容见该白板。`,
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
	cards: 'Tarjetas',
	card: 'Tarjeta',
	link: 'Conexión',
	links: 'Conexiones',
	details: 'Detalles',
	source: 'Fuente',
	board: 'Tablero',
	byBoard: 'Tablero por tablero',
	obstacles: 'Obstáculos',
	answered: 'Con solución',
	open: 'Sin solución',
	shared: 'Compartidos por varias ciudades',
	votes: 'Votaciones',
	mostDots: 'Con más puntos',
	rank: 'Puesto',
	dots: 'Puntos',
	voters: 'Votantes',
	byCity: 'Por ciudad',
	otherCities: 'Otras ciudades',
	participants: 'Participantes',
	city: 'Ciudad',
	names: 'Nombres',
	unanswered: 'Aún sin solución',
	withoutCluster: 'Sin agrupar',
	continued: 'continuación',
	suggested: 'Resumen sugerido por un modelo de lenguaje y guardado por la facilitación',
	comma: ', ',
	citiesAre: (cities) => `Ciudades: ${cities}`,
	nothingOn: (boards) => `Tableros vacíos: ${boards}.`,
	emptyClusters: (clusters) => `Grupos de tarjetas vacíos: ${clusters}.`,
	front: {
		asked: 'Qué se preguntó',
		shared: 'Qué comparten muchas ciudades',
		noneShared: 'Ningún obstáculo es compartido por tres ciudades o más.',
		won: 'Qué ganó',
		open: 'Qué queda sin solución',
		promised: 'Qué se acordó hacer',
		moreObstacles: 'Otros obstáculos compartidos o sin solución',
		moreActions: 'Otras acciones',
		cities: (cities) => `${cities} ${cities === 1 ? 'ciudad' : 'ciudades'}`,
		boards: (boards) => `${boards} tableros`,
		moreCities: (cities) => `+${cities} más`,
		more: (lines) => `+${lines} más en los anexos`,
		moreVotes: (votes) => `+${votes} ${votes === 1 ? 'votación' : 'votaciones'} en los anexos`,
		openAbove: (obstacles) =>
			obstacles === 1
				? 'Uno de los obstáculos anteriores aún no tiene solución. Además:'
				: `${obstacles} de los obstáculos anteriores aún no tienen solución. Además:`,
		firstAbove: (cards) =>
			cards === 1
				? 'La primera tarjeta está en las primeras páginas.'
				: `Las ${cards} primeras tarjetas están en las primeras páginas.`,
	},
	copiesHere: (cards) =>
		cards === 1
			? 'Otra tarjeta es copia de una de otro tablero, donde figura su texto.'
			: `Otras ${cards} tarjetas son copias de tarjetas de otros tableros, donde figura su texto.`,
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
	cards: 'Cartes',
	card: 'Carte',
	link: 'Lien',
	links: 'Liens',
	details: 'Détails',
	source: 'Source',
	board: 'Tableau',
	byBoard: 'Tableau par tableau',
	obstacles: 'Obstacles',
	answered: 'Avec solution',
	open: 'Sans solution',
	shared: 'Partagés par plusieurs villes',
	votes: 'Votes',
	mostDots: 'Le plus de points',
	rank: 'Rang',
	dots: 'Points',
	voters: 'Votants',
	byCity: 'Par ville',
	otherCities: 'Autres villes',
	participants: 'Participants',
	city: 'Ville',
	names: 'Noms',
	unanswered: 'Pas encore de solution',
	withoutCluster: 'Hors regroupement',
	continued: 'suite',
	suggested: 'Résumé suggéré par un modèle de langage, enregistré par l’animation',
	comma: ', ',
	citiesAre: (cities) => `Villes : ${cities}`,
	nothingOn: (boards) => `Tableaux vides : ${boards}.`,
	emptyClusters: (clusters) => `Regroupements vides : ${clusters}.`,
	front: {
		asked: 'Ce qui a été demandé',
		shared: 'Ce que partagent de nombreuses villes',
		noneShared: 'Aucun obstacle n’est partagé par trois villes ou plus.',
		won: 'Ce qui l’emporte',
		open: 'Ce qui reste sans solution',
		promised: 'Ce qui est promis',
		moreObstacles: 'Autres obstacles partagés ou sans solution',
		moreActions: 'Autres actions',
		cities: (cities) => `${cities} ${cities < 2 ? 'ville' : 'villes'}`,
		boards: (boards) => `${boards} tableaux`,
		moreCities: (cities) => `+${cities} autres`,
		more: (lines) => `+${lines} de plus dans les annexes`,
		moreVotes: (votes) => `+${votes} ${votes < 2 ? 'vote' : 'votes'} dans les annexes`,
		openAbove: (obstacles) =>
			obstacles < 2
				? 'Un des obstacles ci-dessus n’a pas encore de solution. De plus :'
				: `${obstacles} des obstacles ci-dessus n’ont pas encore de solution. De plus :`,
		firstAbove: (cards) =>
			cards < 2
				? 'La première carte est dans les premières pages.'
				: `Les ${cards} premières cartes sont dans les premières pages.`,
	},
	copiesHere: (cards) =>
		cards < 2
			? 'Une autre carte est la copie d’une carte d’un autre tableau, où figure son texte.'
			: `${cards} autres cartes sont des copies de cartes d’autres tableaux, où figure leur texte.`,
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
