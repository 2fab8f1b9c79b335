import type { Editor } from '@tldraw/tldraw'
import styles from './tidy.module.css'

const GLIDE_MS = 360
/** More than these are set down at once: so many moving boxes would stutter. */
const MOST_GLIDING = 600

/**
 * Shows a change of places as a movement, on this screen alone: the document hears of it once, whole. Nothing moves for
 * those who wish so, and links come back when their cards have arrived.
 */
export function glide(editor: Editor, change: () => void): void {
	const duration = GLIDE_MS * editor.user.getAnimationSpeed()
	const name = styles['gliding']
	const isStill = duration === 0 || editor.getCurrentPageShapeIds().size > MOST_GLIDING
	const { classList } = editor.getContainer()
	if (!isStill && name) classList.add(name)
	change()
	if (!isStill && name) editor.timers.setTimeout(() => classList.remove(name), duration)
}
