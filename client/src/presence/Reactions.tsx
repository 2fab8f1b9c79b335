import type { SentReaction } from '@charrette/shared'
import { useCallback } from 'react'
import { boardUi } from '../canvas/boardUi.ts'
import { type Editor, useEditor } from '../canvas/engine/editor.ts'
import { react, useValue } from '../canvas/engine/signals.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import {
	type ActiveReaction,
	ReactionButtons,
	type ShowReaction,
	useActiveReactions,
} from '../reactions/floatingReactions.tsx'
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

/** A button for each reaction, which floats up from this person's cursor. */
export function Reactions() {
	const editor = useEditor()
	return (
		<ReactionButtons onReact={(emoji) => boardUi(editor).people.reactionSender.send(emoji, startPosition(editor))} />
	)
}

const ABOVE_TOOLS_PX = 170

/**
 * Returns the pointer's last position, if it is in the viewport; else the middle of the screen
 * above the toolbar.
 */
function startPosition(editor: Editor): { x: number; y: number } {
	const { currentPagePoint } = editor.inputs
	const view = editor.getViewportPageBounds()
	const isTouch = editor.getInstanceState().isCoarsePointer
	if (!isTouch && view.containsPoint(currentPagePoint)) return currentPagePoint
	return { x: view.center.x, y: view.maxY - ABOVE_TOOLS_PX / editor.getZoomLevel() }
}

/** The reactions of all people, which float up from their cursors. */
export function FloatingReactions() {
	const editor = useEditor()
	const follow = useCallback(
		(show: ShowReaction) =>
			react('reactions', () => {
				show('own', boardUi(editor).people.reaction.get())
				for (const { id, meta } of editor.getCollaborators()) show(id, meta['reaction'] as SentReaction | null)
			}),
		[editor],
	)
	return useActiveReactions(follow).map((reaction) => <FloatingReaction key={reaction.key} reaction={reaction} />)
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
