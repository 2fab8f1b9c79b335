import type { BoardPresence, Presence, PresentedPage } from '@charrette/shared'
import { useMemo, useSyncExternalStore } from 'react'
import type { Awareness } from 'y-protocols/awareness'

/** A facilitator who has the board open: with the presented scene, or null while none is. */
interface FollowedFacilitator {
	scene: string | null
}

/** Returns the facilitator with the latest activity; null if none has the board open. */
export function useFollowedFacilitator(awareness: Awareness, isFollowing: boolean): FollowedFacilitator | null {
	const json = usePresence(awareness, isFollowing ? readFollowed : NOBODY)
	return useMemo(() => JSON.parse(json) as FollowedFacilitator | null, [json])
}

/** Returns the one card, cluster or image that a facilitator has selected; null without one. */
export function useFocusedCard(awareness: Awareness, isShown: boolean): string | null {
	return JSON.parse(usePresence(awareness, isShown ? readFocus : NOBODY)) as string | null
}

/** Returns the page of a document that a facilitator presents at the board (CASE7), or null. */
export function usePresentedPage(awareness: Awareness): PresentedPage | null {
	const json = usePresence(awareness, readPage)
	return useMemo(() => JSON.parse(json) as PresentedPage | null, [json])
}

/** Returns what `read` finds in the presence of others, as JSON. */
function usePresence(awareness: Awareness, read: (awareness: Awareness) => unknown): string {
	const subscribe = useMemo(
		() => (onChange: () => void) => {
			awareness.on('change', onChange)
			return () => awareness.off('change', onChange)
		},
		[awareness],
	)
	return useSyncExternalStore(subscribe, () => JSON.stringify(read(awareness)))
}

const NOBODY = () => null

type State = Partial<Presence<BoardPresence>>

/** Returns the facilitators at the board, the latest activity first. */
function facilitatorsAt(awareness: Awareness): State[] {
	const updatedAt = (client: number) => awareness.meta.get(client)?.lastUpdated ?? 0
	const states = [...awareness.getStates()] as [number, State][]
	return states
		.filter(([, { user }]) => user?.role === 'facilitator')
		.sort(([a], [b]) => updatedAt(b) - updatedAt(a))
		.map(([, state]) => state)
}

function readFollowed(awareness: Awareness): FollowedFacilitator | null {
	const latest = facilitatorsAt(awareness).find(({ viewport }) => viewport)
	return latest ? { scene: typeof latest.scene === 'string' ? latest.scene : null } : null
}

function readFocus(awareness: Awareness): string | null {
	const latest = facilitatorsAt(awareness).find(({ selection }) => Array.isArray(selection) && selection.length === 1)
	return latest?.selection?.[0] ?? null
}

/** Returns the page that the facilitator with the latest activity presents. */
export function readPage(awareness: Awareness): PresentedPage | null {
	return facilitatorsAt(awareness).find(({ page }) => page)?.page ?? null
}
