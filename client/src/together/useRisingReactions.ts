import type { SentReaction } from '@charrette/shared'
import { type Editor, react } from '@tldraw/tldraw'
import { useEffect, useState } from 'react'
import { ownReaction } from '../sync/ownReaction.ts'
import { RISE_MS } from './sendReaction.ts'

const MAX_RISING = 60

/** A reaction on this screen; `key` tells it from all others. */
export type Rising = SentReaction & { key: string }

/** The reactions that rise now, one's own and everybody's. */
export function useRisingReactions(editor: Editor): readonly Rising[] {
	const [rising, setRising] = useState<readonly Rising[]>([])
	useEffect(() => {
		const seen = new Map<string, number>()
		const timers = new Set<ReturnType<typeof setTimeout>>()
		const show = (sender: string, reaction: SentReaction | null) => {
			if (!reaction || seen.get(sender) === reaction.n) return
			seen.set(sender, reaction.n)
			const key = `${sender} ${reaction.n}`
			setRising((others) => [...others, { ...reaction, key }].slice(-MAX_RISING))
			const timer = setTimeout(() => {
				timers.delete(timer)
				setRising((all) => all.filter((one) => one.key !== key))
			}, RISE_MS)
			timers.add(timer)
		}
		const stop = react('reactions', () => {
			show('own', ownReaction(editor).get())
			for (const { id, meta } of editor.getCollaborators()) show(id, meta['reaction'] as SentReaction | null)
		})
		return () => {
			stop()
			for (const timer of timers) clearTimeout(timer)
		}
	}, [editor])
	return rising
}
