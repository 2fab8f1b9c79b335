import interUrl from '@fontsource-variable/inter/files/inter-latin-wght-normal.woff2?url'
import type { TLFontFace } from '@tldraw/tldraw'

/** The board's typeface: measured, shown, typed and exported with this one list, so that all four agree. Han comes from the device. */
export const CARD_FONT =
	'"Inter Variable", Inter, system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif'

/** The face that a picture carries with it, since a picture knows no page's fonts. */
export const CARD_FONT_FACES: TLFontFace[] = [
	{ family: 'Inter Variable', src: { url: interUrl, format: 'woff2' }, weight: '100 900', style: 'normal' },
]
