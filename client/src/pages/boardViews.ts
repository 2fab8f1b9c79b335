import type { BoardView } from '../navigation/boardView.ts'
import type { BoardViewProps } from './BoardViewParts.tsx'
import { type LazyPage, lazyPage } from './lazyPage.tsx'

/** The views of a board. Each is a chunk of its own: the list does not fetch the canvas. */
export const BOARD_VIEW: Record<BoardView, LazyPage<BoardViewProps>> = {
	canvas: lazyPage(() => import('./CanvasView.tsx').then((module) => module.CanvasView), 'board'),
	list: lazyPage(() => import('./ListView.tsx').then((module) => module.ListView), 'board'),
}

/** A board's version history. */
export const HistoryView = lazyPage(
	() => import('../history/HistoryView.tsx').then((module) => module.HistoryView),
	'history',
	'board',
)

/** What others have changed since the last visit. */
export const VisitView = lazyPage(
	() => import('../history/VisitView.tsx').then((module) => module.VisitView),
	'history',
	'board',
)
