import type { FontSubsets } from '@charrette/shared'
import { type Editor, WeakCache } from '@tldraw/tldraw'
import { CARD_FONT } from '../card/cardStyle.ts'

/** The weights in which a picture is written. */
export type FontWeight = 400 | 700

/** A typeface that a picture carries with it, cut down to the characters that are written in it. */
export interface EmbeddedFont {
	/** As a program that has the typeface itself knows it. */
	family: string
	weight: FontWeight
	base64: string
}

/** What a picture is written in. */
export interface RenderFonts {
	/** The typeface that has this character; null where none has, and the device must help. */
	fontFor(character: string, weight: FontWeight): EmbeddedFont | null
	/** The families by which the browser measures in these very typefaces. */
	fontFamily: string
	all: readonly EmbeddedFont[]
	/** Takes them out of the page. */
	close(): void
}

/** Without typefaces of one's own everything is written in the device's. */
const DEVICE_FONTS: RenderFonts = { fontFor: () => null, fontFamily: CARD_FONT, all: [], close: () => {} }

const fonts = new WeakCache<Editor, { current: RenderFonts }>()

/** The typefaces of the pictures that this editor draws. */
export function renderFonts(editor: Editor): { current: RenderFonts } {
	return fonts.get(editor, () => ({ current: DEVICE_FONTS }))
}

let loadCount = 0

/**
 * Puts typefaces into the page, to be measured in. Their names there are their own, so that nothing else on the page is
 * set in them.
 */
export async function loadRenderFonts(cut: readonly FontSubsets[]): Promise<RenderFonts> {
	const prefix = `charrette-picture-${++loadCount}`
	const all = cut.flatMap((one) => one.fonts)
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

/** The bytes of a typeface's file. */
export function decodeBase64(base64: string): Uint8Array<ArrayBuffer> {
	return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
}
