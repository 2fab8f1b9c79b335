import { z } from 'zod'

/** What a card is written in at most, and all others of a board: far more different characters than anybody uses. */
export const MAX_FONT_CHARACTERS = 20_000

/** `POST /api/fonts`: typefaces for these characters alone, to be carried by a picture. */
export const fontsBody = z.object({
	characters: z.string().min(1).max(MAX_FONT_CHARACTERS),
	weight: z.union([z.literal(400), z.literal(700)]).default(400),
	format: z.enum(['ttf', 'woff2']).default('woff2'),
})
/** Which typefaces are wanted. */
export type FontWish = z.output<typeof fontsBody>

/** One typeface, cut down to the characters that it is to be used for. */
export interface CutFont {
	family: string
	weight: FontWish['weight']
	characters: string
	base64: string
}

/** Each character is in the first typeface that has it; `lacking` are those that none has. */
export interface CutFonts {
	fonts: CutFont[]
	lacking: string
}
