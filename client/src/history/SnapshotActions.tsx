import { type BoardId, findBoard, type RestoreBody, type Snapshot, type Workshop } from '@charrette/shared'
import { type FormEvent, useState } from 'react'
import { useLocation } from 'wouter'
import { restoreSnapshot, saveSnapshot } from '../connection/api/snapshots.ts'
import type { Credentials } from '../connection/credentials.ts'
import { useLanguage, useTranslation } from '../i18n/useTranslation.ts'
import { boardPath } from '../navigation/paths.ts'
import { Button } from '../ui/Button.tsx'
import { ConfirmDialog, Dialog } from '../ui/Dialog.tsx'
import { TextField } from '../ui/Field.tsx'
import { Menu } from '../ui/Menu.tsx'
import { useToast } from '../ui/Toasts.tsx'
import { type Attempt, useAttempt } from '../ui/useAttempt.ts'
import { useSave } from '../ui/useSave.ts'
import styles from './history.module.css'
import { fitTitle, formatDateTime, MAX_TITLE_LENGTH, shortSnapshotTitle } from './snapshotTexts.ts'
import timelineStyles from './timeline.module.css'

/** The facilitator's actions on snapshots. Each action reports its outcome in a toast. */
interface SnapshotActions {
	isBusy: boolean
	/** Saves the board as a named snapshot; resolves to whether it was saved. */
	save(name: string): Promise<boolean>
	/** Restores the whole board, as an edit that can be undone. */
	restore(snapshot: Snapshot): void
	/** Restores only these cards; resolves to whether they were restored. */
	restoreCards(snapshot: Snapshot, cards: readonly string[]): Promise<boolean>
	/** Creates an additional board from the snapshot. */
	copy(snapshot: Snapshot): void
	/** Replaces the board's document for everyone. */
	replace(snapshot: Snapshot): void
}

interface SnapshotActionsDeps {
	credentials: Credentials
	workshop: Workshop
	board: BoardId
	/** Called when a snapshot was saved or restored: the list of snapshots has changed. */
	onChange: () => void
	/** Called when the whole board was restored: the history can be closed. */
	onDone: () => void
}

/** Returns the actions on the snapshots of a board. */
export function useSnapshotActions({
	credentials,
	workshop,
	board,
	onChange,
	onDone,
}: SnapshotActionsDeps): SnapshotActions {
	const { t } = useTranslation('history')
	const language = useLanguage()
	const showToast = useToast()
	const [, navigate] = useLocation()
	const [isSaving, save] = useSave()
	const attemptCall = useAttempt()
	const attempt: Attempt = (call) => save(() => attemptCall(call))

	async function restore(snapshot: Snapshot, body: RestoreBody, message: string): Promise<boolean> {
		const title = shortSnapshotTitle(snapshot, t, language)
		const name = body.cards ? t('saveAs.cards', { count: body.cards.length, title }) : t('saveAs.restored', { title })
		const done = await attempt(() => restoreSnapshot(credentials, snapshot.id, { ...body, keepAs: fitTitle(name) }))
		if (!done) return false
		const before = done.kept
		const undo = async () => {
			const keepAs = fitTitle(t('saveAs.undone', { title }))
			if (before && (await attempt(() => restoreSnapshot(credentials, before.id, { keepAs })))) showToast(t('undone'))
			onChange()
		}
		showToast(message, 'note', before && { label: t('undo'), onChoose: () => void undo() })
		onChange()
		return true
	}

	return {
		isBusy: isSaving,
		async save(name) {
			const saved = await attempt(() => saveSnapshot(credentials, board, name))
			if (saved) showToast(t('saved', { name: saved.name }))
			onChange()
			return saved !== null
		},
		async restore(snapshot) {
			if (await restore(snapshot, {}, t('restored', { when: formatDateTime(snapshot.at, language) }))) onDone()
		},
		restoreCards: (snapshot, cards) =>
			restore(snapshot, { cards: [...cards] }, t('cardsRestored', { count: cards.length })),
		async copy(snapshot) {
			const of = findBoard(workshop, board)?.board.title ?? ''
			const title = fitTitle(of, ` · ${formatDateTime(snapshot.at, language)}`)
			const copied = await attempt(() => restoreSnapshot(credentials, snapshot.id, { mode: 'copy', title }))
			if (!copied) return
			const open = () => navigate(boardPath(credentials.workshop, copied.board, credentials.role))
			showToast(t('copied', { title }), 'note', { label: t('openCopy'), onChoose: open })
		},
		async replace(snapshot) {
			const message = t('replaced', { when: formatDateTime(snapshot.at, language) })
			if (await restore(snapshot, { mode: 'replace' }, message)) onDone()
		},
	}
}

interface SnapshotButtonsProps {
	snapshot: Snapshot
	actions: SnapshotActions
	/** The number of participants at the board. */
	peopleHere: number
	/** The selected cards. While there are any, the first button restores only these. */
	selectedCards: ReadonlySet<string>
	onCardsRestored: () => void
}

/**
 * A facilitator's buttons for a snapshot: restore it or some of its cards, copy it, or replace the
 * board. A restore under a working group asks first (REST1h).
 */
export function SnapshotButtons(props: SnapshotButtonsProps) {
	const { snapshot, actions, peopleHere, selectedCards, onCardsRestored } = props
	const { t } = useTranslation('history')
	// A dialog is about the snapshot for which it was opened: retention may remove that from the
	// list meanwhile, and another one is then shown (HIST2).
	const [replaced, setReplaced] = useState<Snapshot | null>(null)
	const [restored, setRestored] = useState<Snapshot | null>(null)
	const { isBusy } = actions
	const restoreCards = async () => {
		if (await actions.restoreCards(snapshot, [...selectedCards])) onCardsRestored()
	}
	return (
		<fieldset className={timelineStyles['buttons']} aria-label={t('actions')}>
			{selectedCards.size > 0 ? (
				<Button size="small" variant="primary" icon="undo" busy={isBusy} onClick={restoreCards}>
					{t('restoreCount', { count: selectedCards.size })}
				</Button>
			) : (
				<Button
					size="small"
					variant="primary"
					icon="history"
					busy={isBusy}
					title={t('restoreMore')}
					onClick={() => (peopleHere > 0 ? setRestored(snapshot) : actions.restore(snapshot))}
				>
					{t('restore')}
				</Button>
			)}
			<Button size="small" icon="copy" busy={isBusy} title={t('copyMore')} onClick={() => actions.copy(snapshot)}>
				{t('copy')}
			</Button>
			<Menu icon="more" label={t('actions')} items={[{ label: t('replace'), onChoose: () => setReplaced(snapshot) }]} />
			{restored && (
				<ConfirmDialog
					title={t('restoreTitle')}
					confirmLabel={t('restore')}
					onConfirm={() => {
						setRestored(null)
						actions.restore(restored)
					}}
					onClose={() => setRestored(null)}
				>
					<p>{t('restoreUnder', { count: peopleHere })}</p>
				</ConfirmDialog>
			)}
			{replaced && (
				<ReplaceBoardDialog
					onReplace={() => {
						setReplaced(null)
						actions.replace(replaced)
					}}
					onClose={() => setReplaced(null)}
				/>
			)}
		</fieldset>
	)
}

/** Explains the consequences of replacing a board, and asks for confirmation. */
function ReplaceBoardDialog({ onReplace, onClose }: { onReplace: () => void; onClose: () => void }) {
	const { t } = useTranslation('history')
	return (
		<Dialog title={t('replaceTitle')} onClose={onClose}>
			<div className={styles['replace']}>
				<p>{t('replaceLead')}</p>
				<p>{t('replaceLoss')}</p>
				<p>{t('replaceSaved')}</p>
				<div className={styles['row']}>
					<Button variant="danger" onClick={onReplace}>
						{t('replaceNow')}
					</Button>
					<Button variant="quiet" onClick={onClose}>
						{t('cancel')}
					</Button>
				</div>
			</div>
		</Dialog>
	)
}

/** A button that saves the board as a snapshot. It opens a field for the snapshot's name. */
export function SaveSnapshotForm({ actions }: { actions: SnapshotActions }) {
	const { t } = useTranslation(['history', 'app'])
	const [name, setName] = useState<string | null>(null)
	if (name === null)
		return (
			<Button icon="plus" className={styles['wide']} onClick={() => setName('')}>
				{t('save')}
			</Button>
		)
	const save = async (event: FormEvent) => {
		event.preventDefault()
		if (name.trim() !== '' && (await actions.save(name.trim()))) setName(null)
	}
	return (
		<form className={styles['saveForm']} onSubmit={save}>
			<TextField
				label={t('saveName')}
				hint={t('saveHint')}
				value={name}
				onChange={setName}
				maxLength={MAX_TITLE_LENGTH}
				autoFocus
			/>
			<div className={styles['row']}>
				<Button type="submit" variant="primary" busy={actions.isBusy} aria-disabled={name.trim() === ''}>
					{t('save')}
				</Button>
				<Button variant="quiet" onClick={() => setName(null)}>
					{t('app:close')}
				</Button>
			</div>
		</form>
	)
}
