import { readFile } from 'node:fs/promises'
import type { CutFonts, FontWish } from '@charrette/shared'
import subsetFont from 'subset-font'
import { FONT_FAMILIES, type FontFamily } from './fontFiles.ts'
import { readCoverage } from './readCoverage.ts'

/** Blanks, and what has no look of its own but changes that of its neighbours: they go with every typeface. */
const COMPANIONS = ' \u00a0\u200c\u200d\ufe0e\ufe0f'
const NEEDS_NO_GLYPH = /[\p{Z}\p{Cc}\p{Cf}\p{Cs}]|\ufe0e|\ufe0f/u

const coverages = new Map<string, Set<number>>()

/** The typefaces of a picture with these characters. The work of tens of milliseconds, so not for the server's own thread. */
export async function cutFonts({ characters, weight, format }: FontWish): Promise<CutFonts> {
	let left = [...new Set(characters)].filter((character) => !NEEDS_NO_GLYPH.test(character)).sort()
	const fonts: CutFonts['fonts'] = []
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

async function findIn(family: FontFamily, weight: FontWish['weight'], wanted: string[]): Promise<string[]> {
	const file = family.files[weight]
	const covered = coverages.get(file) ?? readCoverage(await readFile(file))
	coverages.set(file, covered)
	return wanted.filter((character) => covered.has(character.codePointAt(0) ?? 0))
}
