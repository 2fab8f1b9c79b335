import { REACTIONS } from '@charrette/shared'
import { joinParts } from '../i18n/listText.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import { joinClasses } from '../ui/joinClasses.ts'
import styles from './reactions.module.css'
import { useCardReactions, useToggleReaction } from './useBoardReactions.ts'

/** The reactions to a card, below its edge on the canvas. */
export function ReactionMarks({ card }: { card: string }) {
	const { t } = useTranslation(['board', 'app'])
	const reactions = useCardReactions(card)
	if (reactions.length === 0) return null
	const label = joinParts(reactions.map(({ emoji, count }) => `${emoji} ${count}`))
	return (
		<div
			className={joinClasses(styles['marks'])}
			role="img"
			aria-label={t('app:named', { what: t('board:reactions.title'), which: label })}
		>
			{reactions.map(({ emoji, count }) => (
				<span key={emoji}>
					{emoji}
					{count > 1 && count}
				</span>
			))}
		</div>
	)
}

/**
 * Buttons that react to a card, at most once per person, with the counts. `onlyGiven` leaves out
 * reactions with a count of 0.
 */
export function ReactionButtons({ card, onlyGiven = false }: { card: string; onlyGiven?: boolean }) {
	const { t } = useTranslation(['board', 'app'])
	const reactions = useCardReactions(card)
	const toggle = useToggleReaction()
	if (!toggle || (onlyGiven && reactions.length === 0)) return null
	return (
		<fieldset className={styles['buttons']} aria-label={t('reactions.title')}>
			{REACTIONS.map((emoji) => {
				const given = reactions.find((one) => one.emoji === emoji)
				if (onlyGiven && !given) return null
				return (
					<button
						key={emoji}
						type="button"
						aria-pressed={given?.isMine ?? false}
						aria-label={t('reactions.give', { emoji, count: given?.count ?? 0 })}
						onClick={() => toggle(card, emoji)}
					>
						{emoji}
						{given && <b>{given.count}</b>}
					</button>
				)
			})}
		</fieldset>
	)
}
