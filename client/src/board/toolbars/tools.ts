import type { EditingActivity } from '@charrette/shared'

/** The tools of a board, with their keys. */
export const TOOL_KEYS = { select: 'v', hand: 'h', arrow: 'l', draw: 'd', frame: 'c', eraser: 'e', laser: 'k' } as const
export type ToolId = keyof typeof TOOL_KEYS

const NEEDS: Partial<Record<string, EditingActivity>> = {
	card: 'write',
	draw: 'write',
	eraser: 'write',
	frame: 'arrange',
	arrow: 'link',
}

/** What a phase must be for, for this tool to be of use; null for one that changes nothing. */
export function activityOfTool(tool: string): EditingActivity | null {
	return NEEDS[tool] ?? null
}
