import type { CutFonts, FontWish } from '@charrette/shared'

/** Cuts the server's typefaces down to the characters of a picture. */
export interface FontCutter {
	cut(wish: FontWish): Promise<CutFonts>
	/** Ends it; what is under way fails. */
	close(): Promise<void>
}
