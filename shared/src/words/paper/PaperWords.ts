/** What a document that is read on paper or as slides says of its own, in one language: a report, a presentation. */
export interface PaperWords {
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
	withoutCluster: string
	continued: string
	/** Between the parts of a list. */
	comma: string
	/** Boards with nothing on them, named. */
	nothingOn(boards: string): string
	pictureOf(board: string): string
	peopleFrom(people: number, cities: number): string
	dotsOf(dots: number): string
	answeredOf(answered: number, obstacles: number): string
	turnout(voters: number, people: number, dots: number): string
	/** Dots on cards that were deleted since. */
	gone(dots: number): string
}
