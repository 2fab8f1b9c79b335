import type { FontSubsets } from '@charrette/shared'
import { routePath } from '../../connection/basePath.ts'
import { call, FILE_ANSWER_MS, failureOf, readBlob } from '../../connection/http.ts'
import { CARD_FONT } from '../card/cardStyle.ts'

export type FontWeight = 400 | 700

/** A font that is embedded in an export, subset to the characters that occur in it. */
export interface EmbeddedFont {
	/** The family name under which other programs know the font. */
	family: string
	weight: FontWeight
	base64: string
}

/** The fonts of an export. */
export interface RenderFonts {
	/**
	 * Returns the font that has this character; null if none has, and the font of the device is used.
	 */
	fontFor(character: string, weight: FontWeight): EmbeddedFont | null
	/** The CSS `font-family` for measuring text in these fonts. */
	fontFamily: string
	all: readonly EmbeddedFont[]
	/** Removes the fonts from the page. */
	close(): void
}

/** Fonts that embed nothing: all text is set in the fonts of the device. */
export const DEVICE_FONTS: RenderFonts = { fontFor: () => null, fontFamily: CARD_FONT, all: [], close: () => {} }

let loadCount = 0

/**
 * Loads fonts into the page for measuring, under family names that the rest of the page does not
 * use.
 */
export async function loadRenderFonts(subsets: readonly FontSubsets[]): Promise<RenderFonts> {
	const prefix = `charrette-render-${++loadCount}`
	const all = subsets.flatMap((subset) => subset.fonts)
	const byCharacter = new Map(
		all.flatMap((font) => [...font.characters].map((character) => [`${font.weight}${character}`, font])),
	)
	const faces = await Promise.all(
		all.map(({ family, weight, base64 }) => {
			const face = new FontFace(`${prefix}-${family}`, decodeBase64(base64), { weight: String(weight) })
			return face.load()
		}),
	)
	for (const face of faces) document.fonts.add(face)
	const families = [...new Set(all.map(({ family }) => `"${prefix}-${family}"`))]
	return {
		fontFor: (character, weight) => byCharacter.get(`${weight}${character}`) ?? null,
		fontFamily: [...families, CARD_FONT].join(', '),
		all,
		close() {
			for (const face of faces) document.fonts.delete(face)
		},
	}
}

/** Returns the bytes of a font file. */
export function decodeBase64(base64: string): Uint8Array<ArrayBuffer> {
	return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
}

/**
 * The images of exports. Each is fetched once, regardless of the number of exports that contain it.
 */
export interface RenderImages {
	/**
	 * Returns an image as a `data:` URL; null if the server does not have it. Throws an `ApiError` if
	 * the server cannot be reached or fails; the next call tries again.
	 */
	read(url: string): Promise<string | null>
}

export function createRenderImages(): RenderImages {
	const images = new Map<string, Promise<string | null>>()
	return {
		read(url) {
			const image = images.get(url) ?? readAsDataUrl(url)
			images.set(url, image)
			image.catch(() => images.delete(url))
			return image
		},
	}
}

async function readAsDataUrl(url: string): Promise<string | null> {
	const blob = await call(routePath(url), { answerMs: FILE_ANSWER_MS }, readBlob).catch((thrown: unknown) => {
		if (failureOf(thrown) === 'not_found') return null
		throw thrown
	})
	if (!blob) return null
	return new Promise((resolve) => {
		const reader = new FileReader()
		reader.onload = () => resolve(typeof reader.result === 'string' ? reader.result : null)
		reader.onerror = () => resolve(null)
		reader.readAsDataURL(blob)
	})
}
