import type { BoardId, SnapshotId } from '@charrette/shared'
import { accessTo, restoreBody, snapshotBody } from '@charrette/shared'
import { Router } from 'express'
import { requireBoard } from '../../workshops/requireBoard.ts'
import { restoreSnapshot } from '../../workshops/restoreSnapshot.ts'
import { takeSnapshot } from '../../workshops/takeSnapshot.ts'
import { authenticate, requireRole, requireView } from '../authenticate.ts'
import type { HttpDeps } from '../HttpDeps.ts'
import { validate } from '../validate.ts'

/** `GET` and `POST /api/boards/:id/snapshots`, `POST /api/snapshots/:id/restore` */
export function snapshotRoutes(deps: HttpDeps): Router {
	const router = Router()
	router.get('/api/boards/:id/snapshots', async (request, response) => {
		const { identity, workshop } = await authenticate(deps, request)
		requireView(accessTo({ type: 'board', board: request.params.id as BoardId }, identity, workshop))
		const board = requireBoard(workshop, request.params.id)
		response.json({ snapshots: await deps.snapshots.list(board.id) })
	})
	router.post('/api/boards/:id/snapshots', async (request, response) => {
		const visitor = await authenticate(deps, request)
		requireRole(visitor, visitor.workshop.id, ['facilitator'])
		const board = requireBoard(visitor.workshop, request.params.id)
		const { name } = validate(snapshotBody, request.body)
		response.status(201).json(await takeSnapshot(deps, board, name))
	})
	router.post('/api/snapshots/:id/restore', async (request, response) => {
		const visitor = await authenticate(deps, request)
		requireRole(visitor, visitor.workshop.id, ['facilitator'])
		const wish = validate(restoreBody, request.body)
		const id = request.params.id as SnapshotId
		const board = await restoreSnapshot(deps, visitor.workshop, { id, ...wish })
		response.json({ board: board.id })
	})
	return router
}
