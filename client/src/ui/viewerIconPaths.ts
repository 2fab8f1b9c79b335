/** The icons for viewing a board, which the offline viewer includes as well; see `ICON_PATHS`. */
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
