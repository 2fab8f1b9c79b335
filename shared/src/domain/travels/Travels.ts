import { groupBy } from '../collections.ts'
import type { PracticeId } from '../ids.ts'
import { nameKey } from '../locales.ts'
import type { AdoptionStatus } from '../Practice.ts'

/** An idea that one city adopted from another: a practice, or a solution of a board. */
export interface TravelledIdea {
	kind: 'practice' | 'solution'
	title: string
	/** The practice; null for a solution. */
	practice: PracticeId | null
	status: AdoptionStatus
	/** When that status was set, in ms. */
	at: number
	/** The beginning of the adopting city's report; may be empty. */
	report: string
	/**
	 * Whether the adopting city shows its adoption to others; if false, only the two workshops see
	 * it.
	 */
	isShown: boolean
	/** The host of the server of the adopting city, if that is another one. */
	server?: string
}

/** The ideas that travelled from one city to another. A city without a name is ''. */
export interface Travel {
	from: string
	to: string
	/** Newest first. */
	ideas: TravelledIdea[]
}

/** The travels from and to a workshop, the most ideas first. */
export interface Travels {
	travels: Travel[]
	/** True if there are more ideas than are listed; the newest are listed. */
	isPartial: boolean
	/** The place of each city by its `nameKey` (`readPlace`), as far as the list of cities has it. */
	places: Record<string, string>
}

/**
 * Groups ideas by the cities between which they travelled. City names are compared without case and
 * spacing.
 */
export function groupTravels(ideas: Iterable<TravelledIdea & { from: string; to: string }>): Travel[] {
	const groups = groupBy(ideas, ({ from, to }) => `${nameKey(from)}\n${nameKey(to)}`)
	const travels = [...groups.values()].map((group): Travel => {
		const [first] = group
		const sorted = group.map(({ from: _, to: __, ...idea }) => idea).sort((a, b) => b.at - a.at)
		return { from: first?.from ?? '', to: first?.to ?? '', ideas: sorted }
	})
	return travels.sort(byIdeas)
}

/**
 * Compares two travels: the most ideas first, equal ones by city names, so that the same travels
 * always give the same diagram.
 */
export function byIdeas(a: Travel, b: Travel): number {
	return b.ideas.length - a.ideas.length || compare(a.from, b.from) || compare(a.to, b.to)
}

function compare(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0
}

export function countIdeas(travels: readonly Travel[]): number {
	return travels.reduce((sum, { ideas }) => sum + ideas.length, 0)
}

/** Returns the cities between which ideas travelled, by `nameKey`. */
export function citiesOfTravels(travels: readonly Travel[]): Set<string> {
	return new Set(travels.flatMap(({ from, to }) => [nameKey(from), nameKey(to)]))
}
