import { findBoard, findSession, type RoundId, roundTitle, type VoteRound, type Workshop } from '@charrette/shared'
import { useState } from 'react'
import type { Credentials } from '../../connection/credentials.ts'
import { useLocale, useTranslation } from '../../i18n/useTranslation.ts'
import { Select } from '../../ui/Select.tsx'
import { useVoteResult } from '../../vote/useBoardVotes.ts'
import { VoteResultList } from '../../vote/VoteResultList.tsx'
import { ProjectButton } from '../ProjectButton.tsx'
import type { ControlProps } from '../useCommand.ts'
import styles from './votes.module.css'

interface ComparedResultsProps extends ControlProps {
	credentials: Credentials
	/** A closed vote of any session. */
	round: VoteRound
}

/**
 * The result of a vote, beside that of another vote of any session if one is chosen; and a button
 * that shows the first one on the projector (HAND3).
 */
export function ComparedResults({ credentials, workshop, run, round }: ComparedResultsProps) {
	const { t } = useTranslation()
	const locale = useLocale()
	const [chosen, setChosen] = useState<RoundId | ''>('')
	const others = (workshop.rounds ?? []).filter(({ id, state }) => id !== round.id && state === 'closed')
	const other = others.find(({ id }) => id === chosen)
	const nameOf = ({ session, ...named }: VoteRound) =>
		[roundTitle(named, locale), findSession(workshop, session)?.title].filter(Boolean).join(' · ')
	const isProjected = workshop.projectedRound === round.id && workshop.spotlight === null
	return (
		<>
			<div className={styles['compare']}>
				<ProjectButton {...{ isProjected, run }} shown={{ shows: 'result', round: round.id }} />
				{others.length > 0 && (
					<Select
						label={t('across.compare')}
						value={chosen}
						options={[
							{ value: '', label: t('across.compare') },
							...others.toReversed().map((vote) => ({ value: vote.id, label: nameOf(vote) })),
						]}
						onChange={setChosen}
					/>
				)}
			</div>
			<div className={styles['compared']}>
				{[round, ...(other ? [other] : [])].map((vote) => (
					<section key={vote.id} aria-label={nameOf(vote)}>
						{other && <h3>{nameOf(vote)}</h3>}
						<RoundResult {...{ credentials, workshop }} round={vote.id} />
					</section>
				))}
			</div>
		</>
	)
}

interface RoundResultProps {
	credentials: Credentials
	workshop: Workshop
	round: RoundId
}

function RoundResult({ credentials, workshop, round }: RoundResultProps) {
	const result = useVoteResult(credentials, round)
	return result && <VoteResultList result={result} boardOf={(id) => findBoard(workshop, id)?.board.title ?? ''} />
}
