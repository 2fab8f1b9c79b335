import type { BoardDigest, Snapshot } from '@charrette/shared'
import { useMemo } from 'react'
import { MiniBoard } from './MiniBoard.tsx'

/** How a board looked in small at a moment that was kept; empty where an earlier release did not look. */
export function MomentInSmall({ moment, className }: { moment: Snapshot; className?: string | undefined }) {
	const digest = useMemo(() => digestOf(moment), [moment])
	return <MiniBoard digest={digest} className={className} />
}

/** What a board in small is drawn of. */
function digestOf({ board, at, look }: Snapshot): BoardDigest | null {
	if (!look) return null
	const shapes = Uint8Array.from(atob(look.preview.shapes), (letter) => letter.charCodeAt(0))
	const none = { obstacle: 0, solution: 0, case: 0, resource: 0, question: 0, action: 0 }
	const coverage = { obstacles: 0, answered: 0, open: 0, shared: 0 }
	const cards = { ...none, note: look.cards }
	return { board, box: look.preview.box, shapes, cards, coverage, writers: [], fresh: 0, touchedAt: at }
}
