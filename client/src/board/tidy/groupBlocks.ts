import { CARD_KINDS, OBSTACLE_CATEGORIES } from '@charrette/shared'
import { groupEnds } from './mapLayers.ts'
import type { TidyBlock, TidyLink } from './TidyBlock.ts'

/** One group a kind, in the order of the toolbar. */
export function groupByKind(blocks: readonly TidyBlock[]): TidyBlock[][] {
	return CARD_KINDS.map((kind) => blocks.filter((block) => block.kind === kind))
}

/** One group a city, in the order of `compare`; the cards of no city come last. */
export function groupByCity(blocks: readonly TidyBlock[], compare: (a: string, b: string) => number): TidyBlock[][] {
	const cities = [...new Set(blocks.map((block) => block.city))].filter((city) => city !== '').sort(compare)
	return [...cities, ''].map((city) => blocks.filter((block) => block.city === city))
}

/**
 * One group a category, each by kind: its obstacles, and with them the solutions, cases … that are linked to one of
 * them. What is about nothing comes last, by kind.
 */
export function groupByCategory(blocks: readonly TidyBlock[], links: readonly TidyLink[]): TidyBlock[][] {
	const beside = groupEnds([...links, ...links.map(({ from, to }) => ({ from: to, to: from }))])
	const own = new Map(blocks.map((block) => [block.id, block.category]))
	const about = new Map(
		blocks.map(({ id, category }) => [
			id,
			category ?? beside.get(id)?.flatMap((other) => own.get(other) ?? [])[0] ?? null,
		]),
	)
	const groups = OBSTACLE_CATEGORIES.map((category) => blocks.filter((block) => about.get(block.id) === category))
	const rest = blocks.filter((block) => about.get(block.id) === null)
	return [...groups.map((group) => groupByKind(group).flat()), ...groupByKind(rest)]
}
