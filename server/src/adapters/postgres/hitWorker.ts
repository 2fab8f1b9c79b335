/** Runs in a worker thread: the hits of a search with the places that match, which takes milliseconds each. */
import type { Locale } from '@charrette/shared'
import type { PracticeHit } from '../../ports/PracticeStore.ts'
import type { QueryGroup } from '../../search/planQuery.ts'
import { type ListedRow, toHit } from '../sql/practiceHits.ts'

/** A page of what a search found. */
export interface FoundPage {
	rows: { row: ListedRow & { adoptions: number }; locale: Locale }[]
	groups: QueryGroup[]
}

/** The hits of a page, in order. */
export function toHits({ rows, groups }: FoundPage): PracticeHit[] {
	return rows.map(({ row, locale }) => toHit(row, locale, groups))
}
