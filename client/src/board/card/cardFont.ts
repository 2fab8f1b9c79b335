/** The board's typeface: measured, shown and typed with this one list, so that all agree. Han comes from the device. */
export const CARD_FONT =
	'"Inter Variable", Inter, system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif'
