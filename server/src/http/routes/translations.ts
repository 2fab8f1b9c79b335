import {
	type BoardTranslations,
	isTextBy,
	isTextFrom,
	type ParticipantId,
	practiceTranslationsBody,
	readBoardText,
	recordsOf,
	similarTranslationsBody,
	translationsBody,
} from '@charrette/shared'
import { Router } from 'express'
import { requireCard } from '../../exchange/similarCards.ts'
import { translatePractices, translateSimilar } from '../../exchange/translatePractices.ts'
import type { Creator } from '../../rooms/gate/ClientOwners.ts'
import { addPeoples, findPeoples } from '../../translation/peoplesTranslations.ts'
import { mayTranslate, requireVisibleBoard } from '../../workshops/access.ts'
import { addressKey } from '../addressKey.ts'
import { type AuthenticatedRequester, authenticate, requesterOrNull } from '../authenticate.ts'
import type { HttpDeps } from '../HttpDeps.ts'
import type { RequestLimits } from '../requestLimits.ts'
import { validate } from '../validate.ts'

/**
 * `POST /api/boards/:id/translations`, `POST /api/practices/translations` and `POST
 * /api/boards/:id/similar/translations`
 */
export function translationRoutes(deps: HttpDeps, requestLimits: RequestLimits): Router {
	const router = Router()
	router.post('/api/boards/:id/translations', async (request, response) => {
		const requester = await authenticate(deps, request)
		const board = requireVisibleBoard(requester, request.params.id)
		const { to, ids, by } = validate(translationsBody, request.body)
		const { participant } = requester.identity
		await requestLimits.translate({ request, response }, personOf(requester))
		const { texts, own, peoples } = await deps.rooms.read(board, (doc, creatorOf) => {
			const records = recordsOf(doc)
			const isOwn = (id: string, reader: ParticipantId) =>
				isTextBy(records, id, reader) || isTextFrom(records, id, (client) => isParticipant(creatorOf(client), reader))
			const own = new Set(participant === null ? [] : ids.filter((id) => isOwn(id, participant)))
			return {
				texts: new Map(ids.map((id) => [id, readBoardText(records, id)])),
				own,
				peoples: findPeoples(records, by === 'machine' ? [] : ids.filter((id) => !own.has(id)), to),
			}
		})
		const owner = { kind: 'workshop', id: requester.workshop.id } as const
		const translated = [...peoples].flatMap(([id, { isStale }]) => (isStale ? [] : id))
		const answer = await deps.boardTranslations.read({
			place: board.id,
			theme: requester.workshop.title,
			texts: new Map([...texts].map(([id, text]) => [id, { text, owner }])),
			settled: new Set([...own, ...translated]),
			to: by === 'people' ? null : to,
			isAllowed: () => mayTranslate(deps, requester.workshop.id),
		})
		const { isAnonymous } = requester.workshop
		const translations: BoardTranslations = addPeoples(answer, { texts, peoples, isAnonymous })
		response.json((own.size > 0 ? { ...translations, own: [...own] } : translations) satisfies BoardTranslations)
	})
	router.post('/api/practices/translations', async (request, response) => {
		const requester = await requesterOrNull(deps, request)
		const asked = validate(practiceTranslationsBody, request.body)
		await requestLimits.translate({ request, response }, requester && personOf(requester))
		const reader = requester ? { requester } : { requester, address: addressKey(request.ip ?? '') }
		response.json((await translatePractices(deps, reader, asked)) satisfies BoardTranslations)
	})
	router.post('/api/boards/:id/similar/translations', async (request, response) => {
		const requester = await authenticate(deps, request)
		const board = requireVisibleBoard(requester, request.params.id)
		const { card: id, ...asked } = validate(similarTranslationsBody, request.body)
		await requestLimits.translate({ request, response }, personOf(requester))
		const card = await requireCard(deps, board, id)
		response.json(
			(await translateSimilar(deps, requester, { board: board.id, card, ...asked })) satisfies BoardTranslations,
		)
	})
	return router
}

const isParticipant = (creator: Creator, participant: ParticipantId) =>
	typeof creator === 'object' && creator.participant === participant

const personOf = ({ identity }: AuthenticatedRequester) => identity.participant ?? identity.link
