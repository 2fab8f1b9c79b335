import type { CardKind } from '@charrette/shared'

/**
 * The icons of the kinds of card, as strokes in a 24 × 24 box. Each has a distinct silhouette, so
 * that kinds do not differ only by colour.
 */
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
	/** A speech bubble with a question mark. */
	question:
		'M12 3.2c5.2 0 9.2 3.4 9.2 7.8s-4 7.8-9.2 7.8c-.9 0-1.8-.1-2.6-.3L5 20.9l.7-4C3.9 15.5 2.8 13.4 2.8 11c0-4.4 4-7.8 9.2-7.8zM9.7 9a2.4 2.4 0 1 1 3.5 2.1c-.8.4-1.2.9-1.2 1.7M12 15.3v.1',
	/** A flag. */
	action: 'M5 21.4V3M5 4.2h13.8l-3.2 4.7 3.2 4.7H5',
	/** A sheet with a folded corner. */
	note: 'M4 3.4h16v11.4l-5.8 5.8H4zM20 14.8h-5.8v5.8M7.6 8h8.8M7.6 12h5.4',
}
