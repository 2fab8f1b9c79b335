import { Router } from 'express'
import { AppError } from '../../errors.ts'
import type { HttpDeps } from '../HttpDeps.ts'

/**
 * `GET /api/languages/:tag/:namespace`: texts of an added language by their keys. The client shows
 * missing texts in another language (LANG2).
 */
export function languageRoutes({ languages }: Pick<HttpDeps, 'languages'>): Router {
	const router = Router()
	router.get('/api/languages/:tag/:namespace', (request, response) => {
		const { tag, namespace } = request.params
		const language = languages.find((one) => one.tag === tag)
		if (!language) throw new AppError('not_found')
		response.set('Cache-Control', 'no-cache').json(language.texts.get(namespace) ?? {})
	})
	return router
}
