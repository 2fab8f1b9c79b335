import { readFileSync } from 'node:fs'

export interface SampleCard {
	id: string
	kind: string
	city: string
	text: string
	/** What an obstacle is about. */
	category?: string
	group: number
}

interface SampleFile {
	title: string
	cities: { name: string }[]
	cards: SampleCard[]
	links: { from: string; to: string }[]
}

const FILE = new URL('../../server/src/workshops/sample/workshop.json', import.meta.url)

/** The sample workshop's own data: what people would bring to it. */
export const sample = JSON.parse(readFileSync(FILE, 'utf8')) as SampleFile

/** The cards of one group, and the links between them. */
export function workOf(group: number): { cards: SampleCard[]; links: { from: SampleCard; to: SampleCard }[] } {
	const cards = sample.cards.filter((card) => card.group === group)
	const links = sample.links.flatMap(({ from, to }) => {
		const ends = [from, to].map((id) => cards.find((card) => card.id === id))
		const [start, end] = ends
		return start && end ? [{ from: start, to: end }] : []
	})
	return { cards, links }
}
