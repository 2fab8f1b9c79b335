import { findParticipant, pagePosition, type SentReaction } from '@charrette/shared'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { Awareness } from 'y-protocols/awareness'
import type { Person } from '../connection/useWorkshop.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import { useBoardPlace } from '../navigation/BoardPlace.ts'
import { Avatar } from '../people/Avatars.tsx'
import listStyles from '../people/peopleList.module.css'
import {
	createReactionSender,
	ReactionButtons,
	type ShowReaction,
	useActiveReactions,
} from '../reactions/floatingReactions.tsx'
import type { LiveBoard } from '../sync/observeBoard.ts'
import { Popover } from '../ui/Popover.tsx'
import styles from './list.module.css'

interface ListPeopleProps {
	/** Sends a reaction; null if this person cannot edit. */
	onReact: ((emoji: SentReaction['emoji']) => void) | null
}

/** The people at this board, with their status, and the reactions. */
export function ListPeople({ onReact }: ListPeopleProps) {
	const { t } = useTranslation(['board', 'app'])
	const {
		workshop,
		people,
		board,
		credentials: { participant },
	} = useBoardPlace()
	const others = people.filter(
		(person) => person.board === board && (!participant || person.participant !== participant),
	)
	const count = others.length + 1
	const city = participant && findParticipant(workshop, participant)?.city
	return (
		<span className={styles['people']}>
			<Popover icon="people" label={t('board:presence.people')} text={String(count)}>
				{() => (
					<>
						{onReact && <ReactionButtons onReact={onReact} />}
						<p className={listStyles['heading']}>{t('app:people.here', { count })}</p>
						<ul className={listStyles['list']}>
							<li className={listStyles['self']}>
								<strong>{t('board:presence.you')}</strong>
								<small>{city}</small>
							</li>
							{others.map((person, index) => (
								<li key={person.participant ?? index} className={listStyles['person']}>
									<PersonLine person={person} />
								</li>
							))}
						</ul>
					</>
				)}
			</Popover>
		</span>
	)
}

function PersonLine({ person }: { person: Person }) {
	const { t } = useTranslation('app')
	const { name, city, help, done } = person
	return (
		<>
			<Avatar person={person} />
			<span>
				<strong>{name || t('people.facilitator')}</strong>
				<small>{[city, help && t('signals.help'), done && t('signals.done')].filter(Boolean).join(' · ')}</small>
			</span>
		</>
	)
}

/**
 * Returns this person's reaction, which presence sends, and the function that sends a reaction from
 * a card.
 */
export function useOwnReaction(live: LiveBoard): {
	reaction: SentReaction | null
	react: (emoji: SentReaction['emoji'], card: string | null) => void
} {
	const [reaction, setReaction] = useState<SentReaction | null>(null)
	const [sender] = useState(() => createReactionSender(setReaction))
	useEffect(() => sender.stop, [sender])
	const react = useCallback(
		(emoji: SentReaction['emoji'], card: string | null) => sender.send(emoji, positionOf(live, card)),
		[sender, live],
	)
	return { reaction, react }
}

/** Returns the middle of a card on the board, in board units; the origin without such a card. */
function positionOf(live: LiveBoard, card: string | null): { x: number; y: number } {
	const shown = live.shown()
	const record = card ? shown.get(card) : undefined
	if (record?.typeName !== 'shape') return { x: 0, y: 0 }
	const { x, y } = pagePosition(record, shown)
	const { w = 0, h = 0 } = record.props as { w?: number; h?: number }
	return { x: x + w / 2, y: y + h / 2 }
}

/** The reactions of all people, which float up beside the list. */
export function ListReactions({ awareness, own }: { awareness: Awareness; own: SentReaction | null }) {
	const showOwn = useRef<ShowReaction | null>(null)
	const follow = useCallback(
		(show: ShowReaction) => {
			showOwn.current = show
			const onChange = () => {
				for (const [client, state] of awareness.getStates())
					if (client !== awareness.clientID) show(String(client), reactionIn(state))
			}
			onChange()
			awareness.on('change', onChange)
			return () => awareness.off('change', onChange)
		},
		[awareness],
	)
	const active = useActiveReactions(follow)
	useEffect(() => showOwn.current?.('own', own), [own])
	return active.map(({ key, emoji, n }) => (
		<span
			key={key}
			className={styles['reaction']}
			style={{ right: 20 + (n % LANES) * LANE_PX }}
			data-testid="reaction"
			aria-hidden="true"
		>
			<span>{emoji}</span>
		</span>
	))
}

/** Number of lanes, so that reactions that follow each other float side by side. */
const LANES = 4
const LANE_PX = 34

function reactionIn(state: Record<string, unknown>): SentReaction | null {
	const { reaction } = state as { reaction?: Partial<SentReaction> | null }
	return typeof reaction?.emoji === 'string' && typeof reaction.n === 'number' ? (reaction as SentReaction) : null
}
