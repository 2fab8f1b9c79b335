import { findBoard } from '@charrette/shared'
import { type ReactNode, useSyncExternalStore } from 'react'
import { useLocation } from 'wouter'
import dialogStyles from '../../boardParts/dialogs/dialogs.module.css'
import { useBoardDialogs } from '../../boardParts/dialogs/useBoardDialogs.ts'
import { SaveBadge } from '../../boardParts/SaveBadge.tsx'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { DashboardLink } from '../../navigation/BoardNavigation.tsx'
import { useBoardPlace } from '../../navigation/BoardPlace.ts'
import { BoardSwitcher } from '../../navigation/BoardSwitcher.tsx'
import { exchangePath } from '../../navigation/paths.ts'
import { ThreadsButton } from '../../threads/ThreadMark.tsx'
import { useOpenThreads } from '../../threads/ThreadPlace.ts'
import { Button } from '../../ui/Button.tsx'
import { Menu } from '../../ui/Menu.tsx'
import type { MenuItem } from '../../ui/MenuPanel.tsx'
import { Wordmark } from '../../ui/Wordmark.tsx'
import { useBoardContext } from '../BoardContext.ts'
import { boardUi } from '../boardUi.ts'
import { CanvasControls, useRegisterOpenMenu } from '../CanvasControls.tsx'
import { useEditor } from '../engine/editor.ts'
import { ImportButton } from '../import/CanvasImport.tsx'
import { setSnapping, snapSetting } from '../snapSetting.ts'
import { HelpButton } from './HelpDialog.tsx'
import styles from './topBar.module.css'

interface TopBarProps {
	/** The current phase and its time. */
	statusBar: ReactNode
	/** The other people at the board, and reactions. */
	presence: ReactNode
	/** The menu items that export the board. */
	exportItems: readonly MenuItem[]
	/** Ways to share the board besides the join code. */
	sharing: ReactNode
	viewSwitch: ReactNode
	onHistory: () => void
	/** Shows what others have changed since the last visit. */
	onVisit: () => void
}

/**
 * The bar above the canvas: board, phase, save status, people, and the actions of the board. On a
 * narrow screen, the less important actions are in a menu.
 */
export function TopBar(props: TopBarProps) {
	const { statusBar, presence, exportItems, sharing, viewSwitch, onHistory, onVisit } = props
	const { workshop, board, credentials } = useBoardPlace()
	const { canvasBinding, canEdit } = useBoardContext()
	const { t } = useTranslation('board')
	const { dialog, ...dialogs } = useBoardDialogs(workshop, { sharing, settings: canEdit && <SnapSwitch /> })
	const [, navigate] = useLocation()
	const openIdeas = () => navigate(exchangePath(credentials, { board }))
	useRegisterOpenMenu(dialog === null ? null : 'board dialog')
	const found = findBoard(workshop, board)
	return (
		<CanvasControls className={styles['bar']} covers="header" role="banner">
			{credentials.role === 'facilitator' ? (
				<DashboardLink workshop={workshop.id} />
			) : (
				<span className={styles['brand']}>
					<Wordmark />
				</span>
			)}
			<div className={styles['where']}>
				<h1 className={styles['title']} title={found ? `${found.board.title} · ${found.session.title}` : undefined}>
					<b>{found?.board.title}</b>
					{found && <span>{found.session.title}</span>}
				</h1>
				<BoardSwitcher />
				<SaveBadge saveStatus={canvasBinding.saveStatus} />
			</div>
			{statusBar}
			{viewSwitch}
			{presence}
			<ThreadsButton />
			<span className={styles['wide']}>
				{canEdit && <ImportButton />}
				<Menu icon="download" label={t('topBar.export')} items={exportItems} />
				<BarButton icon="compass" label={t('topBar.ideas')} onChoose={openIdeas} />
				<BarButton icon="history" label={t('topBar.history')} onChoose={onHistory} />
				<BarButton icon="news" label={t('topBar.visit')} onChoose={onVisit} />
				<HelpButton />
				<BarButton icon="globe" label={t('topBar.settings')} onChoose={dialogs.openSettings} />
				<Button size="small" icon="share" aria-label={t('topBar.invite')} onClick={dialogs.openInvite}>
					<span className={styles['label']}>{t('topBar.invite')}</span>
				</Button>
			</span>
			<MoreMenu {...{ exportItems, onHistory, onVisit, openIdeas, dialogs }} />
			{dialog}
		</CanvasControls>
	)
}

/** Switches snapping on or off, on this device. */
function SnapSwitch() {
	const { t } = useTranslation('board')
	const isSnapping = useSyncExternalStore(snapSetting.subscribe, snapSetting.get)
	return (
		<label className={dialogStyles['switch']}>
			<input type="checkbox" checked={isSnapping} onChange={({ target }) => setSnapping(target.checked)} />
			{t('menu.snap')}
		</label>
	)
}

interface BarButtonProps {
	icon: 'history' | 'globe' | 'compass' | 'news'
	label: string
	onChoose: () => void
}

function BarButton({ icon, label, onChoose }: BarButtonProps) {
	return (
		<Button variant="quiet" size="small" icon={icon} iconOnly aria-label={label} title={label} onClick={onChoose} />
	)
}

interface MoreMenuProps extends Pick<TopBarProps, 'exportItems' | 'onHistory' | 'onVisit'> {
	/** Opens the exchange for this board. */
	openIdeas: () => void
	dialogs: Pick<ReturnType<typeof useBoardDialogs>, 'openInvite' | 'openSettings'>
}

/** The menu of the actions that have their own buttons on a wide screen. */
function MoreMenu({ exportItems, onHistory, onVisit, openIdeas, dialogs }: MoreMenuProps) {
	const editor = useEditor()
	const { canEdit } = useBoardContext()
	const { t } = useTranslation(['board', 'app'])
	const threads = useOpenThreads()
	const { importRequest, isHelpOpen } = boardUi(editor).dialogs
	return (
		<span className={styles['menu']}>
			<Menu
				icon="more"
				label={t('board:list.more')}
				items={[
					...(threads ? [{ label: t('board:threads.title'), onChoose: threads.openAll }] : []),
					{ label: t('board:topBar.inviteTitle'), onChoose: dialogs.openInvite },
					{ label: t('board:topBar.ideas'), onChoose: openIdeas },
					{ label: t('board:topBar.history'), onChoose: onHistory },
					{ label: t('board:topBar.visit'), onChoose: onVisit },
					{ label: t('board:topBar.settings'), onChoose: dialogs.openSettings },
					{ label: t('board:shortcuts.title'), onChoose: () => isHelpOpen.set(true) },
					...(canEdit ? [{ label: t('app:import'), onChoose: () => importRequest.set({ files: [] }) }] : []),
				]}
				section={{ title: t('board:topBar.export'), items: exportItems }}
			/>
		</span>
	)
}
