import { currentSession, type SessionId, type Workshop } from '@charrette/shared'
import { useState } from 'react'
import type { Credentials } from '../connection/credentials.ts'
import { useWorkshop } from '../connection/useWorkshop.ts'
import { BoardGrid } from '../facilitator/boards/BoardGrid.tsx'
import { CardSearch } from '../facilitator/boards/CardSearch.tsx'
import { ActiveNotices } from '../facilitator/controls/ActiveNotices.tsx'
import { ChosenSessionNotice } from '../facilitator/controls/ChosenSessionNotice.tsx'
import { ControlBar } from '../facilitator/controls/ControlBar.tsx'
import { DashboardHeader } from '../facilitator/DashboardHeader.tsx'
import { GroupsPanel } from '../facilitator/people/GroupsPanel.tsx'
import { InactiveParticipantsButton } from '../facilitator/people/InactiveParticipants.tsx'
import { PeopleList } from '../facilitator/people/PeopleList.tsx'
import { RunSheet } from '../facilitator/runsheet/RunSheet.tsx'
import { SeatRecordProvider, useSeatHistory } from '../facilitator/seating/useSeatHistory.ts'
import { FacilitatorsButton } from '../facilitator/tables/FacilitatorsDialog.tsx'
import { HelpCalls } from '../facilitator/tables/HelpCalls.tsx'
import { TableScope } from '../facilitator/tables/TableScope.tsx'
import { useShownGroups, useTableView } from '../facilitator/tables/tableView.ts'
import { useCommand } from '../facilitator/useCommand.ts'
import { VoteSection } from '../facilitator/votes/VoteSection.tsx'
import { useTranslation } from '../i18n/useTranslation.ts'
import { seatingPath } from '../navigation/paths.ts'
import { SessionSelect } from '../navigation/SessionSelect.tsx'
import { ReadingProvider } from '../reading/ReadingProvider.tsx'
import { LinkButton } from '../ui/Button.tsx'
import { keepFocusIn } from '../ui/keepFocus.ts'
import { PanelBoundary } from '../ui/PanelBoundary.tsx'
import styles from './DashboardPage.module.css'
import { MissingWorkshop } from './MissingWorkshop.tsx'

/**
 * The facilitator's page: the controls of the running session; the run sheet, the votes and the
 * boards of the chosen one (HAND1); and the people.
 */
export function DashboardPage({ credentials }: { credentials: Credentials }) {
	const { t } = useTranslation(['app', 'dashboard'])
	const { workshop, people, status, code, clock, digests, privateCards, hints } = useWorkshop(credentials, null)
	const run = useCommand(credentials)
	const { record } = useSeatHistory(workshop, run)
	const [session, choose] = useChosenSession(workshop)
	const tableView = useTableView(credentials.workshop)
	const shown = useShownGroups(workshop, workshop && currentSession(workshop), tableView.view)

	if (status === 'refused' || !workshop || !session) return <MissingWorkshop status={status} code={code} />
	const resetKeys = [workshop.version]
	return (
		<ReadingProvider credentials={credentials} workshop={workshop}>
			<div ref={keepFocusIn} className={styles['page']}>
				<DashboardHeader credentials={credentials} workshop={workshop} run={run} people={people} status={status} />
				<div className={styles['controls']}>
					<PanelBoundary resetKeys={resetKeys}>
						<ControlBar workshop={workshop} run={run} clock={clock} privateCards={privateCards} />
					</PanelBoundary>
				</div>
				<aside className={styles['run']} aria-labelledby="run-sheet">
					<PanelBoundary resetKeys={resetKeys}>
						<RunSheet credentials={credentials} workshop={workshop} session={session} onSelect={choose} run={run} />
					</PanelBoundary>
				</aside>
				<main className={styles['boards']}>
					<div className={styles['find']}>
						<SessionSelect workshop={workshop} value={session.id} onChange={choose} />
						<PanelBoundary resetKeys={resetKeys}>
							<CardSearch workshop={workshop} credentials={credentials} />
						</PanelBoundary>
						<TableScope workshop={workshop} session={session} {...tableView} />
					</div>
					<PanelBoundary resetKeys={resetKeys}>
						<HelpCalls workshop={workshop} people={people} view={tableView.view} title={workshop.title} />
					</PanelBoundary>
					<ChosenSessionNotice workshop={workshop} session={session} run={run} onBack={choose} />
					<ActiveNotices workshop={workshop} people={people} clock={clock} run={run} />
					<PanelBoundary resetKeys={resetKeys}>
						<VoteSection
							credentials={credentials}
							workshop={workshop}
							session={session}
							run={run}
							isLive={status === 'live'}
							ballots={hints.ballots}
						/>
					</PanelBoundary>
					<PanelBoundary resetKeys={resetKeys}>
						<BoardGrid
							credentials={credentials}
							workshop={workshop}
							session={session}
							people={people}
							digests={digests}
							privateCards={privateCards}
							clock={clock}
							isStale={status !== 'live'}
							run={run}
							{...tableView}
						/>
					</PanelBoundary>
				</main>
				<SeatRecordProvider value={record}>
					<aside className={styles['people']} aria-labelledby="people">
						<PanelBoundary resetKeys={resetKeys}>
							<GroupsPanel workshop={workshop} run={run}>
								<LinkButton size="small" icon="people" href={seatingPath(workshop.id)}>
									{t('dashboard:seating.title')}
								</LinkButton>
								<FacilitatorsButton workshop={workshop} run={run} {...tableView} />
							</GroupsPanel>
							<InactiveParticipantsButton
								credentials={credentials}
								workshop={workshop}
								people={people}
								shown={shown}
								scope={<TableScope workshop={workshop} session={currentSession(workshop) ?? session} {...tableView} />}
								run={run}
							/>
							<PeopleList workshop={workshop} people={people} shown={shown} run={run} />
						</PanelBoundary>
					</aside>
				</SeatRecordProvider>
			</div>
		</ReadingProvider>
	)
}

/**
 * The session that this person looks at: the running one, until another is chosen; and again when
 * another session begins.
 */
function useChosenSession(workshop: Workshop | null) {
	const running = workshop && currentSession(workshop)
	const [choice, setChoice] = useState<{ session: SessionId; running: SessionId | undefined } | null>(null)
	const chosen = choice && choice.running === running?.id ? choice.session : null
	const session = workshop?.sessions.find(({ id }) => id === chosen) ?? running
	return [session, (id: SessionId) => setChoice({ session: id, running: running?.id })] as const
}
