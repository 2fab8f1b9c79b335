import type { Board, BoardId, SessionId } from '@charrette/shared'
import { accessTo, importQuery, LIMITS, titleFrom } from '@charrette/shared'
import type { Request, Response } from 'express'
import { Router } from 'express'
import { AppError } from '../../errors.ts'
import type { Source } from '../../import/FileDraft.ts'
import type { ParsedFile } from '../../import/importWorker.ts'
import { DEFAULT_NAMES } from '../../workshops/buildSession.ts'
import { importAsBoards, importOntoBoard, previewImport } from '../../workshops/importBoards.ts'
import { requireBoard } from '../../workshops/workshopParts.ts'
import type { Visitor } from '../authenticate.ts'
import { authenticate, requireRole, requireView } from '../authenticate.ts'
import type { HttpDeps } from '../HttpDeps.ts'
import { createUploadBudget } from '../uploadBudget.ts'
import { validate } from '../validate.ts'

/** Files that are received, or wait to be read. */
const UPLOAD_BOUNDS = { mostBytes: 8 * LIMITS.maxImportBytes, retryS: 2 }
/** What participants bring in: lists and boards. Whole archives and drawings are for those who prepare. */
const PARTICIPANT_SOURCES: readonly Source[] = ['list', 'table', 'json']

/** `POST /api/boards/:id/import`, `POST /api/sessions/:id/import` */
export function importRoutes(deps: HttpDeps): Router {
	const router = Router()
	const intake = createUploadBudget(UPLOAD_BOUNDS)

	/** Receives a file and reads it, then does with it what `bring` says. */
	function take<Done>(
		exchange: { request: Request; response: Response },
		bring: (file: ParsedFile) => Done | Promise<Done>,
	): Promise<Done> {
		const { name, dryRun, ...choice } = validate(importQuery, exchange.request.query)
		return intake(exchange, LIMITS.maxImportBytes, async (bytes) =>
			bring(await deps.importReader.read(bytes, name, choice)),
		)
	}

	router.post('/api/boards/:id/import', async (request, response) => {
		// What is refused before it was read is not read to its end.
		response.set('Connection', 'close')
		await requireEdit(deps, request)
		const { dryRun } = validate(importQuery, request.query)
		const imported = await take({ request, response }, async (file) => {
			// What one may do can have changed while the file was read.
			const { workshop, identity, board } = await requireEdit(deps, request)
			const mayBring = identity.role === 'facilitator' || PARTICIPANT_SOURCES.includes(file.source)
			if (!mayBring) throw new AppError('not_allowed')
			if (dryRun === '1') return previewImport(file, board)
			return importOntoBoard(deps, { workshop, file, by: identity }, board)
		})
		response.json(imported)
	})

	router.post('/api/sessions/:id/import', async (request, response) => {
		response.set('Connection', 'close')
		const visitor = await authenticate(deps, request)
		const { workshop, identity } = visitor
		requireRole(visitor, workshop.id, ['facilitator'])
		const session = request.params.id as SessionId
		const { dryRun, name } = validate(importQuery, request.query)
		const title = titleFrom(name.replace(/\.[^.]+$/, '')) || DEFAULT_NAMES[workshop.locale].imported
		const imported = await take({ request, response }, (file) => {
			if (dryRun === '1') return previewImport(file, null)
			return importAsBoards(deps, { workshop, file, by: identity }, { session, title })
		})
		response.json(imported)
	})
	return router
}

/** Throws `view_only` for a member who may look and no more, `not_found` for a board that is nobody's business. */
async function requireEdit(deps: HttpDeps, request: Request<{ id: string }>): Promise<Visitor & { board: Board }> {
	const visitor = await authenticate(deps, request)
	const access = accessTo({ type: 'board', board: request.params.id as BoardId }, visitor.identity, visitor.workshop)
	requireView(access)
	const board = requireBoard(visitor.workshop, request.params.id)
	if (access !== 'edit') throw new AppError('view_only')
	return { ...visitor, board }
}
