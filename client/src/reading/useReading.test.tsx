import { act, render, screen } from '@testing-library/react'
import { memo, Profiler } from 'react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createObservable } from '../connection/observable.ts'
import { createBoardReading } from './BoardReading.ts'
import { ReadingContext, type ReadingPlace } from './ReadingProvider.tsx'
import type { ReadingAnswer } from './ReadingSource.ts'
import { useReader, useReadText } from './useReading.tsx'

const CARDS = 200
const MOST_PER_FRAME = 4

let frames: (() => void)[]
beforeEach(() => {
	frames = []
	// A frame comes when the test says so.
	vi.stubGlobal('requestAnimationFrame', (run: () => void) => frames.push(run))
	vi.stubGlobal('cancelAnimationFrame', () => {})
})
afterEach(() => vi.unstubAllGlobals())

const renders = new Map<string, number>()
const Card = memo(function Card({ id }: { id: string }) {
	renders.set(id, (renders.get(id) ?? 0) + 1)
	return <p>{useReadText(id, id).text}</p>
})

/** Like the views that read many texts. */
function Many() {
	renders.set('many', (renders.get('many') ?? 0) + 1)
	return <p>{useReader().version}</p>
}

it('[READ4a] each card is rendered once for its translation, a few in a frame, and those who read many texts once', async () => {
	let answer = () => {}
	const isReady = new Promise<void>((resolve) => {
		answer = resolve
	})
	const reading = createBoardReading({
		to: 'en',
		source: async function* (wanted) {
			await isReady
			// A browser's own translator answers text by text.
			for (const [id, original] of wanted)
				yield {
					readings: new Map([[id, { original, from: 'fr', text: `[en] ${id}` }]]),
					state: 'ready',
				} satisfies ReadingAnswer
		},
	})
	const changes = createObservable(0)
	reading.version.subscribe(() => changes.set(changes.get() + 1))
	const place: ReadingPlace = {
		...{ board: 'elsewhere', to: 'en', projectedLocales: [], readingOf: () => reading, device: null, changes },
		...{ isOwn: () => false, peoples: null, close: () => reading.close() },
	}
	const ids = Array.from({ length: CARDS }, (_, n) => `card ${n}`)
	const commits: number[] = []
	render(
		<ReadingContext value={place}>
			<Profiler id="cards" onRender={() => commits.push(1)}>
				{ids.map((id) => (
					<Card key={id} id={id} />
				))}
				<Many />
			</Profiler>
		</ReadingContext>,
		// It would render everything twice.
		{ reactStrictMode: false },
	)
	const total = () => ids.reduce((sum, id) => sum + (renders.get(id) ?? 0), 0)
	expect(total()).toBe(CARDS)
	answer()
	await vi.waitFor(() => expect(reading.of(`card ${CARDS - 1}`)).not.toBeNull())
	expect(total()).toBe(CARDS)
	commits.length = 0
	let painted = 0
	for (let before = total(); frames.length > 0; before = total()) {
		const now = frames
		frames = []
		act(() => {
			for (const run of now) run()
		})
		painted++
		expect(total() - before).toBeLessThanOrEqual(MOST_PER_FRAME)
	}
	expect(painted).toBe(CARDS / MOST_PER_FRAME)
	expect(commits.length).toBeLessThanOrEqual(painted + 1)
	expect(ids.every((id) => renders.get(id) === 2)).toBe(true)
	expect(screen.getByText(`[en] card ${CARDS - 1}`)).toBeTruthy()
	await vi.waitFor(() => expect(reading.version.get()).toBe(1))
	expect(renders.get('many')).toBe(2)
	act(() => reading.showOriginal('card 7', true))
	expect(ids.filter((id) => renders.get(id) === 3)).toEqual(['card 7'])
	reading.close()
})
