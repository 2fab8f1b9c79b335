import { type BoardLikeness, likenessBody, plainText, readBoardText, recordsOf } from '@charrette/shared'
import { Router } from 'express'
import { mayTranslate, requireEditableBoard } from '../../workshops/access.ts'
import { authenticate } from '../authenticate.ts'
import type { HttpDeps } from '../HttpDeps.ts'
import type { RequestLimits } from '../requestLimits.ts'
import { validate } from '../validate.ts'

/** `POST /api/boards/:id/likeness` */
export function suggestionRoutes(deps: HttpDeps, requestLimits: RequestLimits): Router {
	const router = Router()
	router.post('/api/boards/:id/likeness', async (request, response) => {
		const requester = await authenticate(deps, request)
		const board = requireEditableBoard(requester, request.params.id)
		const { ids } = validate(likenessBody, request.body)
		const { identity, workshop } = requester
		await requestLimits.suggest({ request, response }, identity.participant ?? identity.link)
		const { vectors, problem } = await deps.likeness.read({
			workshop: workshop.id,
			place: board.id,
			texts: await deps.rooms.read(board, (doc) => {
				const records = recordsOf(doc)
				return new Map(ids.map((id) => [id, plainText(readBoardText(records, id))]))
			}),
			isAllowed: () => mayTranslate(deps, workshop.id),
		})
		const encoded = [...vectors].map(([id, vector]) => [id, Buffer.from(vector.buffer).toString('base64')])
		response.json({ vectors: Object.fromEntries(encoded), problem } satisfies BoardLikeness)
	})
	return router
}
