import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import type { FontRequest } from '@charrette/shared'
import { Blob, Face } from 'harfbuzzjs'
import subsetFont from 'subset-font'
import { codeOf } from '../../codeOf.ts'

export type FontWeight = FontRequest['weight']

/** A font file; for a variable font, one weight of it. */
export interface FontFile {
	path: string
	axes?: Record<string, number>
}

/** The code points of each font file that was opened; there are about two dozen files. */
const coverages = new Map<FontFile, Set<number>>()
/** Variable fonts at one weight; they are small. */
const instances = new Map<FontFile, Promise<Buffer>>()

/** Returns the characters of this list that a font covers. */
export async function charactersIn(file: FontFile, characters: readonly string[]): Promise<string[]> {
	const covered = coverages.get(file) ?? new Set(new Face(new Blob(await readFont(file))).collectUnicodes())
	coverages.set(file, covered)
	return characters.filter((character) => covered.has(character.codePointAt(0) ?? 0))
}

/** Returns a font as TrueType. */
export async function readFont(file: FontFile): Promise<Buffer> {
	if (!file.axes) return readStatic(file.path)
	const options = { targetFormat: 'truetype', keepAllGlyphs: true, variationAxes: file.axes } as const
	const instance = instances.get(file) ?? readFile(file.path).then((bytes) => subsetFont(bytes, null, options))
	instances.set(file, instance)
	return instance
}

async function readStatic(path: string): Promise<Buffer> {
	const bytes = await readFile(path)
	return path.endsWith(COMPRESSED) ? promisify(gunzip)(bytes) : bytes
}

/** A font family and its files; a family without a bold file uses the regular one. */
export interface FontFamily {
	name: string
	files: Record<FontWeight, FontFile>
}

/** The ending that the packed product adds to the names of TrueType files (`scripts/pack.mjs`). */
const COMPRESSED = '.gz'
const WEIGHT_NAMES: Record<FontWeight, string> = { 400: '400Regular', 700: '700Bold' }

/**
 * The families in the order in which they are searched for a character. Inter comes first, as on
 * the canvas: it has the quotes and dashes that the Chinese font also has, but twice as wide.
 */
export const FONT_FAMILIES: readonly FontFamily[] = [
	{ name: 'Inter', files: bothWeights('inter', 'Inter') },
	{ name: 'Noto Sans', files: bothWeights('noto-sans', 'NotoSans') },
	{ name: 'Noto Sans SC', files: bothWeights('noto-sans-sc', 'NotoSansSC') },
	{ name: 'Noto Sans Arabic', files: bothWeights('noto-sans-arabic', 'NotoSansArabic') },
	{ name: 'Noto Sans Hebrew', files: bothWeights('noto-sans-hebrew', 'NotoSansHebrew') },
	{ name: 'Nanum Gothic', files: bothWeights('nanum-gothic', 'NanumGothic') },
	{ name: 'Noto Sans Thai', files: variable('thai') },
	{ name: 'Noto Sans Bengali', files: variable('bengali') },
	{ name: 'Noto Sans Tamil', files: variable('tamil') },
	{ name: 'Noto Sans Khmer', files: variable('khmer') },
	{ name: 'Noto Sans Myanmar', files: variable('myanmar') },
	{ name: 'Noto Sans Ethiopic', files: variable('ethiopic') },
	{ name: 'Noto Emoji', files: bothWeights('noto-emoji', 'NotoEmoji') },
	{ name: 'Noto Sans Symbols 2', files: regularOnly('noto-sans-symbols-2', 'NotoSansSymbols2') },
]

function bothWeights(npmName: string, file: string): FontFamily['files'] {
	return { 400: staticFile(npmName, file, 400), 700: staticFile(npmName, file, 700) }
}

function regularOnly(npmName: string, file: string): FontFamily['files'] {
	const regular = staticFile(npmName, file, 400)
	return { 400: regular, 700: regular }
}

function staticFile(npmName: string, file: string, weight: FontWeight): FontFile {
	const folder = WEIGHT_NAMES[weight]
	return { path: pathOf(`@expo-google-fonts/${npmName}/${folder}/${file}_${folder}.ttf`) }
}

/** Returns the files of a script's Noto font, which is one small variable file for all weights. */
function variable(script: string): FontFamily['files'] {
	const npmName = `noto-sans-${script}`
	const path = pathOf(`@fontsource-variable/${npmName}/files/${npmName}-${script}-wght-normal.woff2`)
	return { 400: { path, axes: { wght: 400 } }, 700: { path, axes: { wght: 700 } } }
}

/**
 * Returns the path of a package's file, or of its compressed copy. The package resolver finds it
 * from the source, the build and the bundle.
 */
function pathOf(file: string): string {
	const { resolve } = createRequire(import.meta.url)
	try {
		return resolve(file)
	} catch (cause) {
		if (codeOf(cause) !== 'MODULE_NOT_FOUND') throw cause
		return resolve(`${file}${COMPRESSED}`)
	}
}
