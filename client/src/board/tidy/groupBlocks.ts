import { CARD_KINDS, OBSTACLE_CATEGORIES } from '@charrette/shared'
import type { TidyBlock } from './TidyBlock.ts'

/** One group a kind, in the order of the toolbar. */
export function groupByKind(blocks: readonly TidyBlock[]): TidyBlock[][] {
	return CARD_KINDS.map((kind) => blocks.filter((block) => block.kind === kind))
}

/** One group a city, in the order of `compare`; the cards of no city come last. */
export function groupByCity(blocks: readonly TidyBlock[], compare: (a: string, b: string) => number): TidyBlock[][] {
	const cities = [...new Set(blocks.map((block) => block.city))].filter((city) => city !== '').sort(compare)
	return [...cities, ''].map((city) => blocks.filter((block) => block.city === city))
}

/** One group a category; what has none comes last, by kind. */
export function groupByCategory(blocks: readonly TidyBlock[]): TidyBlock[][] {
	const groups = OBSTACLE_CATEGORIES.map((category) => blocks.filter((block) => block.category === category))
	return [...groups, ...groupByKind(blocks.filter((block) => block.category === null))]
}
