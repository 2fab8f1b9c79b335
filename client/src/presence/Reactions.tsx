import { REACTIONS, type Reaction, type SentReaction } from '@charrette/shared'
import { type Editor, react, useEditor, useValue } from '@tldraw/tldraw'
import { useEffect, useState } from 'react'
import { boardUi } from '../board/boardUi.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import { Popover } from '../ui/Popover.tsx'
import styles from './presence.module.css'

/** A popover with the reactions. It stays open after a click, because reactions come in bursts. */
export function ReactionButton() {
	const { t } = useTranslation('board')
	return (
		<Popover icon="smile" label={t('presence.react')}>
			{() => <Reactions />}
		</Popover>
	)
}

/** One button for each reaction. */
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

const FLOAT_MS = 2200
/** A reaction that follows faster is dropped: presence holds one reaction at a time. */
const MIN_INTERVAL_MS = 200
const ABOVE_TOOLS_PX = 170

/** Shows a reaction at this person's cursor on every screen of the board. */
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

/**
 * The pointer's last position, if it is in the viewport; else the middle of the screen above the
 * toolbar.
 */
function startPosition(editor: Editor): { x: number; y: number } {
	const { currentPagePoint } = editor.inputs
	const view = editor.getViewportPageBounds()
	const isTouch = editor.getInstanceState().isCoarsePointer
	if (!isTouch && view.containsPoint(currentPagePoint)) return currentPagePoint
	return { x: view.center.x, y: view.maxY - ABOVE_TOOLS_PX / editor.getZoomLevel() }
}

/** Everyone's reactions, which float up from their cursors. */
export function FloatingReactions() {
	const reactions = useActiveReactions(useEditor())
	return reactions.map((reaction) => <FloatingReaction key={reaction.key} reaction={reaction} />)
}

function FloatingReaction({ reaction: { emoji, x, y } }: { reaction: ActiveReaction }) {
	const editor = useEditor()
	const position = useValue('position of a reaction', () => editor.pageToViewport({ x, y }), [editor, x, y])
	return (
		<span
			className={styles['floating']}
			style={{ left: position.x, top: position.y }}
			data-testid="reaction"
			aria-hidden="true"
		>
			<span>{emoji}</span>
		</span>
	)
}

const MAX_ACTIVE = 60

/** A reaction on this screen, with a React key. */
type ActiveReaction = SentReaction & { key: string }

/** The reactions floating now, this person's and everyone's. */
function useActiveReactions(editor: Editor): readonly ActiveReaction[] {
	const [active, setActive] = useState<readonly ActiveReaction[]>([])
	useEffect(() => {
		const seen = new Map<string, number>()
		const timers = new Set<ReturnType<typeof setTimeout>>()
		const show = (sender: string, reaction: SentReaction | null) => {
			if (!reaction || seen.get(sender) === reaction.n) return
			seen.set(sender, reaction.n)
			const key = `${sender} ${reaction.n}`
			setActive((others) => [...others, { ...reaction, key }].slice(-MAX_ACTIVE))
			const timer = setTimeout(() => {
				timers.delete(timer)
				setActive((all) => all.filter((other) => other.key !== key))
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
	return active
}
