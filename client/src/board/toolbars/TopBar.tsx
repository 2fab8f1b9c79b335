import { findBoard, type Workshop } from '@charrette/shared'
import { type ReactNode, useState, useSyncExternalStore } from 'react'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { Button } from '../../ui/Button.tsx'
import { Wordmark } from '../../ui/Wordmark.tsx'
import { DashboardLink } from '../../workshop/BoardNavigation.tsx'
import { BoardSwitcher } from '../../workshop/BoardSwitcher.tsx'
import { useBoardContext } from '../BoardContext.ts'
import { Chrome, useOpenMenu } from '../Chrome.tsx'
import { InviteDialog, SettingsDialog } from '../dialogs/BoardDialogs.tsx'
import dialogs from '../dialogs/dialogs.module.css'
import { HelpButton, HelpSettingsEntry } from '../dialogs/HelpDialog.tsx'
import { ImportButton, ImportSettingsEntry } from '../import/CanvasImport.tsx'
import { setSnapping, snapSetting } from '../snapSetting.ts'
import { SaveBadge } from './SaveBadge.tsx'
import styles from './topBar.module.css'

interface TopBarProps {
	workshop: Workshop
	/** The present phase and its time. */
	statusBar: ReactNode
	/** The other people at the board, and reactions. */
	presence: ReactNode
	exportMenu: ReactNode
	/** Ways to share the board besides the join code. */
	sharing: ReactNode
	viewSwitch: ReactNode
	onHistory: () => void
}

/** The bar above the canvas: board, phase, save status, people, and the actions of the board. */
export function TopBar({ workshop, statusBar, presence, exportMenu, sharing, viewSwitch, onHistory }: TopBarProps) {
	const { board, credentials, canvasBinding, canEdit } = useBoardContext()
	const { t } = useTranslation('board')
	const [dialog, setDialog] = useState<'invite' | 'settings' | null>(null)
	useOpenMenu(dialog)
	const found = findBoard(workshop, board)
	const close = () => setDialog(null)
	return (
		<Chrome className={styles['bar']} role="banner">
			{credentials.role === 'facilitator' ? (
				<DashboardLink workshop={workshop.id} />
			) : (
				<span className={styles['brand']}>
					<Wordmark />
				</span>
			)}
			<h1 className={styles['title']} title={found ? `${found.board.title} · ${found.session.title}` : undefined}>
				<b>{found?.board.title}</b>
				{found && <span>{found.session.title}</span>}
			</h1>
			<BoardSwitcher {...{ workshop, credentials, board }} />
			{statusBar}
			{viewSwitch}
			<SaveBadge saveStatus={canvasBinding.saveStatus} />
			{presence}
			{canEdit && <ImportButton className={styles['wide']} />}
			{exportMenu}
			<HistoryButton onHistory={onHistory} />
			<HelpButton className={styles['wide']} />
			<Button
				variant="quiet"
				size="small"
				icon="globe"
				iconOnly
				aria-label={t('topBar.settings')}
				title={t('topBar.settings')}
				onClick={() => setDialog('settings')}
			/>
			<Button size="small" icon="share" aria-label={t('topBar.invite')} onClick={() => setDialog('invite')}>
				<span className={styles['label']}>{t('topBar.invite')}</span>
			</Button>
			{dialog === 'invite' && (
				<InviteDialog code={workshop.joinCode} onClose={close}>
					{sharing}
				</InviteDialog>
			)}
			{dialog === 'settings' && (
				<SettingsDialog onClose={close}>
					{canEdit && <SnapSwitch />}
					<HelpSettingsEntry onOpen={close} />
					<Button icon="history" className={dialogs['more']} onClick={onHistory}>
						{t('topBar.history')}
					</Button>
					{canEdit && <ImportSettingsEntry onOpen={close} />}
				</SettingsDialog>
			)}
		</Chrome>
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

function HistoryButton({ onHistory }: Pick<TopBarProps, 'onHistory'>) {
	const { t } = useTranslation('board')
	return (
		<Button
			variant="quiet"
			size="small"
			icon="history"
			iconOnly
			className={styles['wide']}
			aria-label={t('topBar.history')}
			title={t('topBar.history')}
			onClick={onHistory}
		/>
	)
}
