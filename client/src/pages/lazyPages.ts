import { readView } from '../navigation/boardView.ts'
import { BOARD_VIEW } from './boardViews.ts'
import { lazyPage, withQueries } from './lazyPage.tsx'

/*
 * The pages beside the join page to which people come first. `FurtherPages` has all others, whose
 * names alone would be a kilobyte of the join page.
 */

export const AppShell = lazyPage(() => import('./AppShell.tsx').then((module) => module.AppShell))
export const LinkPage = lazyPage(() => import('./LinkPage.tsx').then((module) => module.LinkPage))
export const HomePage = lazyPage(() => import('./HomePage.tsx').then((module) => module.HomePage), 'home')
export const BoardPage = lazyPage(
	withQueries(() => {
		// The view is fetched in parallel with the page.
		void BOARD_VIEW[readView()].prefetch()
		return import('./BoardPage.tsx').then((module) => module.BoardPage)
	}),
	'board',
)
export const FurtherPages = lazyPage(() => import('./FurtherPages.tsx').then((module) => module.FurtherPages))
