import type { EditingActivity } from '@charrette/shared'
import type { IconName } from '../../ui/iconPaths.ts'
import { canWrapSelection, createClusterAroundSelection } from '../cluster/createCluster.ts'
import { type Editor, enterTool } from '../engine/editor.ts'
import { canStart } from '../permissions.ts'

export interface BoardTool {
	/** The id of the tool in tldraw. */
	id: string
	/** The keyboard shortcut. */
	key: string
	/** A second shortcut, which people know from other apps. */
	alias?: string
	icon: IconName
	/** A text key of the board. */
	label: string
	/** The activity that the phase must allow; null for a tool that changes nothing. */
	activity: EditingActivity | null
	/** Whether people who cannot edit have the tool as well. */
	isForViewers: boolean
}

/**
 * The tools of a board in the order of the toolbar, except the card tool, which has a button for
 * each kind.
 */
export const TOOLS = [
	{ id: 'select', key: 'v', icon: 'select', label: 'tools.select', activity: null, isForViewers: true },
	{ id: 'hand', key: 'h', icon: 'hand', label: 'tools.hand', activity: null, isForViewers: true },
	{ id: 'arrow', key: 'l', icon: 'link', label: 'tools.link', activity: 'link', isForViewers: false },
	{ id: 'draw', key: 'd', icon: 'draw', label: 'tools.draw', activity: 'write', isForViewers: false },
	{
		id: 'frame',
		key: 'c',
		alias: 'f',
		icon: 'cluster',
		label: 'tools.cluster',
		activity: 'arrange',
		isForViewers: false,
	},
	{ id: 'eraser', key: 'e', icon: 'eraser', label: 'tools.eraser', activity: 'write', isForViewers: false },
	{ id: 'laser', key: 'k', icon: 'laser', label: 'presence.laser', activity: null, isForViewers: false },
] as const satisfies readonly BoardTool[]

/**
 * Returns the activity that the phase must allow for a tool of tldraw; null for a tool that changes
 * nothing.
 */
export function activityOfTool(tool: string): EditingActivity | null {
	if (tool === 'card') return 'write'
	return TOOLS.find(({ id }) => id === tool)?.activity ?? null
}

/**
 * Chooses a tool, or explains why the phase does not allow it. Selected cards are put into a new
 * cluster; without a selection, the tool for clusters draws one.
 */
export function chooseTool(editor: Editor, { id, activity }: BoardTool): void {
	if (activity && !canStart(editor, activity)) return
	if (id === 'frame' && canWrapSelection(editor)) createClusterAroundSelection(editor)
	else enterTool(editor, id)
}
