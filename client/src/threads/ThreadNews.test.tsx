import {
	applyThreadAction,
	type BoardId,
	type MessageId,
	recordsOf,
	type ThreadAction,
	type ThreadId,
	type ThreadReader,
	type Workshop,
} from '@charrette/shared'
import { act, render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { beforeAll, expect, it } from 'vitest'
import * as Y from 'yjs'
import { createObservable } from '../connection/observable.ts'
import { loadNamespace } from '../i18n/useTranslation.ts'
import { type BoardPlace, BoardPlaceContext } from '../navigation/BoardPlace.ts'
import { createBoardReading } from '../reading/BoardReading.ts'
import { ReadingContext, type ReadingPlace } from '../reading/ReadingProvider.tsx'
import type { ReadingAnswer } from '../reading/ReadingSource.ts'
import { ToastProvider } from '../ui/Toasts.tsx'
import { observeThreads } from './BoardThreads.ts'
import { createReadMarks } from './readMarks.ts'
import { ThreadNews } from './ThreadNews.tsx'
import { ThreadContext, type ThreadPlace } from './ThreadPlace.ts'
import { ThreadsPanel } from './ThreadsPanel.tsx'

const BOARD = 'board' as BoardId
const TEXT = 'Qui décide ?'

beforeAll(() => Promise.all([loadNamespace('app'), loadNamespace('board'), loadNamespace('panels')]))

/** Ana's board, on which Ben writes to her in French; `answer` brings the translations. */
function open() {
	const doc = new Y.Doc()
	const records = recordsOf(doc)
	const reader: ThreadReader = { author: 'ana', isOnePerson: true, names: new Set(['ana']) }
	const threads = observeThreads({
		records,
		reader,
		marks: createReadMarks({ read: () => '{}', write: () => {} }),
		hadThreads: true,
	})
	let answer = () => {}
	const isReady = new Promise<void>((resolve) => {
		answer = resolve
	})
	const reading = createBoardReading({
		to: 'en',
		source: async function* (wanted) {
			await isReady
			const readings = new Map(
				[...wanted].map(([id, original]) => [id, { original, from: 'fr', text: `[en] ${original}` }] as const),
			)
			yield { readings, state: 'ready' } satisfies ReadingAnswer
		},
	})
	const changes = createObservable(0)
	reading.version.subscribe(() => changes.set(changes.get() + 1))
	const reads: ReadingPlace = {
		...{ board: BOARD, to: 'en', projectedLocales: [], readingOf: () => reading, device: null, changes },
		...{ isOwn: () => false, peoples: null, close: () => reading.close() },
	}
	const workshop = { participants: [{ id: 'ben', name: 'Ben', city: 'Lima' }], sessions: [] } as unknown as Workshop
	const place = { workshop, board: BOARD, onMentions: () => {} } as Partial<BoardPlace> as BoardPlace
	const thread = {
		threads,
		reader,
		mayWrite: true,
		open: () => {},
		openAll: () => {},
	} as Partial<ThreadPlace> as ThreadPlace
	render(
		<ToastProvider>
			<BoardPlaceContext value={place}>
				<ReadingContext value={reads}>
					<ThreadContext value={thread}>
						<ThreadNews records={records} />
						<ThreadsPanel records={records} onOpen={() => {}} />
					</ThreadContext>
				</ReadingContext>
			</BoardPlaceContext>
		</ToastProvider>,
	)
	const say = (action: ThreadAction) =>
		act(async () => {
			doc.transact(() => applyThreadAction(records, action, { author: 'ben', isFacilitator: false, at: Date.now() }))
			await new Promise(requestAnimationFrame)
		})
	return { say, answer: () => act(async () => answer()), close: () => reading.close() }
}

it('[TALK4] [TALK6] the notice and the list of messages for a person are in their language, the original one press away', async () => {
	const { say, answer, close } = open()
	await say({
		...{ type: 'start', thread: 'thread:one' as ThreadId, message: 'note:one' as MessageId },
		...{ on: { type: 'board' }, text: TEXT, mentions: ['ana'] },
	})
	// The list shows the original meanwhile; the notice is worth waiting for.
	expect(await screen.findByText(TEXT)).toBeTruthy()
	expect(screen.queryByText(/^Ben to you/)).toBeNull()
	await answer()
	expect(await screen.findByText(`Ben to you: [en] ${TEXT}`)).toBeTruthy()
	expect((await screen.findByText(`[en] ${TEXT}`)).closest('[lang]')?.getAttribute('lang')).toBe('en')
	await userEvent.click(screen.getByRole('button', { name: /^Translated from French/ }))
	expect(screen.getByText(TEXT)).toBeTruthy()
	close()
})
