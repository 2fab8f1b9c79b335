import { findBoard, type Workshop } from '@charrette/shared'
import { useEditor } from '@tldraw/tldraw'
import { type ReactNode, useState, useSyncExternalStore } from 'react'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { Button } from '../../ui/Button.tsx'
import { Menu, type MenuItem } from '../../ui/Menu.tsx'
import { Wordmark } from '../../ui/Wordmark.tsx'
import { DashboardLink } from '../../workshop/BoardNavigation.tsx'
import { BoardSwitcher } from '../../workshop/BoardSwitcher.tsx'
import { useBoardContext } from '../BoardContext.ts'
import { boardUi } from '../boardUi.ts'
import { CanvasControls, useRegisterOpenMenu } from '../CanvasControls.tsx'
import { InviteDialog, SettingsDialog } from '../dialogs/BoardDialogs.tsx'
import dialogs from '../dialogs/dialogs.module.css'
import { HelpButton } from '../dialogs/HelpDialog.tsx'
import { ImportButton } from '../import/CanvasImport.tsx'
import { setSnapping, snapSetting } from '../snapSetting.ts'
import { SaveBadge } from './SaveBadge.tsx'
import styles from './topBar.module.css'

interface TopBarProps {
	workshop: Workshop
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
}

/**
 * The bar above the canvas: board, phase, save status, people, and the actions of the board. On a
 * narrow screen, the less important actions are in a menu.
 */
export function TopBar(props: TopBarProps) {
	const { workshop, statusBar, presence, exportItems, sharing, viewSwitch, onHistory } = props
	const { board, credentials, canvasBinding, canEdit } = useBoardContext()
	const { t } = useTranslation('board')
	const [dialog, setDialog] = useState<'invite' | 'settings' | null>(null)
	useRegisterOpenMenu(dialog)
	const found = findBoard(workshop, board)
	const close = () => setDialog(null)
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
				<BoardSwitcher {...{ workshop, credentials, board }} />
				<SaveBadge saveStatus={canvasBinding.saveStatus} />
			</div>
			{statusBar}
			{viewSwitch}
			{presence}
			<span className={styles['wide']}>
				{canEdit && <ImportButton />}
				<Menu icon="download" label={t('topBar.export')} items={exportItems} />
				<BarButton icon="history" label={t('topBar.history')} onChoose={onHistory} />
				<HelpButton />
				<BarButton icon="globe" label={t('topBar.settings')} onChoose={() => setDialog('settings')} />
				<Button size="small" icon="share" aria-label={t('topBar.invite')} onClick={() => setDialog('invite')}>
					<span className={styles['label']}>{t('topBar.invite')}</span>
				</Button>
			</span>
			<MoreMenu {...{ exportItems, onHistory }} onDialog={setDialog} />
			{dialog === 'invite' && (
				<InviteDialog code={workshop.joinCode} onClose={close}>
					{sharing}
				</InviteDialog>
			)}
			{dialog === 'settings' && <SettingsDialog onClose={close}>{canEdit && <SnapSwitch />}</SettingsDialog>}
		</CanvasControls>
	)
}

/** Switches snapping on or off, on this device. */
function SnapSwitch() {
	const { t } = useTranslation('board')
	const isSnapping = useSyncExternalStore(snapSetting.subscribe, snapSetting.get)
	return (
		<label className={dialogs['switch']}>
			<input type="checkbox" checked={isSnapping} onChange={({ target }) => setSnapping(target.checked)} />
			{t('menu.snap')}
		</label>
	)
}

interface BarButtonProps {
	icon: 'history' | 'globe'
	label: string
	onChoose: () => void
}

function BarButton({ icon, label, onChoose }: BarButtonProps) {
	return (
		<Button variant="quiet" size="small" icon={icon} iconOnly aria-label={label} title={label} onClick={onChoose} />
	)
}

interface MoreMenuProps extends Pick<TopBarProps, 'exportItems' | 'onHistory'> {
	onDialog: (dialog: 'invite' | 'settings') => void
}

/** The menu of the actions that have their own buttons on a wide screen. */
function MoreMenu({ exportItems, onHistory, onDialog }: MoreMenuProps) {
	const editor = useEditor()
	const { canEdit } = useBoardContext()
	const { t } = useTranslation(['board', 'app'])
	const { importRequest, isHelpOpen } = boardUi(editor)
	return (
		<span className={styles['menu']}>
			<Menu
				icon="more"
				label={t('board:list.more')}
				items={[
					{ label: t('board:topBar.inviteTitle'), onChoose: () => onDialog('invite') },
					{ label: t('board:topBar.history'), onChoose: onHistory },
					{ label: t('board:topBar.settings'), onChoose: () => onDialog('settings') },
					{ label: t('board:shortcuts.title'), onChoose: () => isHelpOpen.set(true) },
					...(canEdit ? [{ label: t('app:import'), onChoose: () => importRequest.set({ file: null }) }] : []),
				]}
				section={{ title: t('board:topBar.export'), items: exportItems }}
			/>
		</span>
	)
}
