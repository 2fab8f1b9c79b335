import type { CardKind } from '@charrette/shared'
import { useTranslation } from '../i18n/useTranslation.ts'
import { useKnownText } from '../reading/useReading.tsx'
import { Button } from '../ui/Button.tsx'
import { useCardVote, useVotes } from './useBoardVotes.ts'
import styles from './vote.module.css'
import type { CardVote } from './voteState.ts'

/** The largest number of dots that are drawn; more are shown as a number. */
const MAX_DOTS = 6

/**
 * Shows given dots filled, and remaining dots as rings. Hidden from screen readers: the caller adds
 * a text.
 */
export function Dots({ given, left = 0 }: { given: number; left?: number }) {
	const isMany = given + left > MAX_DOTS
	if (isMany)
		return (
			<span className={styles['dots']} aria-hidden="true">
				<i data-given={given > 0} />
				{left > 0 ? left : given}
			</span>
		)
	return (
		<span className={styles['dots']} aria-hidden="true">
			{Array.from({ length: given }, (_, index) => (
				<i key={index} data-given="true" />
			))}
			{Array.from({ length: left }, (_, index) => (
				<i key={given + index} data-given="false" />
			))}
		</span>
	)
}

interface DotButtonsProps {
	vote: Extract<CardVote, { type: 'open' }>
	/** The card's text, for the accessible names of the buttons. */
	text: string
	/** Called with the new number of dots on the card. */
	onGive: (count: number) => void
}

/** Two buttons that add and remove a dot, around the given dots. */
export function DotButtons({ vote: { given, canGive, canTake }, text, onGive }: DotButtonsProps) {
	const { t } = useTranslation('board')
	return (
		<span className={styles['buttons']}>
			<Button
				icon="minus"
				iconOnly
				aria-label={t('vote.takeFrom', { text })}
				title={t('vote.takeBack')}
				aria-disabled={!canTake}
				onClick={() => canTake && onGive(given - 1)}
			/>
			<span className={styles['given']}>
				<Dots given={given} />
				<span className={given > 0 ? 'visuallyHidden' : undefined}>{t('vote.given', { count: given })}</span>
			</span>
			<Button
				icon="plus"
				iconOnly
				aria-label={t('vote.giveTo', { text })}
				title={t(canGive ? 'vote.give' : 'vote.noMore')}
				aria-disabled={!canGive}
				onClick={() => canGive && onGive(given + 1)}
			/>
		</span>
	)
}

/**
 * The dots below a card of the list: buttons while a round is open, and the card's result
 * afterwards.
 */
export function RowDots({ card: { id, kind, text } }: { card: { id: string; kind: CardKind; text: string } }) {
	const { t } = useTranslation('board')
	const votes = useVotes()
	const vote = useCardVote(id, kind)
	const read = useKnownText(id, text)
	if (!vote) return null
	if (vote.type === 'open') {
		return (
			<div className={styles['row']} data-row-dots="">
				<DotButtons vote={vote} text={read.text} onGive={(count) => votes?.give(id, count)} />
			</div>
		)
	}
	return (
		<p className={styles['row']} data-row-dots="">
			<Dots given={1} />
			{t('vote.got', { count: vote.dots, rank: vote.rank })}
		</p>
	)
}
