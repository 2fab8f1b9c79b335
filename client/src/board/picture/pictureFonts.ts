import type { CutFonts } from '@charrette/shared'
import { type Editor, WeakCache } from '@tldraw/tldraw'
import { CARD_FONT } from '../card/cardFont.ts'

/** The weights in which a picture is written. */
export type PictureWeight = 400 | 700

/** A typeface that a picture carries with it, cut down to the characters that are written in it. */
export interface PictureFont {
	/** As a program that has the typeface itself knows it. */
	family: string
	weight: PictureWeight
	base64: string
}

/** What a picture is written in. */
export interface PictureFonts {
	/** The typeface that has this character; null where none has, and the device must help. */
	of(character: string, weight: PictureWeight): PictureFont | null
	/** The families by which the browser measures in these very typefaces. */
	stack: string
	all: readonly PictureFont[]
	/** Takes them out of the page. */
	close(): void
}

/** Without typefaces of one's own everything is written in the device's. */
const DEVICE_FONTS: PictureFonts = { of: () => null, stack: CARD_FONT, all: [], close: () => {} }

const fonts = new WeakCache<Editor, { current: PictureFonts }>()

/** The typefaces of the pictures that this editor draws. */
export function pictureFontsOf(editor: Editor): { current: PictureFonts } {
	return fonts.get(editor, () => ({ current: DEVICE_FONTS }))
}

let opened = 0

/**
 * Puts typefaces into the page, to be measured in. Their names there are their own, so that nothing else on the page is
 * set in them.
 */
export async function openPictureFonts(cut: readonly CutFonts[]): Promise<PictureFonts> {
	const prefix = `charrette-picture-${++opened}`
	const all = cut.flatMap((one) => one.fonts)
	const byCharacter = new Map(
		all.flatMap((font) => [...font.characters].map((character) => [`${font.weight}${character}`, font])),
	)
	const faces = await Promise.all(
		all.map(({ family, weight, base64 }) => {
			const face = new FontFace(`${prefix}-${family}`, bytesOf(base64), { weight: String(weight) })
			return face.load()
		}),
	)
	for (const face of faces) document.fonts.add(face)
	const families = [...new Set(all.map(({ family }) => `"${prefix}-${family}"`))]
	return {
		of: (character, weight) => byCharacter.get(`${weight}${character}`) ?? null,
		stack: [...families, CARD_FONT].join(', '),
		all,
		close() {
			for (const face of faces) document.fonts.delete(face)
		},
	}
}

/** The bytes of a typeface's file. */
export function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
	return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
}
