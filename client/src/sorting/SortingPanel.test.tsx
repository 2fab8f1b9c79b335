import { buildCard, FIRST_INDEX, putRecord, recordsOf } from '@charrette/shared'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render, screen, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, expect, it } from 'vitest'
import * as Y from 'yjs'
import { createObservable } from '../connection/observable.ts'
import { loadNamespace } from '../i18n/useTranslation.ts'
import { BoardPlaceContext } from '../navigation/BoardPlace.ts'
import type { BoardDocument } from '../sync/BoardDocument.ts'
import { createUndoHistory } from '../sync/undoHistory.ts'
import { CoversProvider } from '../ui/Covers.tsx'
import { ToastProvider } from '../ui/Toasts.tsx'
import type { Sorter } from './createSorter.ts'
import { sameCards } from './findSame.ts'
import { createLexicon } from './lexicon.ts'
import { SortingPanel } from './SortingPanel.tsx'
import { sortCards } from './sortCards.ts'

const { fetch } = globalThis
beforeEach(async () => {
	await Promise.all([loadNamespace('app'), loadNamespace('board'), loadNamespace('panels')])
	globalThis.fetch = async () => new Response('{}', { headers: { 'content-type': 'application/json' } })
})
afterEach(() => {
	globalThis.fetch = fetch
})

/** The comparison of the worker, without the worker. */
function startHere(): Sorter {
	return {
		sort: async (request) => sortCards(request, createLexicon('', '')),
		findSame: async (request) => sameCards(request, null),
		findAlike: () => Promise.reject(),
		close: () => {},
	}
}

const BUS = ['The evening bus is late', 'No bus stop', 'A full bus', 'The bus costs too much']
const TREE = ['Dry tree roots', 'One tree for each street', 'Tree nurseries', 'Who waters a tree']
const idsOf = (texts: readonly string[]) => texts.map((text) => `shape:${text.replaceAll(' ', '')}`)

it('[SORT2a] suggestions for another selection take the place of those that are open', async () => {
	const records = recordsOf(new Y.Doc())
	for (const text of [...BUS, ...TREE])
		putRecord(records, buildCard(text.replaceAll(' ', ''), { x: 0, y: 0, index: FIRST_INDEX }, { text }, undefined))
	const document = {
		records,
		undo: createUndoHistory(records),
		canWrite: createObservable(true),
		isSorting: createObservable(false),
	} as Partial<BoardDocument> as BoardDocument
	const session = { id: 's', boards: [{ id: 'b', group: null }], groups: [], phases: [] }
	const place = {
		credentials: { role: 'participant', participant: 'ana', workshop: 'w', token: '' },
		workshop: { id: 'w', participants: [], locales: ['en'], sessions: [session], session: 's' },
		board: 'b',
	}
	const client = new QueryClient()
	const panel = (texts: readonly string[] | null) => (
		<QueryClientProvider client={client}>
			<CoversProvider>
				<BoardPlaceContext value={place as never}>
					<ToastProvider>
						<SortingPanel
							{...{ document, isPrivate: false, start: startHere, selected: texts && idsOf(texts) }}
							onClose={() => {}}
						/>
					</ToastProvider>
				</BoardPlaceContext>
			</CoversProvider>
		</QueryClientProvider>
	)
	const names = () =>
		screen.queryAllByRole<HTMLInputElement>('textbox', { name: 'Title of the cluster' }).map(({ value }) => value)
	const { rerender } = render(panel(BUS))
	await waitFor(() => expect(names()).toEqual(['Bus']))
	rerender(panel(TREE))
	await waitFor(() => expect(names()).toEqual(['Tree']))
	rerender(panel(null))
	await waitFor(() => expect(names()).toEqual(['Bus', 'Tree']))
})
