import { type FoundPractice, type PracticeId, passageTextId, practiceTextId, switchOfText } from '@charrette/shared'
import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it } from 'vitest'
import { createObservable } from '../connection/observable.ts'
import { texts as board } from '../i18n/board/en.ts'
import { texts } from '../i18n/exchange/en.ts'
import { addTexts } from '../i18n/texts.ts'
import { createBoardReading } from '../reading/BoardReading.ts'
import { ReadingContext, type ReadingPlace } from '../reading/ReadingProvider.tsx'
import { createServerSource } from '../reading/ReadingSource.ts'
import { FoundCard } from './FoundCard.tsx'

addTexts('en', 'exchange', texts)
addTexts('en', 'board', board)

const ID = 'p1' as PracticeId
const ALT = 'Une rue devant la mairie'
const PASSAGE = 'Le tramway a demandé trois ans. Tout est calme.'
const WRITTEN = new Map([
	[practiceTextId(ID, 'fr', 'title'), 'Guichet unique'],
	[practiceTextId(ID, 'fr', 'abstract'), 'La mairie répond en trente jours.'],
	[practiceTextId(ID, 'fr', 'alt0'), ALT],
	[passageTextId(ID, 'fr', 3), PASSAGE],
])
const FOUND: FoundPractice = {
	...{ id: ID, version: 1, locale: 'fr', languages: ['fr'], city: 'Dakar', visibility: 'public' },
	...{ themes: [], categories: [], sdgs: [], at: 1, adoptions: 0 },
	title: { text: 'Guichet unique', marks: [] },
	abstract: { text: 'La mairie répond en trente jours.', marks: [] },
	excerpt: { text: '… tramway a demandé', marks: [[2, 9]], passage: { index: 3, text: PASSAGE } },
	image: { path: `/api/images/${'0'.repeat(40)}`, alt: ALT },
}

it('[READ9] a practice in a list is read in one’s own language, with the alt text of its image and the passage of its excerpt; one mark shows it as written', async () => {
	const source = createServerSource('en', async ({ ids }) => ({
		translations: ids.map((id) => {
			const original = WRITTEN.get(id) ?? ''
			return { id, original, text: `[en] ${original}`, from: 'fr', by: 'machine', isStale: false }
		}),
		...{ pending: [], languages: {}, problem: null },
	}))
	const reading = createBoardReading({ to: 'en', source, switchOf: switchOfText })
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
	expect(screen.getByText(`[en] ${PASSAGE}`).lang).toBe('en')
	await userEvent.click(screen.getByRole('button', { name: /^Translation · / }))
	expect(screen.getByText('tramway').parentElement?.parentElement?.textContent).toBe('… tramway a demandé')
	expect(screen.getByRole('link', { name: 'Guichet unique' })).toBeTruthy()
	place.close()
})
