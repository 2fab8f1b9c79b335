import {
	type BallotView,
	type BoardContent,
	type BoardId,
	boardsOfRound,
	type HallVoter,
	type VoteRound,
} from '@charrette/shared'
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { failureOf, fetchBoardContent } from '../../session/api.ts'
import { createCell } from '../../session/cell.ts'
import { castBallot, fetchBallot } from '../../session/votes.ts'
import { KindIcon } from '../../ui/KindIcon.tsx'
import { useToast } from '../../ui/ToastProvider.tsx'
import { castDots } from '../../vote/castDots.ts'
import { DotButtons } from '../../vote/DotButtons.tsx'
import { voteOn } from '../../vote/Vote.ts'
import type { VoteSectionProps } from './VoteSectionProps.ts'
import styles from './votes.module.css'

type HallBallotProps = VoteSectionProps & { round: VoteRound; voter: HallVoter }

/** The ballot of somebody without a device, filled in as they say: every card that is voted on, board by board. */
export function HallBallot(props: HallBallotProps) {
	const { workshop, round } = props
	const { t } = useTranslation('desk')
	const { ballot, contents, give } = useHallBallot(props)
	if (!ballot) return null
	const boards = boardsOfRound(workshop, round).filter(({ id }) => contents.has(id))
	const isEmpty = [...contents.values()].every(({ cards }) => cards.length === 0)
	return (
		<div className={styles['ballot']}>
			<p role="status" className={styles['left']}>
				{t('vote.left', { count: ballot.left, budget: round.budget })}
			</p>
			{isEmpty && <p>{t('vote.noCards')}</p>}
			{boards.map((board) => (
				<section key={board.id} aria-label={board.title}>
					<h3>{board.title}</h3>
					<ul>
						{(contents.get(board.id)?.cards ?? []).map(({ id, kind, text }) => {
							const vote = voteOn({ board: board.id, round, ballot, isOffline: false, result: null }, id, kind)
							if (vote?.type !== 'open') return null
							return (
								<li key={id} data-kind={kind}>
									<KindIcon kind={kind} size={16} />
									<span dir="auto">{text}</span>
									<DotButtons vote={vote} text={text} onGive={(count) => give(board.id, id, count)} />
								</li>
							)
						})}
					</ul>
				</section>
			))}
		</div>
	)
}

function useHallBallot({ credentials, workshop, round, voter }: HallBallotProps) {
	const { t } = useTranslation()
	const showToast = useToast()
	const [shown] = useState(() => createCell<BallotView | null>(null))
	const [contents, setContents] = useState<ReadonlyMap<BoardId, BoardContent>>(new Map())
	const ballot = useSyncExternalStore(shown.subscribe, shown.get)
	const boards = boardsOfRound(workshop, round)
		.map(({ id }) => id)
		.join(' ')
	useEffect(() => {
		let isWanted = true
		const read = async () => {
			const all = boards.split(' ') as BoardId[]
			const fetched = await Promise.all(all.map((board) => fetchBoardContent(credentials, board)))
			const own = await fetchBallot(credentials, round.id, voter.id)
			if (!isWanted) return
			setContents(new Map(all.map((board, index) => [board, fetched[index] as BoardContent])))
			shown.set(own)
		}
		read().catch((thrown: unknown) => isWanted && showToast(t(`errors.${failureOf(thrown)}`), 'error'))
		return () => {
			isWanted = false
		}
	}, [credentials, boards, round.id, voter.id, shown, showToast, t])
	const cast = useMemo(
		() =>
			castDots({
				shown,
				cast: (dots) => castBallot(credentials, { round: round.id, voter: voter.id, ...dots }),
				read: () => fetchBallot(credentials, round.id, voter.id),
				onRefused: (thrown) => showToast(t(`errors.${failureOf(thrown)}`), 'error'),
			}),
		[credentials, round.id, voter.id, shown, showToast, t],
	)
	return { ballot, contents, give: (board: BoardId, card: string, count: number) => cast({ board, card, count }) }
}
