/**
 * The web worker that sorts cards. It takes a `SortRequest` and answers with its `SortResult`, in
 * order. The glossary is read when it starts.
 */
import table from '@charrette/shared/glossary.tsv?raw'
import { createLexicon } from './lexicon.ts'
import { type SortRequest, type SortResult, sortCards } from './sortCards.ts'

interface WorkerScope {
	onmessage: ((event: { data: SortRequest }) => void) | null
	postMessage(result: SortResult): void
}

const scope = self as unknown as WorkerScope
const lexicon = createLexicon(table)
scope.onmessage = ({ data }) => scope.postMessage(sortCards(data, lexicon))
