import { findBoard, type Workshop } from '@charrette/shared'
import { type ReactNode, useState } from 'react'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { Button } from '../../ui/Button.tsx'
import { Wordmark } from '../../ui/Wordmark.tsx'
import { DeskLink } from '../../workshop/DeskLink.tsx'
import { useBoardSurroundings } from '../BoardContext.ts'
import { BringInButton } from '../bringIn/BringInButton.tsx'
import { BringInEntry } from '../bringIn/BringInEntry.tsx'
import { Chrome } from '../Chrome.tsx'
import dialogs from '../dialogs/dialogs.module.css'
import { SettingsDialog } from '../dialogs/SettingsDialog.tsx'
import { ShareDialog } from '../dialogs/ShareDialog.tsx'
import { HelpButton } from '../help/HelpButton.tsx'
import { HelpEntry } from '../help/HelpEntry.tsx'
import { useOpenMenu } from '../useOpenMenu.ts'
import { SaveBadge } from './SaveBadge.tsx'
import styles from './topBar.module.css'

interface TopBarProps {
	workshop: Workshop
	/** What there is to do now. */
	now: ReactNode
	/** Who else is here, and what one says to them. */
	together: ReactNode
	/** The way to take the board home. */
	takeHome: ReactNode
	/** How the board is shared, beside the code. */
	sharing: ReactNode
	/** The way to the board's other views. */
	viewSwitch: ReactNode
	/** Leads to what was kept of the board. */
	onHistory: () => void
}

/** The strip over the board: where one is, what to do, whether it is saved, who is here, and what to do with the board. */
export function TopBar({ workshop, now, together, takeHome, sharing, viewSwitch, onHistory }: TopBarProps) {
	const { board, credentials, openBoard, canEdit } = useBoardSurroundings()
	const { t } = useTranslation('board')
	const [dialog, setDialog] = useState<'share' | 'settings' | null>(null)
	useOpenMenu(dialog)
	const found = findBoard(workshop, board)
	const close = () => setDialog(null)
	return (
		<Chrome className={styles['bar']} role="banner">
			{credentials.role === 'facilitator' ? (
				<DeskLink workshop={workshop.id} />
			) : (
				<span className={styles['brand']}>
					<Wordmark />
				</span>
			)}
			<h1 className={styles['where']}>
				<b>{found?.board.title}</b>
				{found && <span>{found.session.title}</span>}
			</h1>
			{now}
			{viewSwitch}
			<SaveBadge saveStatus={openBoard.saveStatus} />
			{together}
			{canEdit && <BringInButton className={styles['wide']} />}
			{takeHome}
			<HistoryButton onHistory={onHistory} />
			<HelpButton className={styles['wide']} />
			<Button
				look="quiet"
				size="small"
				icon="globe"
				iconOnly
				aria-label={t('bar.settings')}
				title={t('bar.settings')}
				onClick={() => setDialog('settings')}
			/>
			<Button size="small" icon="share" aria-label={t('bar.share')} onClick={() => setDialog('share')}>
				<span className={styles['words']}>{t('bar.share')}</span>
			</Button>
			{dialog === 'share' && (
				<ShareDialog code={workshop.joinCode} onClose={close}>
					{sharing}
				</ShareDialog>
			)}
			{dialog === 'settings' && (
				<SettingsDialog onClose={close}>
					<HelpEntry onOpen={close} />
					<Button icon="history" className={dialogs['more']} onClick={onHistory}>
						{t('bar.history')}
					</Button>
					{canEdit && <BringInEntry onOpen={close} />}
				</SettingsDialog>
			)}
		</Chrome>
	)
}

function HistoryButton({ onHistory }: Pick<TopBarProps, 'onHistory'>) {
	const { t } = useTranslation('board')
	return (
		<Button
			look="quiet"
			size="small"
			icon="history"
			iconOnly
			className={styles['wide']}
			aria-label={t('bar.history')}
			title={t('bar.history')}
			onClick={onHistory}
		/>
	)
}
