/**
 * Runs in a child process: renders diagrams and maps of how ideas travelled as PNG, with texts in
 * the server's own typefaces.
 */
import { type DiagramText, type DrawnTravelMap, type TravelDiagram, travelMapSvg, travelSvg } from '@charrette/shared'
import sharp from 'sharp'
import { outlineTexts } from './outlineText.ts'

/** Twice the resolution of CSS pixels; sharp counts 72 dots an inch. */
const DENSITY = 144

export async function renderTravels(picture: TravelDiagram | DrawnTravelMap): Promise<Uint8Array> {
	const drawText = await outlineTexts(textsOf(picture))
	const options = { title: '', description: '', drawText }
	const svg = 'arcs' in picture ? travelMapSvg(picture, options) : travelSvg(picture, options)
	return new Uint8Array(await sharp(Buffer.from(svg), { density: DENSITY }).png().toBuffer())
}

function textsOf(picture: TravelDiagram | DrawnTravelMap): DiagramText[] {
	if ('arcs' in picture) {
		const names = picture.cities.flatMap(({ name }) => name ?? [])
		return [...names, ...picture.arcs.flatMap(({ count }) => count?.text ?? [])]
	}
	const { heads, cities, arrows } = picture
	return [...heads, ...cities.flatMap(({ name, count }) => [name, count]), ...arrows.map(({ count }) => count)]
}
