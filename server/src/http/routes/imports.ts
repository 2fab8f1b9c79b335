import { importQuery, LIMITS, type Locale, type SessionId, titleFrom } from '@charrette/shared'
import { type Request, Router } from 'express'
import { AppError } from '../../errors.ts'
import type { Source } from '../../import/FileDraft.ts'
import type { ParsedFile } from '../../import/ParsedFile.ts'
import { requireEditableBoard } from '../../workshops/access.ts'
import { DEFAULT_NAMES } from '../../workshops/buildSession.ts'
import { importAsBoards, importOntoBoard, previewImport } from '../../workshops/importBoards.ts'
import { requireDiskSpace } from '../../workshops/requireDiskSpace.ts'
import { authenticate, authenticateFacilitator } from '../authenticate.ts'
import type { HttpContext } from '../HttpContext.ts'
import type { HttpDeps } from '../HttpDeps.ts'
import { createUploadBudget } from '../uploads.ts'
import { validate } from '../validate.ts'

const UPLOAD_BOUNDS = {
	/** Files for import that are received or wait to be read (HTTP3). @limit server: `busy` */
	maxTotalBytes: 2 * LIMITS.maxImportBytes,
	maxPerSender: 2,
	maxUploads: 32,
	retryAfterS: 2,
}
/**
 * Sources of files that participants may import: lists and boards. Archives and drawings are for
 * facilitators.
 */
const PARTICIPANT_SOURCES: readonly Source[] = ['list', 'table', 'json']

/** `POST /api/boards/:id/import`, `POST /api/sessions/:id/import` */
export function importRoutes(deps: HttpDeps): Router {
	const router = Router()
	const upload = createUploadBudget({ ...UPLOAD_BOUNDS, folder: deps.uploadFolder })

	/** Receives and parses a file, and passes it to `use`. */
	function receiveFile<Done>(
		{ locale, ...context }: HttpContext & { locale: Locale },
		use: (file: ParsedFile) => Done | Promise<Done>,
	): Promise<Done> {
		const { name, dryRun, ...options } = validate(importQuery, context.request.query)
		requireDiskSpace(deps)
		return upload(context, LIMITS.maxImportBytes, async (path) =>
			use(await deps.importReader.read(path, name, { ...options, locale })),
		)
	}

	async function requireEditable(request: Request<{ id: string }>) {
		const requester = await authenticate(deps, request)
		return { ...requester, board: requireEditableBoard(requester, request.params.id) }
	}

	router.post('/api/boards/:id/import', async (request, response) => {
		const { locale } = (await requireEditable(request)).workshop
		const { dryRun } = validate(importQuery, request.query)
		const result = await receiveFile({ request, response, locale }, async (file) => {
			// The permissions may have changed during the upload.
			const { workshop, identity, board } = await requireEditable(request)
			const canImport = identity.role === 'facilitator' || PARTICIPANT_SOURCES.includes(file.source)
			if (!canImport) throw new AppError('not_allowed')
			if (dryRun === '1') return previewImport(file, board)
			return importOntoBoard(deps, { workshop, file, by: identity }, board)
		})
		response.json(result)
	})

	router.post('/api/sessions/:id/import', async (request, response) => {
		const { workshop, identity } = await authenticateFacilitator(deps, request)
		const session = request.params.id as SessionId
		const { dryRun, name } = validate(importQuery, request.query)
		const title = titleFrom(name.replace(/\.[^.]+$/, '')) || DEFAULT_NAMES[workshop.locale].imported
		const result = await receiveFile({ request, response, locale: workshop.locale }, (file) => {
			if (dryRun === '1') return previewImport(file, null)
			return importAsBoards(deps, { workshop, file, by: identity }, { session, title })
		})
		response.json(result)
	})
	return router
}
