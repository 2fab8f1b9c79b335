/** The light palette of tokens.css as plain values, since an exported file has no CSS variables. */
export const LIGHT_COLOURS = {
	paper: '#faf8f4',
	surface: '#ffffff',
	line: '#e2ddd2',
	ink: '#1c2330',
	ink2: '#586174',
	accent: '#1d4f8c',
} as const

/**
 * The font family for measuring, showing and editing text. Chinese characters use a font of the
 * device.
 */
export const CARD_FONT =
	'"Inter Variable", Inter, system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif'
