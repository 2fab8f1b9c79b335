import { useEffect, useRef } from 'react'
import { boardUi } from '../canvas/boardUi.ts'
import { MAX_CURSORS } from '../canvas/editor/peerCursors.ts'
import { type Editor, useEditor } from '../canvas/engine/editor.ts'
import type { ShapeId } from '../canvas/engine/shapes.ts'
import { useValue } from '../canvas/engine/signals.ts'
import { listNames } from '../i18n/listText.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import { FollowBanner, presenceName } from './FollowBanner.tsx'
import styles from './presence.module.css'
import { FloatingReactions } from './Reactions.tsx'

/**
 * Other people on the canvas, besides their cursors: typing labels, reactions, the follow banner.
 */
export function PresenceLayer() {
	return (
		<>
			<TypingLabels />
			<FloatingReactions />
			<FollowBanner />
			<HiddenCursorsNotice />
		</>
	)
}

const MIN_CARD_PX = 70
const NO_LABELS: readonly TypingLabel[] = []

interface TypingLabel {
	card: ShapeId
	names: string[]
	colour: string
	x: number
	y: number
}

/** The names of people who are typing, below their card. */
function TypingLabels() {
	const editor = useEditor()
	const { t } = useTranslation(['board', 'app'])
	const labels = useValue('typing labels', () => typingLabels(editor, (meta) => presenceName(meta, t)), [editor, t])
	return labels.map(({ card, names, colour, x, y }) => (
		<span key={card} className={styles['typing']} style={{ left: x, top: y, background: colour }}>
			{t('board:presence.typing', {
				count: names.length,
				names: listNames(names),
			})}
		</span>
	))
}

/** Returns one label per card, at the card's bottom left corner, in px of the canvas. */
function typingLabels(editor: Editor, nameOf: (meta: Record<string, unknown>) => string): readonly TypingLabel[] {
	const writers = editor.getCollaborators().filter(({ meta }) => typeof meta['typing'] === 'string')
	if (writers.length === 0) return NO_LABELS
	const labels = new Map<ShapeId, TypingLabel>()
	const zoom = editor.getZoomLevel()
	const view = editor.getViewportPageBounds()
	for (const { meta, color } of writers) {
		const card = meta['typing'] as ShapeId
		const bounds = editor.getShape(card)?.type === 'card' ? editor.getShapePageBounds(card) : undefined
		if (!bounds || bounds.w * zoom < MIN_CARD_PX || !view.collides(bounds)) continue
		const { x, y } = editor.pageToViewport({ x: bounds.minX, y: bounds.maxY })
		const names = [...(labels.get(card)?.names ?? []), nameOf(meta)]
		labels.set(card, { card, names, colour: color, x: Math.round(x), y: Math.round(y) })
	}
	return [...labels.values()]
}

/** Shows a notice, once, that cursors are hidden because of the number of people. */
function HiddenCursorsNotice() {
	const editor = useEditor()
	const { t } = useTranslation('board')
	const wasShown = useRef(false)
	const { choice, isCrowded } = boardUi(editor).people.cursors
	const areJustHidden = useValue('are cursors just hidden', () => isCrowded.get() && choice.get() === null, [
		choice,
		isCrowded,
	])
	useEffect(() => {
		if (!areJustHidden || wasShown.current) return
		wasShown.current = true
		boardUi(editor).notices.shown.set({ type: 'message', text: t('presence.cursorsHidden', { count: MAX_CURSORS }) })
	}, [editor, areJustHidden, t])
	return null
}
