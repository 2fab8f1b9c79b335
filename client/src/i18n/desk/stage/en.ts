/** What the wall shows beside its lobby. */
export const stage = {
	more_one: 'and {{count}} more city',
	more_other: 'and {{count}} more cities',
	done: '{{done}} of {{people}} done',
	timeUp: 'Time is up',
	paused: 'Paused',
	voting: 'The vote is open',
	dots_one: '{{count}} dot each',
	dots_other: '{{count}} dots each',
	voters: '{{voters}} of {{people}} voted',
	otherCities: 'Other cities',
	noDots: 'No card got a dot.',
	coverage: 'Obstacles and answers',
	answered: 'answered',
	open: 'open',
	shared: 'shared by 3 cities or more',
	noObstacles: 'No obstacles yet',
}
