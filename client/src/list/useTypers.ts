import type { BoardPresence, Presence } from '@charrette/shared'
import { useEffect, useMemo, useState } from 'react'
import type { Awareness } from 'y-protocols/awareness'

/** Who else writes in which card now: names by card, and the same object until somebody begins or ends. */
export function useTypers(awareness: Awareness): ReadonlyMap<string, string> {
	const [typers, setTypers] = useState('[]')
	useEffect(() => {
		const read = () => setTypers(JSON.stringify(typersIn(awareness)))
		read()
		awareness.on('change', read)
		return () => awareness.off('change', read)
	}, [awareness])
	return useMemo(() => new Map(JSON.parse(typers) as [string, string][]), [typers])
}

function typersIn(awareness: Awareness): [card: string, names: string][] {
	const names = new Map<string, string[]>()
	for (const [client, state] of awareness.getStates()) {
		const { user, typing } = state as Partial<Presence<BoardPresence>>
		if (client === awareness.clientID || !user?.name || typeof typing !== 'string') continue
		names.set(typing, [...(names.get(typing) ?? []), user.name])
	}
	return [...names].map(([card, found]) => [card, found.join(', ')])
}
