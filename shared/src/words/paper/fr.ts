import type { PaperWords } from './PaperWords.ts'

/** Documents, in French. */
export const paperFr: PaperWords = {
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
	withoutCluster: 'Hors regroupement',
	continued: 'suite',
	comma: ', ',
	nothingOn: (boards) => `Rien ne se trouve sur : ${boards}.`,
	pictureOf: (board) => `Image du tableau ${board}`,
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
