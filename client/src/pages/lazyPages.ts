import type { ComponentType } from 'react'
import { fetchChunkOnce } from '../connection/fetchChunk.ts'
import { readView } from '../workshop/boardView.ts'
import { BOARD_VIEW } from './boardViews.ts'
import { lazyPage } from './lazyPage.tsx'

/*
 * Every page except the join page. These pages need the canvas or the sync engine, or a full hall
 * does not wait for them.
 */

export const AppShell = lazyPage(() => import('./AppShell.tsx').then((module) => module.AppShell))
export const HomePage = lazyPage(() => import('./HomePage.tsx').then((module) => module.HomePage), 'home')
export const BoardPage = lazyPage(
	withQueries(() => {
		// The view is fetched in parallel with the page.
		void BOARD_VIEW[readView()].prefetch()
		return import('./BoardPage.tsx').then((module) => module.BoardPage)
	}),
	'board',
)
export const DashboardPage = lazyPage(
	withQueries(() => import('./DashboardPage.tsx').then((module) => module.DashboardPage)),
	'dashboard',
	'board',
)
export const SeatingPage = lazyPage(
	withQueries(() => import('./SeatingPage.tsx').then((module) => module.SeatingPage)),
	'dashboard',
)
export const WorkshopCreatedPage = lazyPage(
	withQueries(() => import('./WorkshopCreatedPage.tsx').then((module) => module.WorkshopCreatedPage)),
	'dashboard',
)
export const ProjectorPage = lazyPage(
	withQueries(() => import('./ProjectorPage.tsx').then((module) => module.ProjectorPage)),
	'dashboard',
	'board',
)

export const ExchangePage = lazyPage(
	withQueries(() => import('./ExchangePage.tsx').then((module) => module.ExchangePage)),
	'exchange',
)
export const AdoptionPage = lazyPage(
	withQueries(() => import('./AdoptionPage.tsx').then((module) => module.AdoptionPage)),
	'exchange',
)
export const StartPracticePage = lazyPage(
	withQueries(() => import('./StartPracticePage.tsx').then((module) => module.StartPracticePage)),
	'exchange',
)
export const TravelsPage = lazyPage(
	withQueries(() => import('./TravelsPage.tsx').then((module) => module.TravelsPage)),
	'exchange',
)
export const PracticePage = lazyPage(
	withQueries(() => import('./PracticePage.tsx').then((module) => module.PracticePage)),
	'exchange',
	'board',
)

export const HostPage = lazyPage(
	withQueries(() => import('./HostPage.tsx').then((module) => module.HostPage)),
	'host',
)

export const LegalPage = lazyPage(
	withQueries(() => import('./LegalPage.tsx').then((module) => module.LegalPage)),
	'host',
)

/**
 * Returns a `load` function for a page whose components use react-query, which is fetched with it.
 */
function withQueries<Props extends object>(
	load: () => Promise<ComponentType<Props>>,
): () => Promise<ComponentType<Props>> {
	return async () => {
		const [Page, { withQueryClient }] = await Promise.all([
			load(),
			fetchChunkOnce(() => import('../connection/queryClient.tsx')),
		])
		return withQueryClient(Page)
	}
}
