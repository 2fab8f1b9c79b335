/** The light palette of tokens.css as plain values: a picture that leaves the page takes no CSS variables along. */
export const LIGHT_COLOURS = {
	paper: '#faf8f4',
	surface: '#ffffff',
	line: '#e2ddd2',
	ink: '#1c2330',
	ink2: '#586174',
	accent: '#1d4f8c',
} as const

/** The board's typeface: measured, shown and typed with this one list, so that all agree. Han comes from the device. */
export const CARD_FONT =
	'"Inter Variable", Inter, system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif'
