import type { BoardContent, Records } from '@charrette/shared'
import { useEffect, useRef, useState } from 'react'
import type { Awareness } from 'y-protocols/awareness'
import type * as Y from 'yjs'
import { recordsIn } from './followBoard.ts'
import { type News, newsOf, type Told, toldOf } from './news.ts'

/** At most so often is anything told. */
const TELL_MS = 4000
/** So long must nobody have touched a card before it is told of: who types is not told letter by letter. */
const SETTLED_MS = 1500

export interface NewsDeps {
	records: Records
	awareness: Awareness
	content: BoardContent
}

/** What others did last, batched; empty until somebody does something. One's own doing is never in it. */
export function useNews({ records, awareness, content }: NewsDeps): readonly News[] {
	const [news, setNews] = useState<readonly News[]>([])
	const latest = useRef(content)
	latest.current = content

	useEffect(() => {
		const touched = new Map<string, { who: string | null; at: number }>()
		let told: Told = toldOf(latest.current)
		const onChange = (events: Y.YEvent<never>[], transaction: Y.Transaction) => {
			if (transaction.local) return
			const who = whoMade(transaction, awareness)
			const at = performance.now()
			for (const id of recordsIn(events)) touched.set(id, { who, at })
		}
		const tell = () => {
			const settledBy = performance.now() - SETTLED_MS
			const settled = [...touched].filter(([, { at }]) => at <= settledBy)
			for (const [id] of settled) touched.delete(id)
			const now = toldOf(latest.current)
			const found = newsOf(told, now, new Map(settled.map(([id, { who }]) => [id, who])))
			// What is still being changed stays as it was told.
			for (const id of touched.keys()) {
				const was = told.get(id)
				if (was) now.set(id, was)
				else now.delete(id)
			}
			told = now
			if (found.length > 0) setNews(found)
		}
		records.observeDeep(onChange as never)
		const timer = setInterval(tell, TELL_MS)
		return () => {
			records.unobserveDeep(onChange as never)
			clearInterval(timer)
		}
	}, [records, awareness])
	return news
}

/** The name of the one whose changes a transaction brought; null if there are several, or if they are not here. */
function whoMade(transaction: Y.Transaction, awareness: Awareness): string | null {
	const clients = [...transaction.afterState].filter(
		([client, clock]) => clock !== (transaction.beforeState.get(client) ?? 0),
	)
	const [only] = clients
	if (!only || clients.length > 1) return null
	const { user } = (awareness.getStates().get(only[0]) ?? {}) as { user?: { name?: string } }
	return user?.name || null
}
