/** The ways a board can be shown; each shows the same document. */
export const BOARD_VIEWS = ['canvas', 'list'] as const
export type BoardView = (typeof BOARD_VIEWS)[number]

/** The card at which somebody is; it is kept when the view changes. Null: at none. */
export interface BoardPosition {
	current: string | null
}

const STORAGE_KEY = 'charrette.view'
const PHONE = '(max-width: 699px) and (pointer: coarse)'

const viewNamed = (name: string | null) => BOARD_VIEWS.find((view) => view === name)

/** The view in which a board is opened: the one in the address (`?view=list`), else the last chosen on this device, else a phone's list. */
export function readView(): BoardView {
	const asked = viewNamed(new URLSearchParams(location.search).get('view'))
	return asked ?? viewNamed(localStorage.getItem(STORAGE_KEY)) ?? (matchMedia(PHONE).matches ? 'list' : 'canvas')
}

/** Keeps the choice, and says it in the address. */
export function writeView(view: BoardView): void {
	localStorage.setItem(STORAGE_KEY, view)
	const address = new URL(location.href)
	address.searchParams.set('view', view)
	history.replaceState(history.state, '', address)
}
