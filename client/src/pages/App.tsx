import type { BoardId, Role } from '@charrette/shared'
import { type ReactNode, Suspense } from 'react'
import { Route, Switch } from 'wouter'
import { useTranslation } from '../i18n/useTranslation.ts'
import { type Credentials, loadCredentials } from '../session/credentials.ts'
import { ToastProvider } from '../ui/ToastProvider.tsx'
import { Loading } from '../workshop/Loading.tsx'
import { CrashBoundary } from './CrashBoundary.tsx'
import { JoinPage } from './JoinPage.tsx'
import { LinkPage } from './LinkPage.tsx'
import { BoardPage, DeskPage, HomePage, ProjectorPage, ReadyPage } from './lazyPages.ts'
import { type Trouble, TroublePage } from './TroublePage.tsx'

const PROJECTOR_RELOAD_MS = 5000

/** Every page by its path. The join page is here at once: a hall full of phones waits for it. The others come in chunks of their own. */
export function App() {
	const { t } = useTranslation()
	return (
		<ToastProvider>
			<CrashBoundary>
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
								<As who="facilitator" workshop={workshop}>
									{(credentials) => <ReadyPage.Page credentials={credentials} />}
								</As>
							)}
						</Route>
						<Route path="/w/:workshop/desk">
							{({ workshop }) => (
								<As who="facilitator" workshop={workshop}>
									{(credentials) => <DeskPage.Page credentials={credentials} />}
								</As>
							)}
						</Route>
						<Route path="/w/:workshop/desk/b/:board">
							{({ workshop, board }) => <BoardAs who="facilitator" workshop={workshop} board={board} />}
						</Route>
						<Route path="/w/:workshop/projector">
							{({ workshop }) => (
								<As who="projector" workshop={workshop}>
									{(credentials) => (
										<CrashBoundary reloadAfterMs={PROJECTOR_RELOAD_MS}>
											<ProjectorPage.Page credentials={credentials} />
										</CrashBoundary>
									)}
								</As>
							)}
						</Route>
						<Route path="/w/:workshop/b/:board">
							{({ workshop, board }) => <BoardAs who="participant" workshop={workshop} board={board} />}
						</Route>
						<Route path="/w/:workshop">
							{({ workshop }) => <BoardAs who="participant" workshop={workshop} board={null} />}
						</Route>
						<Route>
							<TroublePage trouble="notFound" />
						</Route>
					</Switch>
				</Suspense>
			</CrashBoundary>
		</ToastProvider>
	)
}

const WITHOUT_CREDENTIALS: Record<Role, Trouble> = {
	participant: 'notSignedIn',
	facilitator: 'notDesk',
	projector: 'notProjector',
}

interface AsProps {
	who: Role
	workshop: string
	children: (credentials: Credentials) => ReactNode
}

/** Shows a page to those whose browser holds credentials for it; to others, the way to get them. */
function As({ who, workshop, children }: AsProps) {
	const credentials = loadCredentials(workshop, who)
	return credentials ? children(credentials) : <TroublePage trouble={WITHOUT_CREDENTIALS[who]} />
}

function BoardAs({ who, workshop, board }: { who: Role; workshop: string; board: string | null }) {
	return (
		<As who={who} workshop={workshop}>
			{(credentials) => <BoardPage.Page credentials={credentials} board={board as BoardId | null} />}
		</As>
	)
}
