import { lazy } from 'react'
import { fetchChunk } from '../connection/fetchChunk.ts'
import { loadNamespace } from '../i18n/useTranslation.ts'

/** The presented page of a document, a chunk of its own. */
export const LatePresentedPage = lazy(() =>
	fetchChunk(async () => {
		const [{ PresentedPage }] = await Promise.all([import('./PresentedPage.tsx'), loadNamespace('documents')])
		return { default: PresentedPage }
	}),
)
