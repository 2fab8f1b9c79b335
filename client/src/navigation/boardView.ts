import { localStore } from '../connection/browserStorage.ts'
import { LOCAL_KEYS } from '../connection/storageKeys.ts'

/** The views of a board; both show the same document. */
export const BOARD_VIEWS = ['canvas', 'list'] as const
export type BoardView = (typeof BOARD_VIEWS)[number]

/** The current card of this person, shared by both views; null if there is none. */
export interface BoardPosition {
	current: string | null
}

const PHONE = '(width <= 700px) and (pointer: coarse)'

const viewNamed = (name: string | null) => BOARD_VIEWS.find((view) => view === name)

/**
 * Returns the view in which a board opens: the view in the URL (`?view=list`), else the last view
 * on this device, else the list on phones.
 */
export function readView(): BoardView {
	const requested = viewNamed(new URLSearchParams(location.search).get('view'))
	return requested ?? viewNamed(localStore.read(LOCAL_KEYS.view)) ?? (matchMedia(PHONE).matches ? 'list' : 'canvas')
}

/** Stores the view on this device and in the URL. */
export function writeView(view: BoardView): void {
	localStore.write(LOCAL_KEYS.view, view)
	const address = new URL(location.href)
	address.searchParams.set('view', view)
	history.replaceState(history.state, '', address)
}
