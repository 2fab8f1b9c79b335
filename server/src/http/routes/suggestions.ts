import {
	type Board,
	type BoardClusterNames,
	type BoardLikeness,
	clusterNamesBody,
	likenessBody,
	plainText,
	readBoard,
	readBoardText,
	recordsOf,
	type SuggestedSummary,
	summaryBody,
} from '@charrette/shared'
import { Router } from 'express'
import { AppError } from '../../errors.ts'
import { mayTranslate, requireEditableBoard } from '../../workshops/access.ts'
import { authenticate } from '../authenticate.ts'
import type { HttpDeps } from '../HttpDeps.ts'
import type { RequestLimits } from '../requestLimits.ts'
import { validate } from '../validate.ts'

/** `POST /api/boards/:id/likeness`, `…/cluster-names` and `…/summary` */
export function suggestionRoutes(deps: HttpDeps, requestLimits: RequestLimits): Router {
	const router = Router()
	const readTexts = (board: Board, ids: readonly string[]) =>
		deps.rooms.read(board, (doc) => {
			const records = recordsOf(doc)
			return new Map(ids.map((id) => [id, plainText(readBoardText(records, id))]))
		})
	router.post('/api/boards/:id/likeness', async (request, response) => {
		const requester = await authenticate(deps, request)
		const board = requireEditableBoard(requester, request.params.id)
		const { ids } = validate(likenessBody, request.body)
		const { identity, workshop } = requester
		await requestLimits.suggest({ request, response }, identity.participant ?? identity.link)
		const { vectors, problem } = await deps.likeness.read({
			workshop: workshop.id,
			place: board.id,
			texts: await readTexts(board, ids),
			isAllowed: () => mayTranslate(deps, workshop.id),
		})
		const encoded = [...vectors].map(([id, vector]) => [id, Buffer.from(vector.buffer).toString('base64')])
		response.json({ vectors: Object.fromEntries(encoded), problem } satisfies BoardLikeness)
	})
	router.post('/api/boards/:id/cluster-names', async (request, response) => {
		const requester = await authenticate(deps, request)
		const board = requireEditableBoard(requester, request.params.id)
		const { to, clusters } = validate(clusterNamesBody, request.body)
		const { identity, workshop } = requester
		await requestLimits.suggest({ request, response }, identity.participant ?? identity.link)
		const texts = await readTexts(board, clusters.flat())
		const answer = await deps.clusterNames.read({
			workshop: workshop.id,
			place: board.id,
			theme: workshop.title,
			to,
			clusters: clusters.map((ids) => ids.flatMap((id) => texts.get(id)?.trim() || [])),
			isAllowed: () => mayTranslate(deps, workshop.id),
		})
		response.json(answer satisfies BoardClusterNames)
	})
	router.post('/api/boards/:id/summary', async (request, response) => {
		const requester = await authenticate(deps, request)
		const { identity, workshop } = requester
		const board = requireEditableBoard(requester, request.params.id)
		if (identity.role !== 'facilitator') throw new AppError('not_allowed')
		const { to } = validate(summaryBody, request.body)
		await requestLimits.suggest({ request, response }, identity.link)
		const answer = await deps.summaries.read({
			workshop: workshop.id,
			place: board.id,
			theme: workshop.title,
			to,
			cards: await deps.rooms.read(board, (doc) =>
				readBoard(doc).cards.map(({ id, kind, text }) => ({ id, kind, text: plainText(text) })),
			),
			isAllowed: () => mayTranslate(deps, workshop.id),
		})
		response.json(answer satisfies SuggestedSummary)
	})
	return router
}
