import { readView } from '../workshop/boardView.ts'
import { BOARD_VIEW } from './boardViews.ts'
import { lazyPage } from './lazyPage.ts'

/** Every page but the one for joining: they carry the canvas or the sync engine, or are not what a full hall waits for. */
export const HomePage = lazyPage(() => import('./HomePage.tsx').then((module) => module.HomePage))
export const BoardPage = lazyPage(() => {
	// The view comes beside the page, not after it.
	void BOARD_VIEW[readView()].prefetch()
	return import('./BoardPage.tsx').then((module) => module.BoardPage)
}, 'board')
export const DashboardPage = lazyPage(
	() => import('./DashboardPage.tsx').then((module) => module.DashboardPage),
	'desk',
	'board',
)
export const ReadyPage = lazyPage(() => import('./ReadyPage.tsx').then((module) => module.ReadyPage), 'desk')
export const ProjectorPage = lazyPage(
	() => import('./ProjectorPage.tsx').then((module) => module.ProjectorPage),
	'desk',
	'board',
)
