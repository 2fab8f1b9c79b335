import type { BoardContent } from '@charrette/shared'
import { coverageOf } from '@charrette/shared'
import type { TLShapeId } from '@tldraw/tldraw'
import type { Overview } from '../drawing/openWholePicture.ts'
import type { PictureAbout } from '../PictureWish.ts'
import { drawPptx } from './drawPptx.ts'

interface SlidesWish {
	about: PictureAbout
	picture: Overview | null
	/** What is to be seen and told. */
	shapes: readonly TLShapeId[]
	content: BoardContent
	/** Whether it is told who wrote what, as far as the content tells. */
	names: boolean
}

/** A board, or a part of it, as a presentation with its picture. */
export async function drawSlides({ about, picture, shapes, content, names }: SlidesWish): Promise<Blob> {
	const { workshop, title, at, locale } = about
	const shown = picture && { ...picture, data: await dataOf(picture.png) }
	const told = chosenContent(content, { ids: new Set<string>(shapes), names })
	return drawPptx(told, { workshop, board: title, at, locale }, shown)
}

/** The cards that are chosen, with the clusters and links that belong to them. */
function chosenContent(
	content: BoardContent,
	{ ids, names }: { ids: ReadonlySet<string>; names: boolean },
): BoardContent {
	const isChosen = ({ id }: { id: string }) => ids.has(id)
	const chosen = content.cards.filter(isChosen)
	const cards = names ? chosen : chosen.map(({ author, ...card }) => card)
	const links = content.links.filter(isChosen)
	const clusters = content.clusters.filter((cluster) => isChosen(cluster) || cluster.cards.some((id) => ids.has(id)))
	return { cards, links, clusters, images: content.images.filter(isChosen), coverage: coverageOf(cards, links) }
}

function dataOf(blob: Blob): Promise<string> {
	return new Promise((resolve, reject) => {
		const reader = new FileReader()
		reader.onload = () => resolve(String(reader.result))
		reader.onerror = () => reject(reader.error)
		reader.readAsDataURL(blob)
	})
}
