/**
 * Runs in a worker thread: finds the places that match in the hits of a search, which takes
 * milliseconds each.
 */
import type { Locale } from '@charrette/shared'
import type { PracticeHit } from '../../ports/PracticeStore.ts'
import type { QueryGroup } from '../../search/planQuery.ts'
import { type ListedRow, toHit } from '../sql/practiceHits.ts'

/** One page of a search's results. */
export interface FoundPage {
	rows: { row: ListedRow & { adoptions: number }; locale: Locale }[]
	groups: QueryGroup[]
}

/** Returns the hits of a page, in order. */
export function toHits({ rows, groups }: FoundPage): PracticeHit[] {
	return rows.map(({ row, locale }) => toHit(row, locale, groups))
}
