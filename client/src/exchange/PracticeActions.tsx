import {
	findBoard,
	findOwnBoard,
	findParticipant,
	type Practice,
	type PracticeVisibility,
	type PublishedPractice,
	practiceNamesIn,
	sessionBoards,
	VISIBILITIES,
	type Workshop,
} from '@charrette/shared'
import { useState } from 'react'
import { useLocation } from 'wouter'
import type { Credentials } from '../connection/credentials.ts'
import { useLocale, useTranslation } from '../i18n/useTranslation.ts'
import { Button } from '../ui/Button.tsx'
import { ConfirmDialog } from '../ui/Dialog.tsx'
import { Select } from '../ui/Select.tsx'
import { saveFile } from '../ui/saveFile.ts'
import { useToast } from '../ui/Toasts.tsx'
import { useAttempt } from '../ui/useAttempt.ts'
import { boardPath } from '../workshop/paths.ts'
import styles from './actions.module.css'
import type { ExchangeOrigin } from './exchangeAccess.ts'
import { adoptPractice, changePracticeState, fetchExchangeFile } from './exchangeApi.ts'

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
	const locale = useLocale()
	const attempt = useAttempt()
	const showToast = useToast()
	const [, navigate] = useLocation()
	const boards = workshop.sessions.flatMap((session) => sessionBoards(session))
	const person = credentials.participant ? findParticipant(workshop, credentials.participant) : null
	const home = person ? findOwnBoard(workshop, person)?.id : boards[0]?.id
	const named = origin.board && findBoard(workshop, origin.board)?.board.id
	const [board, setBoard] = useState(named ?? home ?? boards[0]?.id ?? null)
	const [isBusy, setBusy] = useState(false)
	const adopt = async () => {
		if (!board) return
		setBusy(true)
		const adopted = await attempt(() => adoptPractice(credentials, published.id, { board, locale }))
		setBusy(false)
		if (!adopted) return
		showToast(t('adopt.done'))
		navigate(boardPath(workshop.id, board, credentials.role))
	}
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
					<Button variant="primary" icon="plus" busy={isBusy} onClick={adopt}>
						{t('adopt.adopt')}
					</Button>
				</>
			)}
			<Button variant="quiet" icon="download" onClick={download}>
				{t('adopt.file')}
			</Button>
		</div>
	)
}

/** The state of a practice, and buttons for the next step: review, publish, withdraw. */
export function PublishBar({
	credentials,
	practice,
	onStateChanged,
}: {
	credentials: Credentials
	practice: Practice
	onStateChanged: () => void
}) {
	const { t } = useTranslation('exchange')
	const names = practiceNamesIn(useLocale())
	const attempt = useAttempt()
	const showToast = useToast()
	const [visibility, setVisibility] = useState<PracticeVisibility>(practice.visibility)
	const [isWithdrawing, setWithdrawing] = useState(false)
	const isFacilitator = credentials.role === 'facilitator'
	const changeState = async (step: Parameters<typeof changePracticeState>[2]) => {
		const changed = await attempt(() => changePracticeState(credentials, practice.id, step))
		if (!changed) return
		setWithdrawing(false)
		showToast(names.states[changed.practice.state])
		onStateChanged()
	}
	return (
		<div className={styles['bar']}>
			<span className={styles['state']} data-state={practice.state}>
				{names.states[practice.state]}
				{practice.version > 0 && ` · ${t('version')} ${practice.version}`}
			</span>
			{isFacilitator ? (
				<>
					<Select
						label={t('publish.visibility')}
						value={visibility}
						options={VISIBILITIES.map((value) => ({ value, label: names.visibilities[value] }))}
						onChange={setVisibility}
					/>
					<Button variant="primary" icon="share" onClick={() => changeState({ visibility })}>
						{t(practice.version > 0 ? 'publish.again' : 'publish.publish')}
					</Button>
					{practice.state === 'published' && (
						<Button variant="quiet" onClick={() => setWithdrawing(true)}>
							{t('publish.withdraw')}
						</Button>
					)}
				</>
			) : (
				practice.state === 'draft' && <Button onClick={() => changeState('submit')}>{t('publish.submit')}</Button>
			)}
			{isWithdrawing && (
				<ConfirmDialog
					title={t('publish.withdraw')}
					confirmLabel={t('publish.withdraw')}
					onConfirm={() => void changeState('withdraw')}
					onClose={() => setWithdrawing(false)}
				>
					<p>{t('publish.withdrawHint')}</p>
				</ConfirmDialog>
			)}
		</div>
	)
}
