import { REACTIONS, type Reaction, type SentReaction } from '@charrette/shared'
import { type Editor, react, useEditor, useValue } from '@tldraw/tldraw'
import { useEffect, useState } from 'react'
import { useTranslation } from '../i18n/useTranslation.ts'
import { boardUi } from '../board/boardUi.ts'
import { Popover } from '../ui/Popover.tsx'
import styles from './presence.module.css'

/** A few faces to answer with, without a word. It stays open: applause comes in bursts. */
export function ReactionButton() {
	const { t } = useTranslation('board')
	return (
		<Popover icon="smile" label={t('presence.react')}>
			{() => <Reactions />}
		</Popover>
	)
}

/** The reactions there are, one button each. */
export function Reactions() {
	const editor = useEditor()
	const { t } = useTranslation('board')
	return (
		<div className={styles['reactions']}>
			{REACTIONS.map((emoji) => (
				<button
					key={emoji}
					type="button"
					aria-label={t('presence.reactWith', { emoji })}
					onClick={() => sendReaction(editor, emoji)}
				>
					{emoji}
				</button>
			))}
		</div>
	)
}

/** How long a reaction rises. */
const FLOAT_MS = 2200
/** One that follows faster is left out: presence has room for one at a time. */
const MIN_INTERVAL_MS = 200
const ABOVE_TOOLS_PX = 170

/** Lets a reaction rise from one's own cursor, on every screen of this board. */
function sendReaction(editor: Editor, emoji: Reaction): void {
	const last = boardUi(editor).lastReaction
	const now = performance.now()
	if (now - last.sentAt < MIN_INTERVAL_MS) return
	last.sentAt = now
	last.n++
	const { n } = last
	const { x, y } = startPosition(editor)
	const { reaction } = boardUi(editor)
	reaction.set({ emoji, x: Math.round(x), y: Math.round(y), n })
	editor.timers.setTimeout(() => {
		if (reaction.get()?.n === n) reaction.set(null)
	}, FLOAT_MS)
}

/** The pointer's last place on the board, if it is in sight; else the middle, above the tools. */
function startPosition(editor: Editor): { x: number; y: number } {
	const { currentPagePoint } = editor.inputs
	const view = editor.getViewportPageBounds()
	const isTouch = editor.getInstanceState().isCoarsePointer
	if (!isTouch && view.containsPoint(currentPagePoint)) return currentPagePoint
	return { x: view.center.x, y: view.maxY - ABOVE_TOOLS_PX / editor.getZoomLevel() }
}

/** Everybody's reactions, rising from their cursors. */
export function FloatingReactions() {
	const rising = useActiveReactions(useEditor())
	return rising.map((reaction) => <FloatingReaction key={reaction.key} reaction={reaction} />)
}

function FloatingReaction({ reaction: { emoji, x, y } }: { reaction: ActiveReaction }) {
	const editor = useEditor()
	const place = useValue('place of a reaction', () => editor.pageToViewport({ x, y }), [editor, x, y])
	return (
		<span
			className={styles['floating']}
			style={{ left: place.x, top: place.y }}
			data-testid="reaction"
			aria-hidden="true"
		>
			<span>{emoji}</span>
		</span>
	)
}

const MAX_ACTIVE = 60

/** A reaction on this screen; `key` tells it from all others. */
type ActiveReaction = SentReaction & { key: string }

/** The reactions that rise now, one's own and everybody's. */
function useActiveReactions(editor: Editor): readonly ActiveReaction[] {
	const [rising, setRising] = useState<readonly ActiveReaction[]>([])
	useEffect(() => {
		const seen = new Map<string, number>()
		const timers = new Set<ReturnType<typeof setTimeout>>()
		const show = (sender: string, reaction: SentReaction | null) => {
			if (!reaction || seen.get(sender) === reaction.n) return
			seen.set(sender, reaction.n)
			const key = `${sender} ${reaction.n}`
			setRising((others) => [...others, { ...reaction, key }].slice(-MAX_ACTIVE))
			const timer = setTimeout(() => {
				timers.delete(timer)
				setRising((all) => all.filter((one) => one.key !== key))
			}, FLOAT_MS)
			timers.add(timer)
		}
		const stop = react('reactions', () => {
			show('own', boardUi(editor).reaction.get())
			for (const { id, meta } of editor.getCollaborators()) show(id, meta['reaction'] as SentReaction | null)
		})
		return () => {
			stop()
			for (const timer of timers) clearTimeout(timer)
		}
	}, [editor])
	return rising
}
