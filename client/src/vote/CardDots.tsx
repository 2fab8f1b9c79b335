import type { CardKind } from '@charrette/shared'
import type { PointerEvent } from 'react'
import { useTranslation } from '../i18n/useTranslation.ts'
import { Dots } from './Dots.tsx'
import { useCardVote, useVotes } from './useBoardVotes.ts'
import styles from './vote.module.css'

/** Stops pointer events on the button from reaching the canvas below it. */
const stopPropagation = (event: PointerEvent) => event.stopPropagation()

interface CardDotsProps {
	card: string
	kind: CardKind
	/**
	 * The size of the card on the screen. On a `small` one the dots are a number, and on a `flat` one
	 * they take the whole card.
	 */
	size?: 'usual' | 'small' | 'flat'
}

/**
 * The dots on a card of the canvas: a button that gives one more dot while a round is open, and the
 * card's result afterwards.
 */
export function CardDots({ card, kind, size = 'usual' }: CardDotsProps) {
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
	const { given, canGive } = vote
	return (
		<button
			type="button"
			// With the keyboard, dots are given with + and - while the card is selected.
			tabIndex={-1}
			className={styles['onCard']}
			data-size={size}
			aria-label={t('vote.giveCanvas', { count: given })}
			aria-disabled={!canGive}
			title={t(canGive ? 'vote.give' : 'vote.noMore')}
			onPointerDown={stopPropagation}
			onPointerUp={stopPropagation}
			onDoubleClick={(event) => event.stopPropagation()}
			onClick={() => canGive && votes?.give(card, given + 1)}
		>
			{size !== 'usual' ? (
				<>
					<Dots given={Math.min(given, 1)} left={given === 0 && canGive ? 1 : 0} />
					{given > 1 && <span aria-hidden="true">{given}</span>}
				</>
			) : (
				<Dots given={given} left={canGive ? 1 : 0} />
			)}
		</button>
	)
}
