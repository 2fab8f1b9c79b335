import type { CardKind } from '@charrette/shared'
import type { PointerEvent } from 'react'
import { useTranslation } from '../i18n/useTranslation.ts'
import { Dots } from './Dots.tsx'
import { useCardVote, useVotes } from './VoteContext.ts'
import styles from './vote.module.css'

/** The press belongs to the button, not to the canvas below it. */
const keepPress = (event: PointerEvent) => event.stopPropagation()

/** On a card of the canvas: one's own dots while a vote is open, with a click to give one more; how many it got when it is closed. */
export function CardDots({ card, kind }: { card: string; kind: CardKind }) {
	const { t } = useTranslation('board')
	const votes = useVotes()
	const vote = useCardVote(card, kind)
	if (!vote) return null
	if (vote.type === 'result') {
		return (
			<span className={styles['got']}>
				<Dots given={1} />
				<span aria-hidden="true">{vote.dots}</span>
				<span className="visuallyHidden">{t('vote.got', { count: vote.dots, rank: vote.rank })}</span>
			</span>
		)
	}
	const { given, mayGive } = vote
	return (
		<button
			type="button"
			// The keyboard reaches a card's dots by the card: it is selected, then + and -.
			tabIndex={-1}
			className={styles['onCard']}
			aria-label={t('vote.giveCanvas', { count: given })}
			aria-disabled={!mayGive}
			title={t(mayGive ? 'vote.give' : 'vote.noMore')}
			onPointerDown={keepPress}
			onPointerUp={keepPress}
			onDoubleClick={(event) => event.stopPropagation()}
			onClick={() => mayGive && votes?.give(card, given + 1)}
		>
			<Dots given={given} left={mayGive ? 1 : 0} />
		</button>
	)
}
