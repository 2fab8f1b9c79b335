import { BoardWall } from '../facilitator/BoardWall.tsx'
import { ConductBar } from '../facilitator/conduct/ConductBar.tsx'
import { DeskHeader } from '../facilitator/DeskHeader.tsx'
import { GroupsPanel } from '../facilitator/groups/GroupsPanel.tsx'
import { PeopleList } from '../facilitator/PeopleList.tsx'
import { QuietButton } from '../facilitator/QuietPeople.tsx'
import { RunSheet } from '../facilitator/runsheet/RunSheet.tsx'
import { StageNotice } from '../facilitator/StageNotice.tsx'
import { useCommand } from '../facilitator/useCommand.ts'
import { VoteSection } from '../facilitator/votes/VoteSection.tsx'
import { useTranslation } from '../i18n/useTranslation.ts'
import type { Credentials } from '../session/credentials.ts'
import { useWorkshop } from '../session/useWorkshop.ts'
import { useDocumentTitle } from '../ui/useDocumentTitle.ts'
import { Loading } from '../workshop/Loading.tsx'
import styles from './DeskPage.module.css'
import { TroublePage } from './TroublePage.tsx'

/** The facilitator's desk: the run sheet, the wall of boards, and the people. */
export function DeskPage({ credentials }: { credentials: Credentials }) {
	const { t } = useTranslation()
	const { workshop, people, status, clock, digests, held, hints } = useWorkshop(credentials, null)
	const run = useCommand(credentials)
	useDocumentTitle(workshop?.title ?? null)

	if (status === 'refused') return <TroublePage trouble="notDesk" />
	if (!workshop)
		return status === 'offline' ? <TroublePage trouble="offline" /> : <Loading what={t('opening.workshop')} />
	return (
		<div className={styles['page']}>
			<DeskHeader credentials={credentials} workshop={workshop} people={people} status={status} />
			<ConductBar workshop={workshop} run={run} clock={clock} held={held} />
			<aside className={styles['run']} aria-labelledby="run-sheet">
				<RunSheet credentials={credentials} workshop={workshop} run={run} />
			</aside>
			<main className={styles['wall']}>
				<StageNotice workshop={workshop} run={run} />
				<VoteSection
					credentials={credentials}
					workshop={workshop}
					run={run}
					isLive={status === 'live'}
					ballots={hints.ballots}
				/>
				<BoardWall
					credentials={credentials}
					workshop={workshop}
					people={people}
					digests={digests}
					held={held}
					clock={clock}
					isStale={status !== 'live'}
					run={run}
				/>
			</main>
			<aside className={styles['people']} aria-labelledby="people">
				<GroupsPanel workshop={workshop} run={run} />
				<QuietButton credentials={credentials} workshop={workshop} people={people} run={run} />
				<PeopleList workshop={workshop} people={people} run={run} />
			</aside>
		</div>
	)
}
