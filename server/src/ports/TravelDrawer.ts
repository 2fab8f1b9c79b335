import type { TravelPicture } from '@charrette/shared'

/** Draws how ideas travelled for documents that take no SVG. */
export interface TravelDrawer {
	/** The picture as PNG, at twice its size. */
	draw(picture: TravelPicture): Promise<Uint8Array>
	close(): Promise<void>
}
