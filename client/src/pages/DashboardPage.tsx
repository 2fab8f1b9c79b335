import type { Credentials } from '../connection/credentials.ts'
import { useWorkshop } from '../connection/useWorkshop.ts'
import { BoardGrid } from '../facilitator/boards/BoardGrid.tsx'
import { ActiveNotices } from '../facilitator/controls/ActiveNotices.tsx'
import { ControlBar } from '../facilitator/controls/ControlBar.tsx'
import { DashboardHeader } from '../facilitator/DashboardHeader.tsx'
import { GroupsPanel } from '../facilitator/people/GroupsPanel.tsx'
import { InactiveParticipantsButton } from '../facilitator/people/InactiveParticipants.tsx'
import { PeopleList } from '../facilitator/people/PeopleList.tsx'
import { RunSheet } from '../facilitator/runsheet/RunSheet.tsx'
import { useCommand } from '../facilitator/useCommand.ts'
import { VoteSection } from '../facilitator/votes/VoteSection.tsx'
import { useTranslation } from '../i18n/useTranslation.ts'
import { PanelBoundary } from '../ui/PanelBoundary.tsx'
import { useDocumentTitle } from '../ui/useDocumentTitle.ts'
import { Loading } from '../workshop/Loading.tsx'
import styles from './DashboardPage.module.css'
import { ErrorPage, refusalOf } from './ErrorPage.tsx'

/** The facilitator's page: the controls, the run sheet, the votes, the boards and the people. */
export function DashboardPage({ credentials }: { credentials: Credentials }) {
	const { t } = useTranslation()
	const { workshop, people, status, code, clock, digests, privateCards, hints } = useWorkshop(credentials, null)
	const run = useCommand(credentials)
	useDocumentTitle(workshop?.title ?? null)

	if (status === 'refused') return <ErrorPage error={refusalOf(code)} />
	if (!workshop) return status === 'offline' ? <ErrorPage error="offline" /> : <Loading what={t('opening.workshop')} />
	const resetKeys = [workshop.version]
	return (
		<div className={styles['page']}>
			<DashboardHeader credentials={credentials} workshop={workshop} run={run} people={people} status={status} />
			<div className={styles['controls']}>
				<PanelBoundary resetKeys={resetKeys}>
					<ControlBar workshop={workshop} run={run} clock={clock} privateCards={privateCards} />
				</PanelBoundary>
			</div>
			<aside className={styles['run']} aria-labelledby="run-sheet">
				<PanelBoundary resetKeys={resetKeys}>
					<RunSheet credentials={credentials} workshop={workshop} run={run} />
				</PanelBoundary>
			</aside>
			<main className={styles['boards']}>
				<ActiveNotices workshop={workshop} people={people} clock={clock} run={run} />
				<PanelBoundary resetKeys={resetKeys}>
					<VoteSection
						credentials={credentials}
						workshop={workshop}
						run={run}
						isLive={status === 'live'}
						ballots={hints.ballots}
					/>
				</PanelBoundary>
				<PanelBoundary resetKeys={resetKeys}>
					<BoardGrid
						credentials={credentials}
						workshop={workshop}
						people={people}
						digests={digests}
						privateCards={privateCards}
						clock={clock}
						isStale={status !== 'live'}
						run={run}
					/>
				</PanelBoundary>
			</main>
			<aside className={styles['people']} aria-labelledby="people">
				<PanelBoundary resetKeys={resetKeys}>
					<GroupsPanel workshop={workshop} run={run} />
					<InactiveParticipantsButton credentials={credentials} workshop={workshop} people={people} run={run} />
					<PeopleList workshop={workshop} people={people} run={run} />
				</PanelBoundary>
			</aside>
		</div>
	)
}
