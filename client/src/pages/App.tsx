import type { AdoptionId, BoardId, PracticeId, Role } from '@charrette/shared'
import { type ReactNode, useEffect, useSyncExternalStore } from 'react'
import { Redirect, Route, Switch, useLocation } from 'wouter'
import { localStore } from '../connection/browserStorage.ts'
import { type Credentials, loadCredentials } from '../connection/credentials.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import { ToastProvider, useToast } from '../ui/Toasts.tsx'
import { Loading } from '../workshop/Loading.tsx'
import { ErrorPage, type PageError, PageErrorBoundary } from './ErrorPage.tsx'
import { JoinPage } from './JoinPage.tsx'
import { LinkPage } from './LinkPage.tsx'
import { PageSuspense } from './lazyPage.tsx'
import {
	AdoptionPage,
	AppShell,
	BoardPage,
	DashboardPage,
	ExchangePage,
	HomePage,
	HostPage,
	LegalPage,
	PracticePage,
	ProjectorPage,
	SeatingPage,
	StartPracticePage,
	TravelsPage,
	WorkshopCreatedPage,
} from './lazyPages.ts'

const PROJECTOR_RELOAD_MS = 5000

/**
 * Every page by its path. The join page is part of the first chunk, because a hall full of phones
 * waits for it; the other pages are chunks of their own.
 */
export function App() {
	const { t } = useTranslation()
	return (
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
						<Route path="/f" component={LinkPage} />
						<Route path="/p" component={LinkPage} />
						<Route path="/w/:workshop/ready">
							{({ workshop }) => (
								<WithCredentials of="facilitator" workshop={workshop}>
									{(credentials) => <WorkshopCreatedPage.Page credentials={credentials} />}
								</WithCredentials>
							)}
						</Route>
						<Route path="/w/:workshop/dashboard">
							{({ workshop }) => (
								<WithCredentials of="facilitator" workshop={workshop}>
									{(credentials) => <DashboardPage.Page credentials={credentials} />}
								</WithCredentials>
							)}
						</Route>
						<Route path="/w/:workshop/dashboard/seating">
							{({ workshop }) => (
								<WithCredentials of="facilitator" workshop={workshop}>
									{(credentials) => <SeatingPage.Page credentials={credentials} />}
								</WithCredentials>
							)}
						</Route>
						<Route path="/w/:workshop/dashboard/b/:board">
							{({ workshop, board }) => <BoardRoute of="facilitator" workshop={workshop} board={board} />}
						</Route>
						<Route path="/w/:workshop/desk/*?">
							<DashboardRedirect />
						</Route>
						<Route path="/w/:workshop/projector">
							{({ workshop }) => (
								<WithCredentials of="projector" workshop={workshop}>
									{(credentials) => (
										<PageErrorBoundary reloadAfterMs={PROJECTOR_RELOAD_MS}>
											<ProjectorPage.Page credentials={credentials} />
										</PageErrorBoundary>
									)}
								</WithCredentials>
							)}
						</Route>
						<Route path="/w/:workshop/b/:board">
							{({ workshop, board }) => <BoardRoute of="participant" workshop={workshop} board={board} />}
						</Route>
						<Route path="/exchange">
							<ExchangePage.Page />
						</Route>
						<Route path="/exchange/travels">
							<TravelsPage.Page />
						</Route>
						<Route path="/exchange/adoptions/:adoption">
							{({ adoption }) => <AdoptionPage.Page adoption={adoption as AdoptionId} />}
						</Route>
						<Route path="/exchange/new">
							<StartPracticePage.Page />
						</Route>
						<Route path="/host/:tab?">{({ tab }) => <HostPage.Page tab={tab ?? ''} />}</Route>
						<Route path="/legal">
							<LegalPage.Page />
						</Route>
						<Route path="/exchange/:practice">
							{({ practice }) => <PracticePage.Page practice={practice as PracticeId} />}
						</Route>
						<Route path="/w/:workshop">
							{({ workshop }) => <BoardRoute of="participant" workshop={workshop} board={null} />}
						</Route>
						<Route>
							<ErrorPage error="notFound" />
						</Route>
					</Switch>
				</PageSuspense>
			</PageErrorBoundary>
		</ToastProvider>
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

/** Redirects former paths of the dashboard to the current ones, with their query and hash. */
function DashboardRedirect() {
	const { pathname, search, hash } = location
	return <Redirect to={`${pathname.replace(/^(\/w\/[^/]+)\/desk/, '$1/dashboard')}${search}${hash}`} replace />
}

const MISSING_CREDENTIALS: Record<Role, PageError> = {
	participant: 'notSignedIn',
	facilitator: 'notFacilitator',
	projector: 'notProjector',
}

interface WithCredentialsProps {
	/** The role whose credentials the page needs. */
	of: Role
	workshop: string
	children: (credentials: Credentials) => ReactNode
}

/**
 * Shows a page if this browser has the credentials that it needs, else a page that explains how to
 * get them.
 */
function WithCredentials({ of: role, workshop, children }: WithCredentialsProps) {
	const credentials = loadCredentials(workshop, role)
	return credentials ? children(credentials) : <ErrorPage error={MISSING_CREDENTIALS[role]} />
}

function BoardRoute({ of: role, workshop, board }: { of: Role; workshop: string; board: string | null }) {
	return (
		<WithCredentials of={role} workshop={workshop}>
			{(credentials) => <BoardPage.Page credentials={credentials} board={board as BoardId | null} />}
		</WithCredentials>
	)
}
