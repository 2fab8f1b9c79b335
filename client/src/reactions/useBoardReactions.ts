import { type BoardId, REACTIONS, type Reaction, type ReactionView } from '@charrette/shared'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { createContext, useContext, useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import { fetchReactions, sendReaction } from '../connection/api/boards.ts'
import type { Credentials } from '../connection/credentials.ts'
import { failureOf } from '../connection/http.ts'
import { createObservable, type Observable } from '../connection/observable.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import { useToast } from '../ui/Toasts.tsx'
import { useEvent } from '../ui/useEvent.ts'

/** The lasting reactions at the open board (REACT1); the same object for as long as it is open. */
interface Reactions {
	/** The reactions by card, in the order of `REACTIONS`. */
	byCard: Observable<ReadonlyMap<string, readonly ReactionView[]>>
	/** Adds this person's reaction to a card, or removes it. */
	toggle(card: string, emoji: Reaction): void
}

export const ReactionContext = createContext<Reactions | null>(null)

const NONE: readonly ReactionView[] = []
const NOTHING = { get: () => NONE, subscribe: () => () => {} }

/** Returns the reactions to one card. The component renders again only when these change. */
export function useCardReactions(card: string): readonly ReactionView[] {
	const byCard = useContext(ReactionContext)?.byCard
	return useSyncExternalStore(
		byCard ? byCard.subscribe : NOTHING.subscribe,
		byCard ? () => byCard.get().get(card) ?? NONE : NOTHING.get,
	)
}

/** Returns the function that reacts to a card; null if this view has no reactions. */
export function useToggleReaction(): Reactions['toggle'] | null {
	return useContext(ReactionContext)?.toggle ?? null
}

interface BoardReactionsOptions {
	credentials: Credentials
	board: BoardId
	isLive: boolean
	/** Incremented when reactions at this board have changed. */
	hints: number
}

/**
 * Returns the reactions at a board, for its `ReactionContext`. They are fetched on opening, and
 * after each reconnection and hint.
 */
export function useBoardReactions({ credentials, board, isLive, hints }: BoardReactionsOptions): Reactions {
	const { t } = useTranslation('app')
	const showToast = useToast()
	const client = useQueryClient()
	const key = useMemo(() => ['reactions', credentials.token, board], [credentials.token, board])
	const { data } = useQuery({
		queryKey: key,
		queryFn: async () => (await fetchReactions(credentials, board)).reactions,
		enabled: isLive,
	})
	useEffect(() => {
		if (hints > 0) void client.invalidateQueries({ queryKey: key })
	}, [client, key, hints])
	const [byCard] = useState(() => createObservable<ReadonlyMap<string, readonly ReactionView[]>>(new Map()))
	useEffect(() => byCard.set(groupReactions(data ?? [], byCard.get())), [byCard, data])

	const toggle = useEvent(async (card: string, emoji: Reaction) => {
		if (credentials.role === 'projector') return
		const isOn = !data?.some((one) => one.card === card && one.emoji === emoji && one.isMine)
		const set = (change: (was: readonly ReactionView[]) => readonly ReactionView[]) =>
			client.setQueryData<readonly ReactionView[]>(key, (was) => change(was ?? []))
		set((was) => withReaction(was, { card, emoji, isOn }))
		try {
			const { reactions } = await sendReaction(credentials, board, { card, emoji, isOn })
			set((was) => [...was.filter((one) => one.card !== card), ...reactions])
		} catch (thrown) {
			showToast(t(`errors.${failureOf(thrown)}`), 'error')
			void client.invalidateQueries({ queryKey: key })
		}
	})
	return useMemo(() => ({ byCard, toggle: (card, emoji) => void toggle(card, emoji) }), [byCard, toggle])
}

/**
 * Returns the reactions with this person's reaction added or removed, for display until the server
 * answers.
 */
export function withReaction(
	reactions: readonly ReactionView[],
	{ card, emoji, isOn }: { card: string; emoji: Reaction; isOn: boolean },
): ReactionView[] {
	const isSame = (one: ReactionView) => one.card === card && one.emoji === emoji
	const known = reactions.find(isSame) ?? { card, emoji, count: 0, isMine: false }
	if (known.isMine === isOn) return [...reactions]
	const changed = { ...known, count: known.count + (isOn ? 1 : -1), isMine: isOn }
	return [...reactions.filter((one) => !isSame(one)), ...(changed.count > 0 ? [changed] : [])]
}

/**
 * Groups reactions by card, in the order of `REACTIONS`. A card whose reactions are equal keeps its
 * array, and is not rendered again.
 */
export function groupReactions(
	reactions: readonly ReactionView[],
	before: ReadonlyMap<string, readonly ReactionView[]>,
): Map<string, readonly ReactionView[]> {
	const groups = new Map<string, ReactionView[]>()
	for (const one of reactions) groups.set(one.card, [...(groups.get(one.card) ?? []), one])
	const order = (one: ReactionView) => REACTIONS.indexOf(one.emoji)
	return new Map(
		[...groups].map(([card, group]) => {
			const sorted = group.sort((a, b) => order(a) - order(b))
			const known = before.get(card)
			return [card, known && JSON.stringify(known) === JSON.stringify(sorted) ? known : sorted]
		}),
	)
}
