import { type FoundPractice, type PracticeId, practiceTextId } from '@charrette/shared'
import { render, screen } from '@testing-library/react'
import { expect, it } from 'vitest'
import { createObservable } from '../connection/observable.ts'
import { texts as board } from '../i18n/board/en.ts'
import { texts } from '../i18n/exchange/en.ts'
import { addTexts } from '../i18n/texts.ts'
import { createBoardReading } from '../reading/BoardReading.ts'
import { ReadingContext, type ReadingPlace } from '../reading/ReadingProvider.tsx'
import { createServerSource } from '../reading/ReadingSource.ts'
import { FoundCard } from './PracticeSearch.tsx'

addTexts('en', 'exchange', texts)
addTexts('en', 'board', board)

const ID = 'p1' as PracticeId
const ALT = 'Une rue devant la mairie'
const WRITTEN = new Map([
	[practiceTextId(ID, 'fr', 'title'), 'Guichet unique'],
	[practiceTextId(ID, 'fr', 'abstract'), 'La mairie répond en trente jours.'],
	[practiceTextId(ID, 'fr', 'alt0'), ALT],
])
const FOUND: FoundPractice = {
	...{ id: ID, version: 1, locale: 'fr', languages: ['fr'], city: 'Dakar', visibility: 'public' },
	...{ themes: [], categories: [], sdgs: [], at: 1, adoptions: 0 },
	title: { text: 'Guichet unique', marks: [] },
	abstract: { text: 'La mairie répond en trente jours.', marks: [] },
	image: { path: `/api/images/${'0'.repeat(40)}`, alt: ALT },
}

it('[READ9] a practice in a list is read in one’s own language, with the alt text of its image', async () => {
	const source = createServerSource('en', async ({ ids }) => ({
		translations: ids.map((id) => {
			const original = WRITTEN.get(id) ?? ''
			return { id, original, text: `[en] ${original}`, from: 'fr', by: 'machine', isStale: false }
		}),
		...{ pending: [], languages: {}, problem: null },
	}))
	const reading = createBoardReading({ to: 'en', source })
	const place: ReadingPlace = {
		...{ board: 'elsewhere', to: 'en', projectedLocales: [], readingOf: () => reading, device: null },
		...{ changes: createObservable(0), isOwn: () => false, peoples: null, close: () => reading.close() },
	}
	render(
		<ReadingContext value={place}>
			<FoundCard practice={FOUND} query="" />
		</ReadingContext>,
	)
	expect(screen.getByRole('img', { name: ALT })).toBeTruthy()
	expect(await screen.findByRole('img', { name: `[en] ${ALT}` })).toBeTruthy()
	expect(screen.getByRole('link', { name: '[en] Guichet unique' })).toBeTruthy()
	place.close()
})
