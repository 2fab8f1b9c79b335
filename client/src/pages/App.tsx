import type { BoardId } from '@charrette/shared'
import { useEffect, useSyncExternalStore } from 'react'
import { Redirect, Route, Router, Switch, useLocation } from 'wouter'
import { basePath } from '../connection/basePath.ts'
import { localStore } from '../connection/browserStorage.ts'
import { loadCredentials } from '../connection/credentials.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import { Loading } from '../ui/Loading.tsx'
import { ToastProvider, useToast } from '../ui/Toasts.tsx'
import { PageErrorBoundary } from './ErrorPage.tsx'
import { JoinPage } from './JoinPage.tsx'
import { PageSuspense } from './lazyPage.tsx'
import { AppShell, BoardPage, FurtherPages, HomePage, LinkPage } from './lazyPages.ts'
import { WithCredentials } from './WithCredentials.tsx'

/**
 * The first pages by their paths. The join page is part of the first chunk, because a hall full of
 * phones waits for it; the other pages are chunks of their own.
 */
export function App() {
	const { t } = useTranslation()
	return (
		<Router base={basePath()}>
			<ToastProvider>
				<StorageNotice />
				<AppShellSlot />
				<PageErrorBoundary>
					<PageSuspense fallback={<Loading what={t('opening.page')} />}>
						<Switch>
							<Route path="/">
								<HomePage.Page />
							</Route>
							<Route path="/join" component={JoinPage} />
							<Route path="/f">
								<LinkPage.Page />
							</Route>
							<Route path="/p">
								<LinkPage.Page />
							</Route>
							<Route path="/w/:workshop/dashboard/b/:board">
								{({ workshop, board }) => <BoardRoute of="facilitator" workshop={workshop} board={board} />}
							</Route>
							<Route path="/w/:workshop/b/:board">
								{({ workshop, board }) => <BoardRoute of="participant" workshop={workshop} board={board} />}
							</Route>
							<Route path="/w/:workshop">
								{({ workshop }) => <BoardRoute of="participant" workshop={workshop} board={null} />}
							</Route>
							<Route>
								<FurtherPages.Page />
							</Route>
						</Switch>
					</PageSuspense>
				</PageErrorBoundary>
			</ToastProvider>
		</Router>
	)
}

/** Shows once that this browser stores nothing: access to the workshop then ends with the tab. */
function StorageNotice() {
	const { t } = useTranslation()
	const showToast = useToast()
	const isVolatile = useSyncExternalStore(localStore.isVolatile.subscribe, localStore.isVolatile.get)
	useEffect(() => {
		if (isVolatile) showToast(t('nothingStored'), 'error')
	}, [isVolatile, showToast, t])
	return null
}

/**
 * The service worker and the notice of new versions. They are left out of the join page, where a
 * full hall waits for the page's own files.
 */
function AppShellSlot() {
	const [path] = useLocation()
	return (
		path !== '/join' && (
			<PageSuspense fallback={null}>
				<AppShell.Page />
			</PageSuspense>
		)
	)
}

function BoardRoute({
	of: role,
	workshop,
	board,
}: {
	of: 'participant' | 'facilitator'
	workshop: string
	board: string | null
}) {
	// The link of a message is the same for everybody (TALK1).
	if (board && !loadCredentials(workshop, role) && loadCredentials(workshop, 'facilitator'))
		return <Redirect to={`/w/${workshop}/dashboard/b/${board}${location.search}`} replace />
	return (
		<WithCredentials of={role} workshop={workshop}>
			{(credentials) => <BoardPage.Page credentials={credentials} board={board as BoardId | null} />}
		</WithCredentials>
	)
}
