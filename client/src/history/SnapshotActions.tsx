import {
	type BoardId,
	findBoard,
	type RestoreBody,
	type RestoreResult,
	type Snapshot,
	type Workshop,
} from '@charrette/shared'
import { type FormEvent, useState } from 'react'
import { useLocation } from 'wouter'
import { failureOf, restoreSnapshot, saveSnapshot } from '../connection/api.ts'
import type { Credentials } from '../connection/credentials.ts'
import { useLocale, useTranslation } from '../i18n/useTranslation.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { TextField } from '../ui/Field.tsx'
import { Menu } from '../ui/Menu.tsx'
import { useToast } from '../ui/Toasts.tsx'
import historyStyles from './history.module.css'
import { fitTitle, formatDateTime, shortSnapshotTitle } from './snapshotTexts.ts'
import styles from './timeline.module.css'

/** What a facilitator does with moments; each says what came of it. */
interface SnapshotActions {
	isBusy: boolean
	/** Keeps the board as it is; gives whether that worked. */
	save(name: string): Promise<boolean>
	restore(moment: Snapshot): void
	restoreCards(moment: Snapshot, cards: readonly string[]): Promise<boolean>
	copy(moment: Snapshot): void
	replace(moment: Snapshot): void
}

interface SnapshotActionsDeps {
	credentials: Credentials
	workshop: Workshop
	board: BoardId
	/** Something was kept or brought back. */
	onChange: () => void
	/** The board is as it was: there is nothing more to do here. */
	onDone: () => void
}

type Attempt = <What>(act: () => Promise<What>) => Promise<What | null>

/** Does one thing after the other, and says why not where it fails; null then. */
function useAttempt(): { attempt: Attempt; isBusy: boolean } {
	const { t } = useTranslation()
	const showToast = useToast()
	const [isBusy, setBusy] = useState(false)
	const attempt: Attempt = async (act) => {
		setBusy(true)
		try {
			return await act()
		} catch (thrown) {
			showToast(t(`errors.${failureOf(thrown)}`), 'error')
			return null
		} finally {
			setBusy(false)
		}
	}
	return { attempt, isBusy }
}

/** A facilitator's hand on the moments of a board. */
export function useSnapshotActions({
	credentials,
	workshop,
	board,
	onChange,
	onDone,
}: SnapshotActionsDeps): SnapshotActions {
	const { t } = useTranslation('history')
	const locale = useLocale()
	const showToast = useToast()
	const [, navigate] = useLocation()
	const { attempt, isBusy } = useAttempt()

	async function bring(moment: Snapshot, body: RestoreBody, words: string): Promise<RestoreResult | null> {
		const title = shortSnapshotTitle(moment, t, locale)
		const before = body.cards ? t('keepAs.cards', { count: body.cards.length, title }) : t('keepAs.restored', { title })
		const done = await attempt(() => restoreSnapshot(credentials, moment.id, { ...body, keepAs: fitTitle(before) }))
		if (!done) return null
		const { kept } = done
		const undo = async () => {
			const keepAs = fitTitle(t('keepAs.undone', { title }))
			if (kept && (await attempt(() => restoreSnapshot(credentials, kept.id, { keepAs })))) showToast(t('undone'))
			onChange()
		}
		showToast(words, 'note', kept && { label: t('undo'), onChoose: () => void undo() })
		onChange()
		return done
	}

	return {
		isBusy,
		async save(name) {
			const kept = await attempt(() => saveSnapshot(credentials, board, name))
			if (kept) showToast(t('kept', { name: kept.name }))
			onChange()
			return kept !== null
		},
		async restore(moment) {
			if (await bring(moment, {}, t('restored', { when: formatDateTime(moment.at, locale) }))) onDone()
		},
		async restoreCards(moment, cards) {
			return (await bring(moment, { cards: [...cards] }, t('broughtBack', { count: cards.length }))) !== null
		},
		async copy(moment) {
			const of = findBoard(workshop, board)?.board.title ?? ''
			const title = fitTitle(of, ` · ${formatDateTime(moment.at, locale)}`)
			const copied = await attempt(() => restoreSnapshot(credentials, moment.id, { mode: 'copy', title }))
			if (!copied) return
			const open = () => navigate(`/w/${credentials.workshop}/desk/b/${copied.board}`)
			showToast(t('copied', { title }), 'note', { label: t('openCopy'), onChoose: open })
		},
		async replace(moment) {
			const words = t('replaced', { when: formatDateTime(moment.at, locale) })
			if (await bring(moment, { mode: 'replace' }, words)) onDone()
		},
	}
}

interface SnapshotButtonsProps {
	moment: Snapshot
	actions: SnapshotActions
	/** The cards that are to be brought back alone. */
	picked: ReadonlySet<string>
	onBroughtBack: () => void
}

/** What a facilitator does with a moment: bring it back, or some of its cards, or have it as a board of its own. */
export function SnapshotButtons({ moment, actions, picked, onBroughtBack }: SnapshotButtonsProps) {
	const { t } = useTranslation('history')
	const [isReplacing, setReplacing] = useState(false)
	const { isBusy } = actions
	const bringBack = async () => {
		if (await actions.restoreCards(moment, [...picked])) onBroughtBack()
	}
	return (
		<fieldset className={styles['buttons']} aria-label={t('actions')}>
			{picked.size > 0 ? (
				<Button size="small" variant="primary" icon="undo" busy={isBusy} onClick={bringBack}>
					{t('bringBack', { count: picked.size })}
				</Button>
			) : (
				<Button
					size="small"
					variant="primary"
					icon="history"
					busy={isBusy}
					title={t('restoreMore')}
					onClick={() => actions.restore(moment)}
				>
					{t('restore')}
				</Button>
			)}
			<Button size="small" icon="copy" busy={isBusy} title={t('copyMore')} onClick={() => actions.copy(moment)}>
				{t('copy')}
			</Button>
			<Menu icon="more" label={t('actions')} items={[{ label: t('replace'), onChoose: () => setReplacing(true) }]} />
			{isReplacing && (
				<ReplaceBoardDialog
					onReplace={() => {
						setReplacing(false)
						actions.replace(moment)
					}}
					onClose={() => setReplacing(false)}
				/>
			)}
		</fieldset>
	)
}

/** Says what it means that a board is replaced, before it is. */
function ReplaceBoardDialog({ onReplace, onClose }: { onReplace: () => void; onClose: () => void }) {
	const { t } = useTranslation('history')
	return (
		<Dialog title={t('replaceTitle')} onClose={onClose}>
			<div className={historyStyles['replace']}>
				<p>{t('replaceLead')}</p>
				<p>{t('replaceLoss')}</p>
				<p>{t('replaceKept')}</p>
				<div className={historyStyles['row']}>
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

const MAX_NAME_LENGTH = 120

/** Keeps the board as it is now, under a name; the name is asked for once somebody wants to. */
export function SaveSnapshotForm({ actions }: { actions: SnapshotActions }) {
	const { t } = useTranslation(['history', 'app'])
	const [name, setName] = useState<string | null>(null)
	if (name === null)
		return (
			<Button icon="plus" className={historyStyles['wide']} onClick={() => setName('')}>
				{t('keep')}
			</Button>
		)
	const keep = async (event: FormEvent) => {
		event.preventDefault()
		if (name.trim() !== '' && (await actions.save(name.trim()))) setName(null)
	}
	return (
		<form className={historyStyles['saveForm']} onSubmit={keep}>
			<TextField
				label={t('keepName')}
				hint={t('keepHint')}
				value={name}
				onChange={setName}
				maxLength={MAX_NAME_LENGTH}
				autoFocus
			/>
			<div className={historyStyles['row']}>
				<Button type="submit" variant="primary" busy={actions.isBusy} aria-disabled={name.trim() === ''}>
					{t('keep')}
				</Button>
				<Button variant="quiet" onClick={() => setName(null)}>
					{t('app:close')}
				</Button>
			</div>
		</form>
	)
}
