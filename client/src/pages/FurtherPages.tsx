import { Redirect, Route, Switch } from 'wouter'
import { routePath } from '../connection/basePath.ts'
import { ErrorPage, PageErrorBoundary } from './ErrorPage.tsx'
import { lazyPage, withQueries } from './lazyPage.tsx'
import { WithCredentials } from './WithCredentials.tsx'

const DashboardPage = lazyPage(
	withQueries(() => import('./DashboardPage.tsx').then((module) => module.DashboardPage)),
	'dashboard',
	'board',
)
const SeatingPage = lazyPage(
	withQueries(() => import('./SeatingPage.tsx').then((module) => module.SeatingPage)),
	'dashboard',
)
const WorkshopCreatedPage = lazyPage(
	withQueries(() => import('./WorkshopCreatedPage.tsx').then((module) => module.WorkshopCreatedPage)),
	'dashboard',
)
const ProjectorPage = lazyPage(
	withQueries(() => import('./ProjectorPage.tsx').then((module) => module.ProjectorPage)),
	'dashboard',
	'board',
)

const ExchangeRoutes = lazyPage(
	withQueries(() => import('./ExchangeRoutes.tsx').then((module) => module.ExchangeRoutes)),
	'exchange',
	'board',
)

const HostPage = lazyPage(
	withQueries(() => import('./HostPage.tsx').then((module) => module.HostPage)),
	'host',
	'exchange',
)

const LegalPage = lazyPage(
	withQueries(() => import('./LegalPage.tsx').then((module) => module.LegalPage)),
	'host',
)

const PROJECTOR_RELOAD_MS = 5000

/** The pages of facilitators, the projector, the exchange and the host, by their paths. */
export function FurtherPages() {
	return (
		<Switch>
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
			<Route path="/exchange/*?">
				<ExchangeRoutes.Page />
			</Route>
			<Route path="/host/:tab?">{({ tab }) => <HostPage.Page tab={tab ?? ''} />}</Route>
			<Route path="/legal">
				<LegalPage.Page />
			</Route>
			<Route>
				<ErrorPage error="notFound" />
			</Route>
		</Switch>
	)
}

/** Redirects former paths of the dashboard to the current ones, with their query and hash. */
function DashboardRedirect() {
	const { pathname, search, hash } = location
	return (
		<Redirect to={`${routePath(pathname).replace(/^(\/w\/[^/]+)\/desk/, '$1/dashboard')}${search}${hash}`} replace />
	)
}
