import type { PaperWords } from './PaperWords.ts'

/** Documents, in Spanish. */
export const paperEs: PaperWords = {
	report: 'Informe del taller',
	kind: 'Tipo',
	contents: 'Contenido',
	agenda: 'Programa',
	phase: 'Fase',
	prompt: 'Qué hacer',
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
	openMore: 'Ninguna solución responde aún a ellos.',
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
	withoutCluster: 'Sin agrupar',
	continued: 'continuación',
	comma: ', ',
	nothingOn: (boards) => `No hay nada en: ${boards}.`,
	pictureOf: (board) => `Imagen del tablero ${board}`,
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
