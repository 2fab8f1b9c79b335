import { changeSelection } from '../card/changeCards.ts'
import type { Editor } from '../engine/editor.ts'
import { leaveClusters } from '../engine/shapes.ts'
import { canStart } from '../permissions.ts'

/** The ways to align the selection, with their text keys and shortcuts. */
export const ALIGNMENTS = [
	{ to: 'left', label: 'align.left', keys: 'alt+a' },
	{ to: 'center-horizontal', label: 'align.center', keys: 'alt+h' },
	{ to: 'right', label: 'align.right', keys: 'alt+d' },
	{ to: 'top', label: 'align.top', keys: 'alt+w' },
	{ to: 'center-vertical', label: 'align.middle', keys: 'alt+v' },
	{ to: 'bottom', label: 'align.bottom', keys: 'alt+s' },
] as const

/** The directions in which the selection can be spaced evenly. */
export const DISTRIBUTIONS = [
	{ along: 'horizontal', label: 'align.across', keys: 'alt+shift+h' },
	{ along: 'vertical', label: 'align.down', keys: 'alt+shift+v' },
] as const

type Arrangement = (typeof ALIGNMENTS)[number] | (typeof DISTRIBUTIONS)[number]

/** Aligns or spaces the selected shapes; they leave a cluster that they are moved out of. */
export function arrangeSelection(editor: Editor, arrangement: Arrangement): void {
	if (!canStart(editor, 'arrange')) return
	changeSelection(editor, 'arrange', (ids) =>
		editor.run(() => {
			if ('to' in arrangement) editor.alignShapes(ids, arrangement.to)
			else editor.distributeShapes(ids, arrangement.along)
			leaveClusters(editor, ids)
		}),
	)
}
