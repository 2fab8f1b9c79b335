import type { ImageId } from '@charrette/shared'

/** Where images are named: in the documents of all boards, with all that is kept of their past, and in the snapshots. */
export interface ImageMentions {
	/** The images that are named anywhere. Null if something could not be read: it might name any of them. */
	find(): Promise<ReadonlySet<ImageId> | null>
	close(): Promise<void>
}
