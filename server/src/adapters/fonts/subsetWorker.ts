/** Runs in a child process: subsets fonts for exports, which takes tens of milliseconds a font. */
import type { FontRequest, FontSubsets } from '@charrette/shared'
import subsetFont from 'subset-font'
import { charactersIn, FONT_FAMILIES, readFont } from './fontFamilies.ts'

/**
 * Spaces, joiners and variation selectors. They are invisible but change the shape of their
 * neighbours, so every subset has them.
 */
const COMPANIONS = ' \u00a0\u200c\u200d\ufe0e\ufe0f'
const NEEDS_NO_GLYPH = /[\p{Z}\p{Cc}\p{Cf}\p{Cs}]|\ufe0e|\ufe0f/u

/**
 * Finds a font for each character and subsets the fonts to them. `lacking` are the characters that
 * no font has.
 */
export async function subsetFonts({ characters, weight, format }: FontRequest): Promise<FontSubsets> {
	let remaining = [...new Set(characters)].filter((character) => !NEEDS_NO_GLYPH.test(character)).sort()
	const fonts: FontSubsets['fonts'] = []
	for (const family of FONT_FAMILIES) {
		if (remaining.length === 0) break
		const file = family.files[weight]
		const found = await charactersIn(file, remaining)
		if (found.length === 0) continue
		remaining = remaining.filter((character) => !found.includes(character))
		const used = found.join('')
		const font = await subsetFont(await readFont(file), used + componentsOf(used) + COMPANIONS, {
			targetFormat: format === 'ttf' ? 'truetype' : 'woff2',
			noHinting: true,
		})
		fonts.push({ family: family.name, weight, characters: used, base64: font.toString('base64') })
	}
	return { fonts, lacking: remaining.join('') }
}

/** Vowels that HarfBuzz shapes as two signs although Unicode does not decompose them into these. */
const SPLIT_VOWELS: readonly [RegExp, string][] = [
	[/\u0e33/u, '\u0e4d\u0e32'],
	[/\u0eb3/u, '\u0ecd\u0eb2'],
	[/[\u17be\u17bf\u17c0\u17c4\u17c5]/u, '\u17c1'],
]

/** Returns the characters that these are shaped from. */
function componentsOf(characters: string): string {
	const split = SPLIT_VOWELS.map(([vowels, signs]) => (vowels.test(characters) ? signs : ''))
	return characters.normalize('NFD') + split.join('')
}
