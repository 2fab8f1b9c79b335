/** Runs in a worker thread: subsets fonts for exports, which takes tens of milliseconds a font. */
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { FontRequest, FontSubsets } from '@charrette/shared'
import subsetFont from 'subset-font'
import { readCoverage } from './readCoverage.ts'

/**
 * Spaces, joiners and variation selectors: invisible, but they change their neighbours, so every
 * subset has them.
 */
const COMPANIONS = ' \u00a0\u200c\u200d\ufe0e\ufe0f'
const NEEDS_NO_GLYPH = /[\p{Z}\p{Cc}\p{Cf}\p{Cs}]|\ufe0e|\ufe0f/u

/** The code points of each font file that was opened; there are about a dozen files. */
const coverages = new Map<string, Set<number>>()

/**
 * Finds a font for each character and subsets the fonts to them. `lacking` are the characters that
 * no font has.
 */
export async function subsetFonts({ characters, weight, format }: FontRequest): Promise<FontSubsets> {
	let remaining = [...new Set(characters)].filter((character) => !NEEDS_NO_GLYPH.test(character)).sort()
	const fonts: FontSubsets['fonts'] = []
	for (const family of FONT_FAMILIES) {
		if (remaining.length === 0) break
		const found = await findIn(family, weight, remaining)
		if (found.length === 0) continue
		remaining = remaining.filter((character) => !found.includes(character))
		const used = found.join('')
		const font = await subsetFont(await readFile(family.files[weight]), used + COMPANIONS, {
			targetFormat: format === 'ttf' ? 'truetype' : 'woff2',
			noHinting: true,
		})
		fonts.push({ family: family.name, weight, characters: used, base64: font.toString('base64') })
	}
	return { fonts, lacking: remaining.join('') }
}

async function findIn(family: FontFamily, weight: Weight, characters: string[]): Promise<string[]> {
	const file = family.files[weight]
	const covered = coverages.get(file) ?? readCoverage(await readFile(file))
	coverages.set(file, covered)
	return characters.filter((character) => covered.has(character.codePointAt(0) ?? 0))
}

type Weight = FontRequest['weight']

/** A font family and the paths of its files; a family without a bold file uses the regular one. */
interface FontFamily {
	name: string
	files: Record<Weight, string>
}

const WEIGHT_NAMES: Record<Weight, string> = { 400: '400Regular', 700: '700Bold' }

/**
 * The families in the order in which they are searched for a character. Inter comes first, as on
 * the canvas: it has the quotes and dashes that the Chinese font also has, but twice as wide.
 */
const FONT_FAMILIES: readonly FontFamily[] = [
	{ name: 'Inter', files: bothWeights('inter', 'Inter') },
	{ name: 'Noto Sans', files: bothWeights('noto-sans', 'NotoSans') },
	{ name: 'Noto Sans SC', files: bothWeights('noto-sans-sc', 'NotoSansSC') },
	{ name: 'Noto Sans Arabic', files: bothWeights('noto-sans-arabic', 'NotoSansArabic') },
	{ name: 'Noto Sans Hebrew', files: bothWeights('noto-sans-hebrew', 'NotoSansHebrew') },
	{ name: 'Noto Emoji', files: bothWeights('noto-emoji', 'NotoEmoji') },
	{ name: 'Noto Sans Symbols 2', files: regularOnly('noto-sans-symbols-2', 'NotoSansSymbols2') },
]

function bothWeights(npmName: string, file: string): FontFamily['files'] {
	return { 400: pathOf(npmName, file, 400), 700: pathOf(npmName, file, 700) }
}

function regularOnly(npmName: string, file: string): FontFamily['files'] {
	const regular = pathOf(npmName, file, 400)
	return { 400: regular, 700: regular }
}

/** Resolved as a package, so the path is right from the source, the build and the bundle. */
function pathOf(npmName: string, file: string, weight: Weight): string {
	const folder = WEIGHT_NAMES[weight]
	return createRequire(import.meta.url).resolve(`@expo-google-fonts/${npmName}/${folder}/${file}_${folder}.ttf`)
}
