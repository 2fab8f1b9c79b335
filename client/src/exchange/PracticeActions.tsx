import {
	findBoard,
	LIMITS,
	type Practice,
	type PracticeView,
	type PracticeVisibility,
	type PublishedPractice,
	practiceNamesIn,
	sessionBoards,
	VISIBILITIES,
	type Withdrawal,
	type Workshop,
	waitsForHost,
} from '@charrette/shared'
import { useState } from 'react'
import { changePracticeState, fetchExchangeFile } from '../connection/api/exchange.ts'
import type { Credentials } from '../connection/credentials.ts'
import { listNames } from '../i18n/listText.ts'
import { useLanguage, useLocale, useTranslation } from '../i18n/useTranslation.ts'
import { ownBoardOf } from '../navigation/useGoToBoard.ts'
import { Button } from '../ui/Button.tsx'
import { ConfirmDialog } from '../ui/Dialog.tsx'
import { Field } from '../ui/Field.tsx'
import { Select } from '../ui/Select.tsx'
import { saveFile } from '../ui/saveFile.ts'
import { useToast } from '../ui/Toasts.tsx'
import { useAttempt } from '../ui/useAttempt.ts'
import { useSave } from '../ui/useSave.ts'
import { AdoptDialog } from './AdoptDialog.tsx'
import styles from './actions.module.css'
import { AddToCollection } from './collections/AddToCollection.tsx'
import type { ExchangeOrigin } from './exchangeAccess.ts'

/**
 * Buttons that adopt a practice onto a board of the reader's workshop, or save it as an exchange
 * file.
 */
export function AdoptBar({
	credentials,
	published,
	workshop,
	origin,
}: {
	credentials: Credentials
	published: PublishedPractice
	workshop: Workshop
	origin: ExchangeOrigin
}) {
	const { t } = useTranslation('exchange')
	const attempt = useAttempt()
	const boards = workshop.sessions.flatMap((session) => sessionBoards(session))
	const home = ownBoardOf(workshop, credentials)?.id
	const named = origin.board && findBoard(workshop, origin.board)?.board.id
	const [board, setBoard] = useState(named ?? home ?? boards[0]?.id ?? null)
	const [isAdopting, setAdopting] = useState(false)
	const download = async () => {
		const file = await attempt(() => fetchExchangeFile(credentials, published.id))
		if (file) saveFile(file.blob, file.name)
	}
	return (
		<div className={styles['bar']}>
			{board && (
				<>
					<Select
						label={t('adopt.board')}
						value={board}
						options={boards.map(({ id, title }) => ({ value: id, label: title }))}
						onChange={setBoard}
					/>
					<Button variant="primary" icon="plus" onClick={() => setAdopting(true)}>
						{t('adopt.adopt')}
					</Button>
				</>
			)}
			<Button variant="quiet" icon="download" onClick={download}>
				{t('adopt.file')}
			</Button>
			<AddToCollection
				origin={origin}
				practice={published.id}
				title={published.texts[published.original]?.texts.title ?? ''}
			/>
			{isAdopting && board && (
				<AdoptDialog {...{ credentials, published, workshop, board }} onClose={() => setAdopting(false)} />
			)}
		</div>
	)
}

/** The state of a practice, and buttons for the next step: review, publish, withdraw. */
export function PublishBar({
	credentials,
	practice,
	view,
	onStateChanged,
}: {
	credentials: Credentials
	practice: Practice
	view: PracticeView
	onStateChanged: () => void
}) {
	const { t } = useTranslation('exchange')
	const names = practiceNamesIn(useLocale())
	const attempt = useAttempt()
	const showToast = useToast()
	const [visibility, setVisibility] = useState<PracticeVisibility>(practice.visibility)
	const [isSaving, save] = useSave()
	const [isWithdrawing, setWithdrawing] = useState(false)
	const [reason, setReason] = useState('')
	const isFacilitator = credentials.role === 'facilitator'
	const changeState = async (step: Parameters<typeof changePracticeState>[2]) => {
		const changed = await save(() => attempt(() => changePracticeState(credentials, practice.id, step)))
		if (!changed) return
		setWithdrawing(false)
		showToast(waitsForHost(changed.practice) ? t('review.waiting') : names.states[changed.practice.state])
		onStateChanged()
	}
	return (
		<div className={styles['bar']}>
			<span className={styles['state']} data-state={practice.state}>
				{names.states[practice.state]}
				{practice.version > 0 && ` · ${t('version')} ${practice.version}`}
			</span>
			<HostDecision practice={practice} onCancel={isFacilitator ? () => changeState('cancel') : null} />
			{isFacilitator ? (
				<>
					<Select
						label={t('publish.visibility')}
						value={visibility}
						options={VISIBILITIES.map((value) => ({ value, label: names.visibilities[value] }))}
						onChange={setVisibility}
					/>
					<Button variant="primary" icon="share" busy={isSaving} onClick={() => changeState({ visibility })}>
						{t(practice.version > 0 ? 'publish.again' : 'publish.publish')}
					</Button>
					{practice.state === 'published' && (
						<Button variant="quiet" onClick={() => setWithdrawing(true)}>
							{t('publish.withdraw')}
						</Button>
					)}
				</>
			) : (
				practice.state === 'draft' && (
					<Button busy={isSaving} onClick={() => changeState('submit')}>
						{t('publish.submit')}
					</Button>
				)
			)}
			{isWithdrawing && (
				<ConfirmDialog
					title={t('publish.withdraw')}
					confirmLabel={t('publish.withdraw')}
					isBusy={isSaving}
					onConfirm={() => void changeState({ reason })}
					onClose={() => setWithdrawing(false)}
				>
					<p>{t('publish.withdrawHint')}</p>
					<Copies view={view} />
					<Field label={t('publish.reason')} hint={t('publish.reasonHint')}>
						{(control) => (
							<textarea
								{...control}
								rows={2}
								dir="auto"
								maxLength={LIMITS.maxReasonLength}
								value={reason}
								onChange={({ target }) => setReason(target.value)}
							/>
						)}
					</Field>
				</ConfirmDialog>
			)}
		</div>
	)
}

/**
 * The state of the request that the host publish a practice for everybody (PRACTICE4a), which
 * facilitators can take back.
 */
function HostDecision({ practice, onCancel }: { practice: Practice; onCancel: (() => void) | null }) {
	const { t } = useTranslation('exchange')
	const day = new Intl.DateTimeFormat(useLanguage(), { dateStyle: 'medium' })
	if (waitsForHost(practice)) {
		return (
			<p className={styles['decision']} role="status">
				<strong>{t('review.waiting')}</strong>
				{t('review.waitingHint')}
				{onCancel && (
					<span>
						<Button size="small" onClick={onCancel}>
							{t('review.cancel')}
						</Button>
					</span>
				)}
			</p>
		)
	}
	const { review } = practice
	if (!review || review.state === 'waiting') return null
	return (
		<p className={styles['decision']} role="status" data-state={review.state}>
			<strong>
				{t(`review.${review.state}`)} <time>{day.format(review.at)}</time>
			</strong>
			{review.reason && <q dir="auto">{review.reason}</q>}
		</p>
	)
}

/** Who has copies of a practice that is about to be withdrawn (RETURN2). */
function Copies({ view: { visibility, adoptions, draft } }: { view: PracticeView }) {
	const { t } = useTranslation('exchange')
	const own = draft?.adoptions.map(({ city }) => city.name) ?? []
	const cities = [...new Set([...own, ...adoptions.map(({ city }) => city)])].filter(Boolean)
	return (
		<>
			{visibility === 'public' && <p>{t('publish.copies')}</p>}
			{cities.length > 0 && <p>{t('publish.adopters', { cities: listNames(cities) })}</p>}
		</>
	)
}

/** That a practice was withdrawn, for those who adopted it (RETURN2). */
export function WithdrawnNote({ withdrawal: { at, reason } }: { withdrawal: Withdrawal }) {
	const { t } = useTranslation('exchange')
	const day = new Intl.DateTimeFormat(useLanguage(), { dateStyle: 'medium' })
	return (
		<p className={styles['decision']} data-state="withdrawn">
			<strong>
				{t('withdrawn')} <time>{day.format(at)}</time>
			</strong>
			{reason && <q dir="auto">{reason}</q>}
			{t('withdrawnHint')}
		</p>
	)
}
