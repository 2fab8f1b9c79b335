import type { CardKind } from '@charrette/shared'
import { useTranslation } from '../i18n/useTranslation.ts'
import { DotButtons } from './DotButtons.tsx'
import { Dots } from './Dots.tsx'
import { useCardVote, useVotes } from './VoteContext.ts'
import styles from './vote.module.css'

/** Below a card of the list: dots to give and take while a vote is open; how many it got, and its rank, afterwards. */
export function RowVote({ card: { id, kind, text } }: { card: { id: string; kind: CardKind; text: string } }) {
	const { t } = useTranslation('board')
	const votes = useVotes()
	const vote = useCardVote(id, kind)
	if (!vote) return null
	if (vote.type === 'open') {
		return (
			<div className={styles['row']}>
				<DotButtons vote={vote} text={text} onGive={(count) => votes?.give(id, count)} />
			</div>
		)
	}
	return (
		<p className={styles['row']}>
			<Dots given={1} />
			{t('vote.got', { count: vote.dots, rank: vote.rank })}
		</p>
	)
}
