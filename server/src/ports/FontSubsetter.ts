import type { FontRequest, FontSubsets } from '@charrette/shared'

/** Subsets the server's fonts to the characters of an export. */
export interface FontSubsetter {
	subset(request: FontRequest): Promise<FontSubsets>
	/** Ends the subsetter; requests in progress fail. */
	close(): Promise<void>
}
