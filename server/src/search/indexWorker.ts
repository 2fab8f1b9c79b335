/** Runs in a child process: the search terms of practices. */
import type { PublishedPractice } from '@charrette/shared'
import type { IndexedText } from '../ports/PracticeStore.ts'
import { indexPractice } from './indexPractice.ts'

/** The search terms of each practice. */
export function indexAll(practices: readonly PublishedPractice[]): IndexedText[][] {
	return practices.map(indexPractice)
}
