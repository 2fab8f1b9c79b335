import { REACTIONS, type Reaction, type SentReaction } from '@charrette/shared'
import { useEffect, useState } from 'react'
import { useTranslation } from '../i18n/useTranslation.ts'
import styles from './floatingReactions.module.css'

/** The time for which a reaction floats. */
const FLOAT_MS = 2200
/**
 * The shortest time between two reactions; a faster one is dropped, because presence has only one.
 */
const MIN_REACTION_MS = 200

/** Sends this person's reactions: `show` gets each one, and null when it has floated. */
export function createReactionSender(show: (reaction: SentReaction | null) => void) {
	let last = { n: 0, sentAt: Number.NEGATIVE_INFINITY }
	let timer: ReturnType<typeof setTimeout> | undefined
	return {
		/** Sends a reaction at a point of the board. */
		send(emoji: Reaction, { x, y }: { x: number; y: number }) {
			const now = performance.now()
			if (now - last.sentAt < MIN_REACTION_MS) return
			last = { n: last.n + 1, sentAt: now }
			show({ emoji, x: Math.round(x), y: Math.round(y), n: last.n })
			clearTimeout(timer)
			timer = setTimeout(() => show(null), FLOAT_MS)
		},
		stop: () => clearTimeout(timer),
	}
}

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
 * Returns the reactions that are floating now. `follow` calls back with everyone's reactions and
 * returns a function that stops it. It must be the same function as long as it follows the same
 * people.
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
