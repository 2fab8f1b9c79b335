import { findBoard } from '@charrette/shared'
import { type ReactNode, useSyncExternalStore } from 'react'
import { useLocation } from 'wouter'
import { useSuggestClusters } from '../boardParts/detailsContext.ts'
import { useBoardDialogs } from '../boardParts/dialogs/useBoardDialogs.ts'
import { SaveBadge } from '../boardParts/SaveBadge.tsx'
import { useTranslation } from '../i18n/useTranslation.ts'
import { DashboardLink } from '../navigation/BoardNavigation.tsx'
import { useBoardPlace } from '../navigation/BoardPlace.ts'
import { BoardSwitcher } from '../navigation/BoardSwitcher.tsx'
import { exchangePath } from '../navigation/paths.ts'
import type { BoardDocument } from '../sync/BoardDocument.ts'
import { ThreadsButton } from '../threads/ThreadMark.tsx'
import { useOpenThreads } from '../threads/ThreadPlace.ts'
import { Button } from '../ui/Button.tsx'
import { Menu } from '../ui/Menu.tsx'
import type { MenuItem } from '../ui/MenuPanel.tsx'
import { SkipLink } from '../ui/SkipLink.tsx'
import type { ListSearch } from './ListSearch.ts'
import styles from './list.module.css'

interface ListHeaderProps {
	document: BoardDocument
	/** The people at the board. */
	people: ReactNode
	canEdit: boolean
	/** The session's status bar. */
	statusBar: ReactNode
	/** Further ways to share the board, in the invite dialog. */
	sharing: ReactNode
	/** The switch to the board's other view. */
	viewSwitch: ReactNode
	/** The buttons "done" and "help". */
	statusButtons: ReactNode
	/** The menu items that export the board. */
	exportItems: readonly MenuItem[]
	/** Opens the version history. */
	onHistory: () => void
	/** Shows what others have changed since the last visit. */
	onVisit: () => void
	/** Opens the import dialog. */
	onImport: () => void
	search: Pick<ListSearch, 'isOpen' | 'toggle' | 'button' | 'showOpenObstacles'>
}

/**
 * The bar above the list: the board's title and save status, undo, search, the view switch, a menu,
 * and the session's status.
 */
export function ListHeader(props: ListHeaderProps) {
	const {
		document,
		people,
		canEdit,
		statusBar,
		viewSwitch,
		statusButtons,
		exportItems,
		sharing,
		onHistory,
		onVisit,
		onImport,
		search,
	} = props
	const { credentials, workshop, board } = useBoardPlace()
	const { t } = useTranslation(['board', 'app'])
	const threads = useOpenThreads()
	const suggest = useSuggestClusters()
	const dialogs = useBoardDialogs(workshop, { sharing })
	const [, navigate] = useLocation()
	const found = findBoard(workshop, board)
	return (
		<header className={styles['header']}>
			<SkipLink />
			<div className={styles['headerLine']}>
				{credentials.role === 'facilitator' && <DashboardLink workshop={workshop.id} />}
				<div className={styles['where']}>
					<h1 title={found?.board.title}>{found?.board.title}</h1>
					<BoardSwitcher />
					<SaveBadge saveStatus={document.saveStatus} />
				</div>
				{canEdit && <ListUndoButtons document={document} />}
				<Button
					ref={search.button}
					variant="quiet"
					size="small"
					icon="search"
					iconOnly
					aria-label={t('list.find')}
					title={t('list.find')}
					aria-expanded={search.isOpen}
					onClick={search.toggle}
				/>
				<ThreadsButton />
				{viewSwitch}
				{people}
				<Menu
					icon="more"
					label={t('list.more')}
					items={[
						...(threads ? [{ label: t('threads.title'), onChoose: threads.openAll }] : []),
						{ label: t('topBar.inviteTitle'), onChoose: dialogs.openInvite },
						{ label: t('topBar.ideas'), onChoose: () => navigate(exchangePath(credentials, { board })) },
						{ label: t('topBar.history'), onChoose: onHistory },
						{ label: t('topBar.visit'), onChoose: onVisit },
						{ label: t('topBar.settings'), onChoose: dialogs.openSettings },
						{ label: t('coverage.showOpen'), onChoose: search.showOpenObstacles },
						...(canEdit && suggest ? [{ label: t('sorting.open'), onChoose: () => suggest(null) }] : []),
						...(canEdit ? [{ label: t('app:import'), onChoose: onImport }] : []),
					]}
					section={{ title: t('topBar.export'), items: exportItems }}
				/>
			</div>
			<div className={styles['status']} data-with-status-buttons>
				{statusBar}
				{statusButtons}
			</div>
			{dialogs.dialog}
		</header>
	)
}

function ListUndoButtons({ document: { undo } }: { document: BoardDocument }) {
	const { t } = useTranslation('board')
	const count = useSyncExternalStore(undo.count.subscribe, undo.count.get)
	return (
		<span className={styles['undo']}>
			{(['undo', 'redo'] as const).map((step) => (
				<Button
					key={step}
					variant="quiet"
					size="small"
					icon={step}
					iconOnly
					aria-label={t(`tools.${step}`)}
					title={t(`tools.${step}`)}
					disabled={count[step] === 0}
					onClick={undo[step]}
				/>
			))}
		</span>
	)
}
