const STEP = { x: 232, y: 232 }
const TEXTS = [
	'Permits for bus lanes take nine months',
	'公交专用道审批需要九个月',
	'Nobody owns the data on empty lots',
	'One window for all permits, two weeks',
	'Los vecinos no confían en la obra',
	'Un guichet unique pour les chantiers',
]

/**
 * Returns the positions of this many cards in a grid of about three to two, with gaps wide enough
 * for every contender's notes.
 */
export function buildCardGrid(count) {
	const columns = Math.ceil(Math.sqrt(count * 1.5))
	return Array.from({ length: count }, (_, index) => ({
		id: `card-${index}`,
		x: (index % columns) * STEP.x,
		y: Math.floor(index / columns) * STEP.y,
		text: TEXTS[index % TEXTS.length],
	}))
}
