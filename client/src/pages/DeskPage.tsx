import { BoardWall } from '../facilitator/BoardWall.tsx'
import { DeskHeader } from '../facilitator/DeskHeader.tsx'
import { PeopleList } from '../facilitator/PeopleList.tsx'
import { QuietButton } from '../facilitator/QuietPeople.tsx'
import { RunSheet } from '../facilitator/RunSheet.tsx'
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
	const { workshop, people, status, hints } = useWorkshop(credentials, null)
	const run = useCommand(credentials)
	useDocumentTitle(workshop?.title ?? null)

	if (status === 'refused') return <TroublePage trouble="notDesk" />
	if (!workshop)
		return status === 'offline' ? <TroublePage trouble="offline" /> : <Loading what={t('opening.workshop')} />
	return (
		<div className={styles['page']}>
			<DeskHeader credentials={credentials} workshop={workshop} people={people} status={status} />
			<aside className={styles['run']}>
				<RunSheet workshop={workshop} />
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
				<BoardWall credentials={credentials} workshop={workshop} people={people} run={run} />
			</main>
			<aside className={styles['people']}>
				<QuietButton credentials={credentials} workshop={workshop} people={people} run={run} />
				<PeopleList workshop={workshop} people={people} run={run} />
			</aside>
		</div>
	)
}
