/**
 * Runs in a child process: draws pictures of how ideas travelled as PNG, with texts in the server's
 * own typefaces.
 */
import { type TravelPicture, travelSvg } from '@charrette/shared'
import sharp from 'sharp'
import { outlineTexts } from './outlineText.ts'

/** Twice the resolution of CSS pixels; sharp counts 72 dots an inch. */
const DENSITY = 144

export async function drawTravels(picture: TravelPicture): Promise<Uint8Array> {
	const { heads, cities, arrows } = picture
	const texts = [...heads, ...cities.flatMap(({ name, count }) => [name, count]), ...arrows.map(({ count }) => count)]
	const svg = travelSvg(picture, { title: '', description: '', drawText: await outlineTexts(texts) })
	return new Uint8Array(await sharp(Buffer.from(svg), { density: DENSITY }).png().toBuffer())
}
