/** What the viewer says of its own, in one language. `{name}` is filled in. */
export interface Words {
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
