import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { fontsBody, IMAGE_ID_PATTERN, type ImageId, imageQuery, LIMITS, type StoredDocument } from '@charrette/shared'
import { type Request, Router } from 'express'
import { AppError } from '../../errors.ts'
import { canWritePrivately, requireEditableBoard, requireVisibleBoard } from '../../workshops/access.ts'
import { saveDocument } from '../../workshops/documents.ts'
import { documentTypeOf } from '../../workshops/documentType.ts'
import { saveImage } from '../../workshops/images.ts'
import { requireDiskSpace } from '../../workshops/requireDiskSpace.ts'
import { authenticate } from '../authenticate.ts'
import type { HttpDeps } from '../HttpDeps.ts'
import { createConcurrencyLimit } from '../limits.ts'
import { shareReads } from '../shareReads.ts'
import { MAX_STALL_MS, untilDisconnected } from '../streamReadResult.ts'
import { createUploadBudget } from '../uploads.ts'
import { validate } from '../validate.ts'

/** Limits of images that are being encoded or wait for it (IMG4). */
const IMAGE_LIMIT = { maxRunning: 16, maxQueued: 64, retryAfterS: 2 }
/** Limits of different documents that are being sent or wait for it (CASE2d). */
const DOCUMENT_LIMIT = { maxRunning: 8, maxQueued: 64, retryAfterS: 5 }
const SLICE_BYTES = 64 * 1024
/** A client that takes longer for a document is cut off. */
const MAX_DOCUMENT_MS = 30 * 60_000
const UPLOAD_BOUNDS = {
	/** Images that are received or wait to be encoded (HTTP3). @limit server: `busy` */
	maxTotalBytes: 6 * LIMITS.maxImageBytes,
	maxPerSender: 16,
	maxUploads: 256,
	retryAfterS: 2,
}
const DOCUMENT_BOUNDS = {
	/** Documents for boards that are received or wait to be stored (CASE2). @limit server: `busy` */
	maxTotalBytes: 6 * LIMITS.maxCaseBytes,
	maxPerSender: 4,
	maxUploads: 64,
	retryAfterS: 5,
}
/** Documents that are stored at once; each is in memory meanwhile. */
const STORE_LIMIT = { maxRunning: 2, maxQueued: 64, retryAfterS: 5 }
/** The image at a path never changes. No shared cache may store it. */
const FOR_EVER = 'private, max-age=31536000, immutable'

/**
 * `POST /api/boards/:id/images`, `POST /api/boards/:id/documents`, `GET /api/images/:id`, `GET
 * /api/documents/:id`
 */
export function imageRoutes(deps: HttpDeps): Router {
	const router = Router()
	const limit = createConcurrencyLimit(IMAGE_LIMIT)
	const withDocument = shareReads(createConcurrencyLimit(DOCUMENT_LIMIT), async (id) =>
		IMAGE_ID_PATTERN.test(id) ? deps.images.getDocument(id as ImageId) : null,
	)
	const upload = createUploadBudget({ ...UPLOAD_BOUNDS, folder: deps.uploadFolder })
	const storeLimit = createConcurrencyLimit(STORE_LIMIT)
	const uploadDocument = createUploadBudget({ ...DOCUMENT_BOUNDS, folder: deps.uploadFolder })

	router.post('/api/boards/:id/images', async (request, response) => {
		await requireUpload(deps, request)
		requireDiskSpace(deps)
		await upload({ request, response }, LIMITS.maxImageBytes, (path) =>
			limit(response, async () => {
				response.status(201).json(await saveImage(deps, path))
			}),
		)
	})

	router.post('/api/boards/:id/documents', async (request, response) => {
		await requireUpload(deps, request)
		requireDiskSpace(deps)
		await uploadDocument({ request, response }, LIMITS.maxCaseBytes, (path) =>
			storeLimit(response, async () => {
				const stored: StoredDocument = await saveDocument(deps, path, { isPdfOnly: false })
				response.status(201).json(stored)
			}),
		)
	})

	/*
	 * The unguessable id is the only credential: an <img> sends no token, and neither does an
	 * exported SVG.
	 */
	router.get('/api/images/:id', async (request, response) => {
		const { w } = validate(imageQuery, request.query)
		const { id } = request.params
		const file = IMAGE_ID_PATTERN.test(id) ? await deps.images.get(id as ImageId, w) : null
		if (!file) throw new AppError('not_found')
		const extension = file.type.replace('image/', '').replace('jpeg', 'jpg')
		response.set({
			'Cache-Control': FOR_EVER,
			'Content-Security-Policy': "default-src 'none'; sandbox",
			'Content-Disposition': `inline; filename="${id}.${extension}"`,
			ETag: `"${w ?? 'full'}"`,
		})
		response.type(file.type).send(Buffer.from(file.bytes.buffer, file.bytes.byteOffset, file.bytes.byteLength))
	})
	/*
	 * A document can contain scripts, forms and markup, so no page of this server shows it. As with
	 * an image, the unguessable id is the only credential.
	 */
	router.get('/api/documents/:id', async (request, response) => {
		await withDocument(response, request.params.id, async (bytes) => {
			if (!bytes) throw new AppError('not_found')
			response
				.set({
					'Cache-Control': FOR_EVER,
					'Content-Security-Policy': "default-src 'none'; sandbox",
					'Content-Disposition': 'attachment',
					'Content-Length': String(bytes.length),
				})
				.type(documentTypeOf(bytes) ?? 'application/octet-stream')
				.setTimeout(MAX_STALL_MS, () => response.destroy())
			const tooSlow = setTimeout(() => response.destroy(), MAX_DOCUMENT_MS)
			const send = (signal: AbortSignal) => pipeline(Readable.from(slices(bytes)), response, { signal })
			await untilDisconnected(response, send).finally(() => clearTimeout(tooSlow))
		})
	})
	return router
}

/** Yields parts of a file, each of which a slow reader has to take before the next. */
function* slices(bytes: Uint8Array): Generator<Uint8Array> {
	for (let start = 0; start < bytes.length; start += SLICE_BYTES) yield bytes.subarray(start, start + SLICE_BYTES)
}

/**
 * Requires a member who can edit the board, or write private cards for it. Throws `view_only` and
 * `not_found`.
 */
async function requireUpload(deps: HttpDeps, request: Request<{ id: string }>): Promise<void> {
	const requester = await authenticate(deps, request)
	const board = requireVisibleBoard(requester, request.params.id)
	if (!canWritePrivately(requester, board)) requireEditableBoard(requester, board.id)
}

/** Limits of font requests, which run or wait in the subsetter. */
const FONT_LIMIT = { maxRunning: 16, retryAfterS: 2 }

/** `POST /api/fonts`: the fonts to embed in an exported image (EXP2). */
export function fontRoutes(deps: HttpDeps): Router {
	const router = Router()
	const limit = createConcurrencyLimit(FONT_LIMIT)
	router.post('/api/fonts', async (request, response) => {
		await authenticate(deps, request)
		const body = validate(fontsBody, request.body)
		response.json(await limit(response, () => deps.fontSubsetter.subset(body)))
	})
	return router
}
