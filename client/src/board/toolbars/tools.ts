import type { EditingActivity } from '@charrette/shared'

/** The tools of a board with their keyboard shortcuts. */
export const TOOL_KEYS = { select: 'v', hand: 'h', arrow: 'l', draw: 'd', frame: 'c', eraser: 'e', laser: 'k' } as const
export type ToolId = keyof typeof TOOL_KEYS

const ACTIVITIES: Partial<Record<string, EditingActivity>> = {
	card: 'write',
	draw: 'write',
	eraser: 'write',
	frame: 'arrange',
	arrow: 'link',
}

/** The activity that the phase must allow for a tool; null for a tool that changes nothing. */
export function activityOfTool(tool: string): EditingActivity | null {
	return ACTIVITIES[tool] ?? null
}
