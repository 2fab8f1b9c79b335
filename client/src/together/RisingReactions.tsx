import { useEditor, useValue } from '@tldraw/tldraw'
import styles from './together.module.css'
import { type Rising, useRisingReactions } from './useRisingReactions.ts'

/** Everybody's reactions, rising from their cursors. */
export function RisingReactions() {
	const rising = useRisingReactions(useEditor())
	return rising.map((reaction) => <RisingReaction key={reaction.key} reaction={reaction} />)
}

function RisingReaction({ reaction: { emoji, x, y } }: { reaction: Rising }) {
	const editor = useEditor()
	const place = useValue('place of a reaction', () => editor.pageToViewport({ x, y }), [editor, x, y])
	return (
		<span
			className={styles['rising']}
			style={{ left: place.x, top: place.y }}
			data-testid="reaction"
			aria-hidden="true"
		>
			<span>{emoji}</span>
		</span>
	)
}
