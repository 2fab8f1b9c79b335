/**
 * The web worker that compares cards. It takes a `WorkerRequest` and posts its result, in order.
 * The glossary and the words near its topics are read when it starts.
 */
import table from '@charrette/shared/glossary.tsv?raw'
import { createAlikeFinder } from './createAlikeFinder.ts'
import type { WorkerRequest, WorkerResult } from './createSorter.ts'
import { sameCards } from './findSame.ts'
import { createLexicon } from './lexicon.ts'
import { sortCards } from './sortCards.ts'
import near from './subjects.tsv?raw'

interface WorkerScope {
	onmessage: ((event: { data: WorkerRequest }) => void) | null
	postMessage(result: WorkerResult): void
}

const scope = self as unknown as WorkerScope
const lexicon = createLexicon(table, near)
const findAlikeCards = createAlikeFinder(lexicon)
const answer = (request: WorkerRequest): WorkerResult => {
	if ('text' in request) return findAlikeCards(request)
	return 'same' in request ? sameCards(request, lexicon) : sortCards(request, lexicon)
}
scope.onmessage = ({ data }) => scope.postMessage(answer(data))
