import { DEFAULT_DOTS, LIMITS, plenaryOf, type Session, type VoteRound } from '@charrette/shared'
import { type FormEvent, useState } from 'react'
import { useSendToPlenary } from '../../boardParts/useSendToPlenary.ts'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Stepper } from '../../ui/Stepper.tsx'
import { useSave } from '../../ui/useSave.ts'
import { useVoteResult } from '../../vote/useBoardVotes.ts'
import { TopStepper } from '../boards/CollectCards.tsx'
import type { VoteProps } from './RunningVote.tsx'
import styles from './votes.module.css'

interface SecondVoteProps extends Pick<VoteProps, 'credentials' | 'workshop' | 'run'> {
	session: Session
	/** The closed vote by group. */
	round: VoteRound
}

/**
 * Opens the second vote of two (VOTE6a): copies the best cards of each group to the plenary board,
 * where everyone then votes on them. If it is interrupted, pressing again continues: cards that are
 * there are not copied again. A vote in which no card has a dot has no best cards.
 */
export function SecondVote({ credentials, workshop, session, run, round }: SecondVoteProps) {
	const { t } = useTranslation('dashboard')
	const send = useSendToPlenary(workshop, credentials)
	const [isOpen, setOpen] = useState(false)
	const [top, setTop] = useState(3)
	const [budget, setBudget] = useState(DEFAULT_DOTS)
	const [isSaving, save] = useSave()
	const result = useVoteResult(credentials, round.id)
	const plenary = plenaryOf(session)
	const close = () => setOpen(false)
	if (!plenary || !result || result.cards.length === 0) return null
	const openVote = async () => {
		const sent = await send(session, { what: 'votes', round: round.id, top, isPerGroup: true })
		const rules = {
			title: round.title,
			budget,
			perCard: Math.min(round.perCard, budget),
			boards: [plenary.id],
			session: session.id,
			follows: round.id,
		}
		return sent && run({ type: 'vote.open', ...rules, ...(round.kinds && { kinds: round.kinds }) })
	}
	const submit = async (event: FormEvent) => {
		event.preventDefault()
		if (await save(openVote)) close()
	}
	return (
		<>
			<Button size="small" variant="primary" onClick={() => setOpen(true)}>
				{t('voting.second')}
			</Button>
			{isOpen && (
				<Dialog title={t('voting.secondTitle')} isBusy={isSaving} onClose={close}>
					<form className={styles['form']} onSubmit={submit}>
						<p>{t('voting.secondLead')}</p>
						<div className={styles['steppers']}>
							<TopStepper label={t('plenary.top')} value={top} onChange={setTop} />
							<Stepper
								label={t('vote.budget')}
								value={budget}
								min={1}
								max={LIMITS.maxDots}
								onChange={setBudget}
								lessLabel={t('vote.fewer')}
								moreLabel={t('vote.more')}
							/>
						</div>
						<Button type="submit" variant="primary" busy={isSaving}>
							{t('vote.start')}
						</Button>
					</form>
				</Dialog>
			)}
		</>
	)
}
