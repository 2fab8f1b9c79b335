/** Runs in a child process: computes the search terms of practices. */
import type { PublishedPractice } from '@charrette/shared'
import type { IndexedText } from '../ports/PracticeStore.ts'
import { indexPractices } from './indexPractice.ts'

/** Returns the search terms of each practice. */
export function indexAll(practices: readonly PublishedPractice[]): IndexedText[][] {
	return indexPractices(practices)
}
