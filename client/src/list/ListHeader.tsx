import { type BoardId, findBoard, type Workshop } from '@charrette/shared'
import { type ReactNode, useState, useSyncExternalStore } from 'react'
import { SaveBadge } from '../board/bars/SaveBadge.tsx'
import { SettingsDialog } from '../board/dialogs/SettingsDialog.tsx'
import { ShareDialog } from '../board/dialogs/ShareDialog.tsx'
import { useTranslation } from '../i18n/useTranslation.ts'
import type { Credentials } from '../session/credentials.ts'
import type { Person } from '../session/useWorkshop.ts'
import type { OpenDocument } from '../sync/openDocument.ts'
import { Button } from '../ui/Button.tsx'
import { Menu, type MenuItem } from '../ui/Menu.tsx'
import { Avatars } from '../workshop/Avatars.tsx'
import { DeskLink } from '../workshop/DeskLink.tsx'
import styles from './header.module.css'
import type { Find } from './useFind.ts'

interface ListHeaderProps {
	document: OpenDocument
	credentials: Credentials
	workshop: Workshop
	people: readonly Person[]
	board: BoardId
	canEdit: boolean
	/** What there is to do now. */
	now: ReactNode
	/** How the board is shared, beside the code. */
	sharing: ReactNode
	/** The way to the board's other views. */
	viewSwitch: ReactNode
	/** What one says to the others: done, or help. */
	signals: ReactNode
	/** What can be taken home of the board. */
	takeHome: readonly MenuItem[]
	/** Leads to what was kept of the board. */
	onHistory: () => void
	/** Opens the dialog for bringing files in. */
	onBringIn: () => void
	find: Pick<Find, 'isOpen' | 'toggle' | 'button'>
}

/** Over the list: where one is, whether it is saved, what to do now; the way to the canvas; undo. */
export function ListHeader(props: ListHeaderProps) {
	const {
		document,
		credentials,
		workshop,
		people,
		board,
		canEdit,
		now,
		viewSwitch,
		signals,
		takeHome,
		sharing,
		onHistory,
		onBringIn,
		find,
	} = props
	const { t } = useTranslation(['board', 'app'])
	const [dialog, setDialog] = useState<'share' | 'settings' | null>(null)
	const found = findBoard(workshop, board)
	const close = () => setDialog(null)
	return (
		<header className={styles['header']}>
			<div className={styles['line']}>
				{credentials.role === 'facilitator' && <DeskLink workshop={workshop.id} />}
				<div className={styles['where']}>
					<h1>{found?.board.title}</h1>
					<SaveBadge saveStatus={document.saveStatus} />
				</div>
				<span className={styles['people']}>
					<Avatars faces={people.filter((person) => person.board === board)} max={4} />
				</span>
				{canEdit && <UndoButtons document={document} />}
				<Button
					ref={find.button}
					look="quiet"
					size="small"
					icon="search"
					iconOnly
					aria-label={t('list.find')}
					title={t('list.find')}
					aria-expanded={find.isOpen}
					onClick={find.toggle}
				/>
				{viewSwitch}
				<Menu
					icon="more"
					label={t('list.more')}
					items={[
						{ label: t('bar.invite'), onChoose: () => setDialog('share') },
						{ label: t('bar.history'), onChoose: onHistory },
						{ label: t('bar.settings'), onChoose: () => setDialog('settings') },
						...(canEdit ? [{ label: t('app:bringIn'), onChoose: onBringIn }] : []),
					]}
					section={{ title: t('bar.takeHome'), items: takeHome }}
				/>
			</div>
			<div className={styles['now']}>
				{now}
				{signals}
			</div>
			{dialog === 'share' && (
				<ShareDialog code={workshop.joinCode} onClose={close}>
					{sharing}
				</ShareDialog>
			)}
			{dialog === 'settings' && <SettingsDialog onClose={close} />}
		</header>
	)
}

function UndoButtons({ document: { undo } }: { document: OpenDocument }) {
	const { t } = useTranslation('board')
	const count = useSyncExternalStore(undo.count.subscribe, undo.count.get)
	return (
		<span className={styles['undo']}>
			{(['undo', 'redo'] as const).map((step) => (
				<Button
					key={step}
					look="quiet"
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
