import { currentSession, fileName, type ParticipantId, type Workshop } from '@charrette/shared'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { fetchInactiveParticipants } from '../connection/api/workshops.ts'
import type { Credentials } from '../connection/credentials.ts'
import { useWorkshop } from '../connection/useWorkshop.ts'
import { GroupsPanel } from '../facilitator/people/GroupsPanel.tsx'
import { SeatingView } from '../facilitator/seating/SeatingView.tsx'
import { type SeatedPerson, seatedPeople, tablesOf } from '../facilitator/seating/seatedPeople.ts'
import styles from '../facilitator/seating/seating.module.css'
import { seatingCsv } from '../facilitator/seating/seatingCsv.ts'
import { type SeatHistory, SeatRecordProvider, useSeatHistory } from '../facilitator/seating/useSeatHistory.ts'
import { FacilitatorsButton } from '../facilitator/tables/FacilitatorsDialog.tsx'
import { HelpCalls } from '../facilitator/tables/HelpCalls.tsx'
import { TableScope } from '../facilitator/tables/TableScope.tsx'
import { useShownGroups, useTableView } from '../facilitator/tables/tableView.ts'
import { type RunCommand, useCommand } from '../facilitator/useCommand.ts'
import { useLanguage, useTranslation } from '../i18n/useTranslation.ts'
import { PageHeader } from '../navigation/PageHeader.tsx'
import { dashboardPath } from '../navigation/paths.ts'
import { Button, LinkButton } from '../ui/Button.tsx'
import { keepFocusIn } from '../ui/keepFocus.ts'
import { PanelBoundary } from '../ui/PanelBoundary.tsx'
import { saveFile } from '../ui/saveFile.ts'
import { useSave } from '../ui/useSave.ts'
import { MissingWorkshop } from './MissingWorkshop.tsx'

/** How often the page asks who has no card; the server reads all boards for it. */
const REFETCH_MS = 60_000

/** The facilitator's page of the seating: who sits where, and the changes of it (SEAT1). */
export function SeatingPage({ credentials }: { credentials: Credentials }) {
	const { t } = useTranslation(['app', 'dashboard'])
	const { workshop, people, status, code } = useWorkshop(credentials, null)
	const run = useCommand(credentials)
	const history = useSeatHistory(workshop, run)
	const inactive = useInactiveParticipants(credentials)
	const seated = useMemo(() => (workshop ? seatedPeople(workshop, people, inactive) : []), [workshop, people, inactive])
	const session = workshop && currentSession(workshop)
	const tableView = useTableView(credentials.workshop)
	const shown = useShownGroups(workshop, session, tableView.view)
	if (status === 'refused' || !workshop) return <MissingWorkshop status={status} code={code} />
	const pageTitle = `${t('dashboard:seating.title')} · ${workshop.title}`
	return (
		<div ref={keepFocusIn} className={styles['page']}>
			<PageHeader isRaised>
				<LinkButton icon="arrowLeft" href={dashboardPath(workshop.id)} aria-label={t('dashboard:seating.back')}>
					<span className={styles['back']}>{t('dashboard:seating.back')}</span>
				</LinkButton>
			</PageHeader>
			<SeatRecordProvider value={history.record}>
				<main className={styles['main']}>
					<p className={styles['printTitle']}>{pageTitle}</p>
					<div className={styles['tools']}>
						<div className={styles['title']}>
							<h1>{t('dashboard:seating.title')}</h1>
							<span>{[workshop.title, session?.title].filter(Boolean).join(' · ')}</span>
						</div>
						<GroupsPanel workshop={workshop} run={run}>
							<FacilitatorsButton workshop={workshop} run={run} {...tableView} />
						</GroupsPanel>
						<UndoButton {...history} />
						<SeatingTools workshop={workshop} people={seated} run={run} />
						{session && <TableScope workshop={workshop} session={session} {...tableView} />}
					</div>
					<PanelBoundary resetKeys={[workshop.version]}>
						<HelpCalls workshop={workshop} people={people} view={tableView.view} title={pageTitle} />
						<SeatingView workshop={workshop} people={seated} shown={shown} run={run} />
					</PanelBoundary>
				</main>
			</SeatRecordProvider>
		</div>
	)
}

/** The participants without a card; null until they are known. */
function useInactiveParticipants(credentials: Credentials): readonly ParticipantId[] | null {
	const query = useQuery({
		queryKey: ['inactiveParticipants', credentials.token],
		queryFn: () => fetchInactiveParticipants(credentials),
		refetchInterval: REFETCH_MS,
	})
	return query.data?.quiet ?? null
}

/** Undoes the last change of seats that this page has made (SEAT3a). */
function UndoButton({ last, record }: SeatHistory) {
	const { t } = useTranslation('dashboard')
	const [isSaving, save] = useSave()
	return (
		<Button
			size="small"
			icon="undo"
			disabled={!last}
			busy={isSaving}
			title={last?.text}
			onClick={() => last && save(() => record.undo(last))}
		>
			{t('runSheet.undo')}
		</Button>
	)
}

interface SeatingToolsProps {
	workshop: Workshop
	people: readonly SeatedPerson[]
	run: RunCommand
}

/** Shows the seating on the projector, prints it, and saves it as CSV (SEAT5, SEAT6). */
function SeatingTools({ workshop, people, run }: SeatingToolsProps) {
	const { t } = useTranslation('dashboard')
	const language = useLanguage()
	const isShown = workshop.projection === 'seating'
	const save = () => {
		const csv = new Blob([seatingCsv(tablesOf(workshop, people), language)], { type: 'text/csv' })
		saveFile(csv, fileName({ workshop: workshop.title, title: t('seating.title'), at: Date.now() }, 'csv'))
	}
	return (
		<>
			<Button
				size="small"
				icon="projector"
				aria-pressed={isShown}
				onClick={() => run({ type: 'projection.set', shows: isShown ? null : 'seating' })}
			>
				{t(isShown ? 'seating.unproject' : 'seating.project')}
			</Button>
			<Button size="small" onClick={() => window.print()}>
				{t('seating.print')}
			</Button>
			<Button size="small" icon="download" onClick={save}>
				{t('seating.csv')}
			</Button>
		</>
	)
}
