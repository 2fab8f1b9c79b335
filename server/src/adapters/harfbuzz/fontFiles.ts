import { createRequire } from 'node:module'
import type { FontWish } from '@charrette/shared'

type Weight = FontWish['weight']

/** A typeface, and where its files lie; without a bold one the regular stands in. */
export interface FontFamily {
	name: string
	files: Record<Weight, string>
}

const WEIGHT_NAMES: Record<Weight, string> = { 400: '400Regular', 700: '700Bold' }

/**
 * All typefaces of pictures, in the order in which each character is looked for. Latin is Inter's, as on the canvas; with
 * it go the quotes and dashes that the Chinese one has, too, twice as wide.
 */
export const FONT_FAMILIES: readonly FontFamily[] = [
	{ name: 'Inter', files: bothOf('inter', 'Inter') },
	{ name: 'Noto Sans', files: bothOf('noto-sans', 'NotoSans') },
	{ name: 'Noto Sans SC', files: bothOf('noto-sans-sc', 'NotoSansSC') },
	{ name: 'Noto Sans Arabic', files: bothOf('noto-sans-arabic', 'NotoSansArabic') },
	{ name: 'Noto Sans Hebrew', files: bothOf('noto-sans-hebrew', 'NotoSansHebrew') },
	{ name: 'Noto Emoji', files: bothOf('noto-emoji', 'NotoEmoji') },
	{ name: 'Noto Sans Symbols 2', files: regularOf('noto-sans-symbols-2', 'NotoSansSymbols2') },
]

function bothOf(pack: string, file: string): FontFamily['files'] {
	return { 400: pathOf(pack, file, 400), 700: pathOf(pack, file, 700) }
}

function regularOf(pack: string, file: string): FontFamily['files'] {
	const regular = pathOf(pack, file, 400)
	return { 400: regular, 700: regular }
}

/** Found beside the server's other packages, from the source, the build and the bundle alike. */
function pathOf(pack: string, file: string, weight: Weight): string {
	const folder = WEIGHT_NAMES[weight]
	return createRequire(import.meta.url).resolve(`@expo-google-fonts/${pack}/${folder}/${file}_${folder}.ttf`)
}
