import type { BoardId, Role } from '@charrette/shared'
import { type ReactNode, Suspense } from 'react'
import { Route, Switch } from 'wouter'
import { type Credentials, loadCredentials } from '../connection/credentials.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import { ToastProvider } from '../ui/Toasts.tsx'
import { Loading } from '../workshop/Loading.tsx'
import { AppErrorBoundary, ErrorPage, type PageError } from './ErrorPage.tsx'
import { JoinPage } from './JoinPage.tsx'
import { LinkPage } from './LinkPage.tsx'
import { BoardPage, DashboardPage, HomePage, ProjectorPage, ReadyPage } from './lazyPages.ts'

const PROJECTOR_RELOAD_MS = 5000

/** Every page by its path. The join page is here at once: a hall full of phones waits for it. The others come in chunks of their own. */
export function App() {
	const { t } = useTranslation()
	return (
		<ToastProvider>
			<AppErrorBoundary>
				<Suspense fallback={<Loading what={t('opening.page')} />}>
					<Switch>
						<Route path="/">
							<HomePage.Page />
						</Route>
						<Route path="/join" component={JoinPage} />
						<Route path="/f" component={LinkPage} />
						<Route path="/p" component={LinkPage} />
						<Route path="/w/:workshop/ready">
							{({ workshop }) => (
								<WithCredentials requires="facilitator" workshop={workshop}>
									{(credentials) => <ReadyPage.Page credentials={credentials} />}
								</WithCredentials>
							)}
						</Route>
						<Route path="/w/:workshop/desk">
							{({ workshop }) => (
								<WithCredentials requires="facilitator" workshop={workshop}>
									{(credentials) => <DashboardPage.Page credentials={credentials} />}
								</WithCredentials>
							)}
						</Route>
						<Route path="/w/:workshop/desk/b/:board">
							{({ workshop, board }) => <BoardRoute requires="facilitator" workshop={workshop} board={board} />}
						</Route>
						<Route path="/w/:workshop/projector">
							{({ workshop }) => (
								<WithCredentials requires="projector" workshop={workshop}>
									{(credentials) => (
										<AppErrorBoundary reloadAfterMs={PROJECTOR_RELOAD_MS}>
											<ProjectorPage.Page credentials={credentials} />
										</AppErrorBoundary>
									)}
								</WithCredentials>
							)}
						</Route>
						<Route path="/w/:workshop/b/:board">
							{({ workshop, board }) => <BoardRoute requires="participant" workshop={workshop} board={board} />}
						</Route>
						<Route path="/w/:workshop">
							{({ workshop }) => <BoardRoute requires="participant" workshop={workshop} board={null} />}
						</Route>
						<Route>
							<ErrorPage error="notFound" />
						</Route>
					</Switch>
				</Suspense>
			</AppErrorBoundary>
		</ToastProvider>
	)
}

const WITHOUT_CREDENTIALS: Record<Role, PageError> = {
	participant: 'notSignedIn',
	facilitator: 'notDesk',
	projector: 'notProjector',
}

interface WithCredentialsProps {
	requires: Role
	workshop: string
	children: (credentials: Credentials) => ReactNode
}

/** Shows a page to those whose browser holds credentials for it; to others, the way to get them. */
function WithCredentials({ requires, workshop, children }: WithCredentialsProps) {
	const credentials = loadCredentials(workshop, requires)
	return credentials ? children(credentials) : <ErrorPage error={WITHOUT_CREDENTIALS[requires]} />
}

function BoardRoute({ requires, workshop, board }: { requires: Role; workshop: string; board: string | null }) {
	return (
		<WithCredentials requires={requires} workshop={workshop}>
			{(credentials) => <BoardPage.Page credentials={credentials} board={board as BoardId | null} />}
		</WithCredentials>
	)
}
