import { REACTIONS, type Reaction, type SentReaction } from '@charrette/shared'
import { useEffect, useState } from 'react'
import { useTranslation } from '../i18n/useTranslation.ts'
import styles from './reactions.module.css'

/** A reaction floats for this long. */
export const FLOAT_MS = 2200
/** A reaction that follows faster is dropped: presence holds one reaction at a time. */
export const MIN_REACTION_MS = 200

/** One button for each reaction. */
export function ReactionButtons({ onReact }: { onReact: (emoji: Reaction) => void }) {
	const { t } = useTranslation('board')
	return (
		<div className={styles['reactions']}>
			{REACTIONS.map((emoji) => (
				<button
					key={emoji}
					type="button"
					aria-label={t('presence.reactWith', { emoji })}
					onClick={() => onReact(emoji)}
				>
					{emoji}
				</button>
			))}
		</div>
	)
}

const MAX_ACTIVE = 60

/** A reaction on this screen, with a React key. */
export type ActiveReaction = SentReaction & { key: string }

/** Shows a sender's reaction, once. */
export type ShowReaction = (sender: string, reaction: SentReaction | null) => void

/**
 * The reactions floating now. `follow` calls back with those of everyone and returns a function
 * that stops it; it must be the same function as long as it follows the same people.
 */
export function useActiveReactions(follow: (show: ShowReaction) => () => void): readonly ActiveReaction[] {
	const [active, setActive] = useState<readonly ActiveReaction[]>([])
	useEffect(() => {
		const seen = new Map<string, number>()
		const timers = new Set<ReturnType<typeof setTimeout>>()
		const stop = follow((sender, reaction) => {
			if (!reaction || seen.get(sender) === reaction.n) return
			seen.set(sender, reaction.n)
			const key = `${sender} ${reaction.n}`
			setActive((others) => [...others, { ...reaction, key }].slice(-MAX_ACTIVE))
			const timer = setTimeout(() => {
				timers.delete(timer)
				setActive((all) => all.filter((other) => other.key !== key))
			}, FLOAT_MS)
			timers.add(timer)
		})
		return () => {
			stop()
			for (const timer of timers) clearTimeout(timer)
		}
	}, [follow])
	return active
}
