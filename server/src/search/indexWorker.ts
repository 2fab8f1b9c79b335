/** Runs in a worker thread: the search terms of practices. */
import type { PublishedPractice } from '@charrette/shared'
import type { IndexedText } from '../ports/PracticeStore.ts'
import { lowerThreadPriority } from '../workers/lowerThreadPriority.ts'
import { indexPractice } from './indexPractice.ts'

lowerThreadPriority()

/** The search terms of each practice. */
export function indexAll(practices: readonly PublishedPractice[]): IndexedText[][] {
	return practices.map(indexPractice)
}
