import { useTranslation } from '../i18n/useTranslation.ts'
import { Button } from '../ui/Button.tsx'
import { Dots } from './Dots.tsx'
import type { CardVote } from './Vote.ts'
import styles from './vote.module.css'

interface DotButtonsProps {
	vote: Extract<CardVote, { type: 'open' }>
	/** The card's words, for those who don't see which one it is. */
	text: string
	onGive: (count: number) => void
}

/** One dot more or less for a card, and how many one has given it. */
export function DotButtons({ vote: { given, mayGive, mayTake }, text, onGive }: DotButtonsProps) {
	const { t } = useTranslation('board')
	return (
		<span className={styles['buttons']}>
			<Button
				icon="minus"
				iconOnly
				aria-label={t('vote.takeFrom', { text })}
				title={t('vote.take')}
				aria-disabled={!mayTake}
				onClick={() => mayTake && onGive(given - 1)}
			/>
			<span className={styles['given']}>
				<Dots given={given} />
				<span className={given > 0 ? 'visuallyHidden' : undefined}>{t('vote.given', { count: given })}</span>
			</span>
			<Button
				icon="plus"
				iconOnly
				aria-label={t('vote.giveTo', { text })}
				title={t(mayGive ? 'vote.give' : 'vote.noMore')}
				aria-disabled={!mayGive}
				onClick={() => mayGive && onGive(given + 1)}
			/>
		</span>
	)
}
