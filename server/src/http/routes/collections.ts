import {
	changeCollectionBody,
	collectionQuery,
	LIMITS,
	startCollectionBody,
	travelsQuery,
	type WorkshopCollections,
} from '@charrette/shared'
import { Router } from 'express'
import { AppError } from '../../errors.ts'
import { collectionsToCsv } from '../../exchange/collectionTable.ts'
import {
	changeCollection,
	listCollections,
	readCollection,
	requireOwnCollection,
	startCollection,
} from '../../exchange/collectPractices.ts'
import { collectionTags } from '../../exchange/openGraph.ts'
import { EXPORT_TYPES, exportFileName, fileHeaders } from '../../export/exportHeaders.ts'
import { saveImage } from '../../workshops/images.ts'
import { requireDiskSpace } from '../../workshops/requireDiskSpace.ts'
import { authenticateFacilitator, authenticateMember, originOf, requesterOrNull } from '../authenticate.ts'
import type { HttpDeps } from '../HttpDeps.ts'
import { createConcurrencyLimit } from '../limits.ts'
import { HEAD_TAGS } from '../serveClient.ts'
import { createUploadBudget } from '../uploads.ts'
import { validate } from '../validate.ts'

/** Limits of images of collections that are being encoded or wait for it. */
const IMAGE_LIMIT = { maxRunning: 2, maxQueued: 8, retryAfterS: 2 }
const IMAGE_BOUNDS = { maxTotalBytes: 2 * LIMITS.maxImageBytes, maxPerSender: 2, maxUploads: 16, retryAfterS: 2 }

/**
 * Collections of practices (COLLECT1): `GET` and `POST /api/workshops/:id/collections`, `GET
 * /api/workshops/:id/collections.csv`; `GET`,
 * `PATCH` and `DELETE /api/collections/:id`, `POST …/images`. For link previews, the page of a
 * collection has tags (COLLECT5): `GET /exchange/collections/:id`.
 */
export function collectionRoutes(deps: HttpDeps): Router {
	const router = Router()
	const limit = createConcurrencyLimit(IMAGE_LIMIT)
	const upload = createUploadBudget({ ...IMAGE_BOUNDS, folder: deps.uploadFolder })
	router.post('/api/workshops/:id/collections', async (request, response) => {
		const requester = await authenticateFacilitator(deps, request, request.params.id)
		const collection = await startCollection(deps, requester, validate(startCollectionBody, request.body))
		deps.log.info({ workshop: requester.workshop.id, collection: collection.id }, 'collection begun')
		response.status(201).json({ collection })
	})
	router.get('/api/workshops/:id/collections', async (request, response) => {
		const requester = await authenticateMember(deps, request)
		response.json({ collections: await listCollections(deps, requester) } satisfies WorkshopCollections)
	})
	router.get('/api/workshops/:id/collections.csv', async (request, response) => {
		const { workshop, identity } = await authenticateMember(deps, request)
		if (identity.role === 'projector') throw new AppError('not_allowed')
		const { locale = workshop.locale, zone } = validate(travelsQuery, request.query)
		const table = await collectionsToCsv(deps, workshop, { locale, origin: originOf(deps.config, request) })
		if (table === null) {
			response.status(204).end()
			return
		}
		const name = exportFileName({ workshop, board: { title: 'collections' }, at: new Date(deps.now()), zone }, 'csv')
		response.set(fileHeaders(EXPORT_TYPES.csv, name)).send(table)
	})
	router.get('/api/collections/:id', async (request, response) => {
		const requester = await requesterOrNull(deps, request)
		const { locale } = validate(collectionQuery, request.query)
		response.json(await readCollection(deps, requester, { id: request.params.id, locale }))
	})
	router.patch('/api/collections/:id', async (request, response) => {
		const requester = await authenticateFacilitator(deps, request)
		const change = validate(changeCollectionBody, request.body)
		response.json({ collection: await changeCollection(deps, requester, request.params.id, change) })
	})
	router.delete('/api/collections/:id', async (request, response) => {
		const requester = await authenticateFacilitator(deps, request)
		const { id } = await requireOwnCollection(deps, requester, request.params.id)
		await deps.practices.removeCollection(id)
		deps.log.info({ collection: id }, 'collection deleted')
		response.status(204).end()
	})
	router.post('/api/collections/:id/images', async (request, response) => {
		const requester = await authenticateFacilitator(deps, request)
		await requireOwnCollection(deps, requester, request.params.id)
		requireDiskSpace(deps)
		await upload({ request, response }, LIMITS.maxImageBytes, (path) =>
			limit(response, async () => {
				response.status(201).json(await saveImage(deps, path))
			}),
		)
	})
	// The page itself is that of the client.
	router.get('/exchange/collections/:id', async (request, response, next) => {
		const of = { id: request.params.id, url: originOf(deps.config, request) }
		response.locals[HEAD_TAGS] = await collectionTags(deps, of).catch((err: unknown) => {
			deps.log.warn({ err }, 'tags of a collection not read')
		})
		next()
	})
	return router
}
