import { type BoardId, findBoard, type Workshop } from '@charrette/shared'
import { type ReactNode, useState, useSyncExternalStore } from 'react'
import { InviteDialog, SettingsDialog } from '../board/dialogs/BoardDialogs.tsx'
import { SaveBadge } from '../board/toolbars/SaveBadge.tsx'
import type { Credentials } from '../connection/credentials.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import type { BoardDocument } from '../sync/BoardDocument.ts'
import { Button } from '../ui/Button.tsx'
import { Menu, type MenuItem } from '../ui/Menu.tsx'
import { SkipLink } from '../ui/SkipLink.tsx'
import { DashboardLink } from '../workshop/BoardNavigation.tsx'
import { BoardSwitcher } from '../workshop/BoardSwitcher.tsx'
import type { ListSearch } from './ListSearch.ts'
import styles from './list.module.css'

interface ListHeaderProps {
	document: BoardDocument
	credentials: Credentials
	workshop: Workshop
	/** The people at the board. */
	people: ReactNode
	board: BoardId
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
	/** Opens the import dialog. */
	onImport: () => void
	search: Pick<ListSearch, 'isOpen' | 'toggle' | 'button'>
}

/**
 * The bar above the list: the board's title and save status, undo, search, the view switch, a menu,
 * and the session's status.
 */
export function ListHeader(props: ListHeaderProps) {
	const {
		document,
		credentials,
		workshop,
		people,
		board,
		canEdit,
		statusBar,
		viewSwitch,
		statusButtons,
		exportItems,
		sharing,
		onHistory,
		onImport,
		search,
	} = props
	const { t } = useTranslation(['board', 'app'])
	const [dialog, setDialog] = useState<'share' | 'settings' | null>(null)
	const found = findBoard(workshop, board)
	const close = () => setDialog(null)
	return (
		<header className={styles['header']}>
			<SkipLink />
			<div className={styles['headerLine']}>
				{credentials.role === 'facilitator' && <DashboardLink workshop={workshop.id} />}
				<div className={styles['where']}>
					<h1 title={found?.board.title}>{found?.board.title}</h1>
					<BoardSwitcher {...{ workshop, credentials, board }} />
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
				{viewSwitch}
				{people}
				<Menu
					icon="more"
					label={t('list.more')}
					items={[
						{ label: t('topBar.inviteTitle'), onChoose: () => setDialog('share') },
						{ label: t('topBar.history'), onChoose: onHistory },
						{ label: t('topBar.settings'), onChoose: () => setDialog('settings') },
						...(canEdit ? [{ label: t('app:import'), onChoose: onImport }] : []),
					]}
					section={{ title: t('topBar.export'), items: exportItems }}
				/>
			</div>
			<div className={styles['status']} data-with-status-buttons>
				{statusBar}
				{statusButtons}
			</div>
			{dialog === 'share' && (
				<InviteDialog code={workshop.joinCode} onClose={close}>
					{sharing}
				</InviteDialog>
			)}
			{dialog === 'settings' && <SettingsDialog onClose={close} />}
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
