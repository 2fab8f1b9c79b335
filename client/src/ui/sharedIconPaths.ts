import type { CardKind } from '@charrette/shared'

/** The icons of looking at a board, which the off-line viewer shows too; see `ICON_PATHS`. */
export const VIEWER_ICON_PATHS = {
	canvas: 'M3.5 4.5h17v15h-17zM6.8 7.8h4.6v4.2H6.8zM13.2 12h4v4.2h-4z',
	list: 'M9 6h11.5M9 12h11.5M9 18h11.5M4 6h.1M4 12h.1M4 18h.1',
	fit: 'M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5M9 9h6v6H9z',
	filter: 'M3.5 5h17l-6.6 8v6.5l-3.8-2V13z',
	close: 'M5.5 5.5l13 13M18.5 5.5l-13 13',
	plus: 'M12 5v14M5 12h14',
	minus: 'M5 12h14',
	chevronDown: 'M6 9.5l6 6 6-6',
	chevronUp: 'M6 14.5l6-6 6 6',
	contrast: 'M12 3.2a8.8 8.8 0 1 0 0 17.6 8.8 8.8 0 0 0 0-17.6zM12 3.2v17.6M12 8l6.5-1.5M12 12h8.8M12 16l6.5 1.5',
	globe:
		'M12 3.2a8.8 8.8 0 1 0 0 17.6 8.8 8.8 0 0 0 0-17.6zM3.2 12h17.6M12 3.2c-5 5-5 12.6 0 17.6M12 3.2c5 5 5 12.6 0 17.6',
} as const

/** The outlines of the kinds' icons, drawn as strokes in a 24 × 24 box. Each has a silhouette of its own, so that a kind is known without colour. */
export const KIND_PATHS: Record<CardKind, string> = {
	/** A stop sign with a bar. */
	obstacle: 'M8.3 2.8h7.4l5.5 5.5v7.4l-5.5 5.5H8.3l-5.5-5.5V8.3zM7.5 12h9',
	/** A light bulb. */
	solution:
		'M9 18.2c0-2-1-2.9-2.1-4.3A6.6 6.6 0 0 1 12 3a6.6 6.6 0 0 1 5.1 10.9c-1.1 1.4-2.1 2.3-2.1 4.3zM9.6 21.2h4.8M12 18v-5.4M9.8 10.8l2.2 1.8 2.2-1.8',
	/** A public building: gable and columns. */
	case: 'M3 9.2 12 3.4l9 5.8zM5.6 9.6v8.2M9.9 9.6v8.2M14.1 9.6v8.2M18.4 9.6v8.2M3.6 17.9h16.8M2.6 20.8h18.8',
	/** A toolbox. */
	resource:
		'M3 8.4h18v11.2H3zM8.4 8.2V6a1.8 1.8 0 0 1 1.8-1.8h3.6A1.8 1.8 0 0 1 15.6 6v2.2M3 13.2h6.4M14.6 13.2H21M9.4 11.6h5.2v3.4H9.4z',
	/** A speech bubble that asks. */
	question:
		'M12 3.2c5.2 0 9.2 3.4 9.2 7.8s-4 7.8-9.2 7.8c-.9 0-1.8-.1-2.6-.3L5 20.9l.7-4C3.9 15.5 2.8 13.4 2.8 11c0-4.4 4-7.8 9.2-7.8zM9.7 9a2.4 2.4 0 1 1 3.5 2.1c-.8.4-1.2.9-1.2 1.7M12 15.3v.1',
	/** A flag that marks the next step. */
	action: 'M5 21.4V3M5 4.2h13.8l-3.2 4.7 3.2 4.7H5',
	/** A sheet with a folded corner. */
	note: 'M4 3.4h16v11.4l-5.8 5.8H4zM20 14.8h-5.8v5.8M7.6 8h8.8M7.6 12h5.4',
}
