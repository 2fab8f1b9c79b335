import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { FontRequest, FontSubsets } from '@charrette/shared'
import subsetFont from 'subset-font'
import { readCoverage } from './readCoverage.ts'

/** Blanks, and what has no look of its own but changes that of its neighbours: they go with every typeface. */
const COMPANIONS = ' \u00a0\u200c\u200d\ufe0e\ufe0f'
const NEEDS_NO_GLYPH = /[\p{Z}\p{Cc}\p{Cf}\p{Cs}]|\ufe0e|\ufe0f/u

const coverages = new Map<string, Set<number>>()

/** The typefaces of a picture with these characters. The work of tens of milliseconds, so not for the server's own thread. */
export async function subsetFonts({ characters, weight, format }: FontRequest): Promise<FontSubsets> {
	let left = [...new Set(characters)].filter((character) => !NEEDS_NO_GLYPH.test(character)).sort()
	const fonts: FontSubsets['fonts'] = []
	for (const family of FONT_FAMILIES) {
		if (left.length === 0) break
		const found = await findIn(family, weight, left)
		if (found.length === 0) continue
		left = left.filter((character) => !found.includes(character))
		const used = found.join('')
		const font = await subsetFont(await readFile(family.files[weight]), used + COMPANIONS, {
			targetFormat: format === 'ttf' ? 'truetype' : 'woff2',
			noHinting: true,
		})
		fonts.push({ family: family.name, weight, characters: used, base64: font.toString('base64') })
	}
	return { fonts, lacking: left.join('') }
}

async function findIn(family: FontFamily, weight: FontRequest['weight'], wanted: string[]): Promise<string[]> {
	const file = family.files[weight]
	const covered = coverages.get(file) ?? readCoverage(await readFile(file))
	coverages.set(file, covered)
	return wanted.filter((character) => covered.has(character.codePointAt(0) ?? 0))
}

type Weight = FontRequest['weight']

/** A typeface, and where its files lie; without a bold one the regular stands in. */
interface FontFamily {
	name: string
	files: Record<Weight, string>
}

const WEIGHT_NAMES: Record<Weight, string> = { 400: '400Regular', 700: '700Bold' }

/**
 * All typefaces of pictures, in the order in which each character is looked for. Latin is Inter's, as on the canvas; with
 * it go the quotes and dashes that the Chinese one has, too, twice as wide.
 */
const FONT_FAMILIES: readonly FontFamily[] = [
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
