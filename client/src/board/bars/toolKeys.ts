/** The tools of a board, with their keys. */
export const TOOL_KEYS = { select: 'v', hand: 'h', arrow: 'l', draw: 'd', frame: 'c', eraser: 'e', laser: 'k' } as const
export type ToolId = keyof typeof TOOL_KEYS
