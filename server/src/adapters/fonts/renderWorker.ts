/**
 * Runs in a child process: renders diagrams of how ideas travelled as PNG, with texts in the
 * server's own typefaces.
 */
import { type TravelDiagram, travelSvg } from '@charrette/shared'
import sharp from 'sharp'
import { outlineTexts } from './outlineText.ts'

/** Twice the resolution of CSS pixels; sharp counts 72 dots an inch. */
const DENSITY = 144

export async function renderTravels(diagram: TravelDiagram): Promise<Uint8Array> {
	const { heads, cities, arrows } = diagram
	const texts = [...heads, ...cities.flatMap(({ name, count }) => [name, count]), ...arrows.map(({ count }) => count)]
	const svg = travelSvg(diagram, { title: '', description: '', drawText: await outlineTexts(texts) })
	return new Uint8Array(await sharp(Buffer.from(svg), { density: DENSITY }).png().toBuffer())
}
