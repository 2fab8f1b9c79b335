import { groupBy } from '../collections.ts'
import type { PracticeId } from '../ids.ts'
import { nameKey } from '../locales.ts'
import type { AdoptionStatus } from '../Practice.ts'

/** An idea that one city took from another: a practice, or a solution of a board. */
export interface TravelledIdea {
	kind: 'practice' | 'solution'
	title: string
	/** The practice; null for a solution. */
	practice: PracticeId | null
	status: AdoptionStatus
	/** When that status was set, in ms. */
	at: number
	/** The beginning of what the adopting city learned; may be empty. */
	report: string
	/** Whether the adopting city shows its adoption to others; false for one that only the two workshops see. */
	isShown: boolean
}

/** The ideas that travelled from one city to another. A city without a name is ''. */
export interface Travel {
	from: string
	to: string
	/** Newest first. */
	ideas: TravelledIdea[]
}

/** How ideas travelled from and to a workshop: most travelled first. */
export interface Travels {
	travels: Travel[]
	/** Whether there are more than are listed: the newest are. */
	isPartial: boolean
}

/** Ideas with the cities between which they travelled, grouped by these; names are compared without case and spacing. */
export function groupTravels(ideas: Iterable<TravelledIdea & { from: string; to: string }>): Travel[] {
	const groups = groupBy(ideas, ({ from, to }) => `${nameKey(from)}\n${nameKey(to)}`)
	const travels = [...groups.values()].map((group): Travel => {
		const [first] = group
		const sorted = group.map(({ from: _, to: __, ...idea }) => idea).sort((a, b) => b.at - a.at)
		return { from: first?.from ?? '', to: first?.to ?? '', ideas: sorted }
	})
	return travels.sort(byIdeas)
}

/** Sorts the most travelled first, and equals by name, so that the same travels always give the same picture. */
export function byIdeas(a: Travel, b: Travel): number {
	return b.ideas.length - a.ideas.length || compare(a.from, b.from) || compare(a.to, b.to)
}

function compare(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0
}

/** The number of ideas that travelled. */
export function countIdeas(travels: readonly Travel[]): number {
	return travels.reduce((sum, { ideas }) => sum + ideas.length, 0)
}

/** The cities between which ideas travelled, by `nameKey`. */
export function citiesOfTravels(travels: readonly Travel[]): Set<string> {
	return new Set(travels.flatMap(({ from, to }) => [nameKey(from), nameKey(to)]))
}
