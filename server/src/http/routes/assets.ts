import {
	accessTo,
	type BoardId,
	fontsBody,
	IMAGE_ID_PATTERN,
	type ImageId,
	imageQuery,
	isWritingPrivately,
	LIMITS,
} from '@charrette/shared'
import { type Request, Router } from 'express'
import { AppError } from '../../errors.ts'
import { saveImage } from '../../workshops/images.ts'
import { requireBoard } from '../../workshops/workshopParts.ts'
import { authenticate, requireView, type Visitor } from '../authenticate.ts'
import { createConcurrencyLimit } from '../concurrencyLimit.ts'
import type { HttpDeps } from '../HttpDeps.ts'
import { createUploadBudget } from '../uploadBudget.ts'
import { validate } from '../validate.ts'

/** So many pictures are worked at and wait, and no more than so much of all is in memory (IMG4). */
const IMAGE_LIMIT = { most: 16, waiting: 64, retryS: 2 }
const UPLOAD_BOUNDS = { mostBytes: 16 * LIMITS.maxImageBytes, retryS: 2 }
/** A picture never changes under its address, and nobody but the one who asks may keep it. */
const FOR_EVER = 'private, max-age=31536000, immutable'

/** `POST /api/boards/:id/images`, `GET /api/images/:id` */
export function imageRoutes(deps: HttpDeps): Router {
	const router = Router()
	const inHand = createConcurrencyLimit(IMAGE_LIMIT)
	const intake = createUploadBudget(UPLOAD_BOUNDS)

	router.post('/api/boards/:id/images', async (request, response) => {
		// What is refused before it was read is not read to its end.
		response.set('Connection', 'close')
		await requireEdit(deps, request)
		await intake({ request, response }, LIMITS.maxImageBytes, (bytes) =>
			inHand(response, async () => {
				response.status(201).json(await saveImage(deps, bytes))
			}),
		)
	})

	/* An address that nobody can guess is all that is asked for: an <img> sends no token, nor does a picture taken home. */
	router.get('/api/images/:id', async (request, response) => {
		const { w } = validate(imageQuery, request.query)
		const { id } = request.params
		const file = IMAGE_ID_PATTERN.test(id) ? await deps.images.get(id as ImageId, w) : null
		if (!file) throw new AppError('not_found')
		const ending = file.type.replace('image/', '').replace('jpeg', 'jpg')
		response.set({
			'Cache-Control': FOR_EVER,
			'Content-Security-Policy': "default-src 'none'; sandbox",
			'Content-Disposition': `inline; filename="${id}.${ending}"`,
			ETag: `"${w ?? 'full'}"`,
		})
		response.type(file.type).send(Buffer.from(file.bytes.buffer, file.bytes.byteOffset, file.bytes.byteLength))
	})
	return router
}

/** Throws `view_only` for a member who may look and no more, `not_found` for a board that is nobody's business. */
async function requireEdit(deps: HttpDeps, request: Request<{ id: string }>): Promise<void> {
	const { identity, workshop } = await authenticate(deps, request)
	const board = request.params.id as BoardId
	const access = accessTo({ type: 'board', board }, identity, workshop)
	requireView(access)
	requireBoard(workshop, board)
	if (access !== 'edit' && !canWriteInPrivate({ identity, workshop }, board)) throw new AppError('view_only')
}

function canWriteInPrivate({ identity, workshop }: Visitor, board: BoardId): boolean {
	const { participant } = identity
	if (!participant || !isWritingPrivately(workshop, participant, board)) return false
	return accessTo({ type: 'private', board, participant }, identity, workshop) === 'edit'
}

/** So many wishes are worked at or wait at once. */
const FONT_LIMIT = { most: 16, retryS: 2 }

/** `POST /api/fonts`: typefaces that a picture carries with it (EXP2). */
export function fontRoutes(deps: HttpDeps): Router {
	const router = Router()
	const inHand = createConcurrencyLimit(FONT_LIMIT)
	router.post('/api/fonts', async (request, response) => {
		await authenticate(deps, request)
		const wish = validate(fontsBody, request.body)
		response.json(await inHand(response, () => deps.fontCutter.subset(wish)))
	})
	return router
}
