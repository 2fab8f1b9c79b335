import type { DrawnTravelMap, TravelDiagram } from '@charrette/shared'

/** Renders how ideas travelled for documents that take no SVG. */
export interface TravelRenderer {
	/** The picture as PNG, at twice its size. */
	render(picture: TravelDiagram | DrawnTravelMap): Promise<Uint8Array>
	close(): Promise<void>
}
