import type { FontRequest, FontSubsets } from '@charrette/shared'

/** Cuts the server's typefaces down to the characters of a picture. */
export interface FontSubsetter {
	subset(wish: FontRequest): Promise<FontSubsets>
	/** Ends it; what is under way fails. */
	close(): Promise<void>
}
