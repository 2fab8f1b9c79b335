import type { SnapshotId, SnapshotList, Workshop } from '@charrette/shared'
import { accessTo, changesQuery, restoreBody, snapshotBody } from '@charrette/shared'
import type { Request } from 'express'
import { Router } from 'express'
import { ownerOf } from '../../rooms/ClientOwners.ts'
import { compareMoments } from '../../workshops/history/compareMoments.ts'
import { copyMoment } from '../../workshops/history/copyMoment.ts'
import type { Moment } from '../../workshops/history/moments.ts'
import { momentContent, momentState, requireMoment } from '../../workshops/history/moments.ts'
import { removedBoards } from '../../workshops/history/removedBoards.ts'
import { restoreByReplacing, restoreInPlace } from '../../workshops/history/restoreSnapshot.ts'
import { takeSnapshot } from '../../workshops/history/takeSnapshot.ts'
import { requireBoard } from '../../workshops/requireBoard.ts'
import { authenticate, requireRole, requireView } from '../authenticate.ts'
import type { HttpDeps } from '../HttpDeps.ts'
import { validate } from '../validate.ts'

/** `GET` and `POST /api/boards/:id/snapshots`; `GET /api/snapshots/:id/content`, `…/state` and `…/changes`; `POST /api/snapshots/:id/restore`; `GET /api/workshops/:id/removed-boards` */
export function snapshotRoutes(deps: HttpDeps): Router {
	const router = Router()
	router.get('/api/boards/:id/snapshots', async (request, response) => {
		const { identity, workshop } = await authenticate(deps, request)
		const board = requireBoard(workshop, request.params.id)
		requireView(accessTo({ type: 'board', board: board.id }, identity, workshop))
		response.json({ snapshots: await deps.snapshots.list(board.id) } satisfies SnapshotList)
	})
	router.post('/api/boards/:id/snapshots', async (request, response) => {
		const visitor = await authenticate(deps, request)
		requireRole(visitor, visitor.workshop.id, ['facilitator'])
		const board = requireBoard(visitor.workshop, request.params.id)
		const { name } = validate(snapshotBody, request.body)
		response.status(201).json(await takeSnapshot(deps, board, name))
	})
	router.get('/api/snapshots/:id/content', async (request, response) => {
		const { workshop, moment } = await readFor(deps, request, request.params.id)
		response.json(await momentContent(deps, moment, workshop))
	})
	router.get('/api/snapshots/:id/state', async (request, response) => {
		const { workshop, moment } = await readFor(deps, request, request.params.id)
		response.type('application/octet-stream').send(Buffer.from(await momentState(deps, moment, workshop)))
	})
	router.get('/api/snapshots/:id/changes', async (request, response) => {
		const wish = validate(changesQuery, request.query)
		const found = await readFor(deps, request, request.params.id)
		response.json(await compareMoments(deps, found, wish))
	})
	router.post('/api/snapshots/:id/restore', async (request, response) => {
		const visitor = await authenticate(deps, request)
		requireRole(visitor, visitor.workshop.id, ['facilitator'])
		const { workshop } = visitor
		const { mode, cards, keepAs, title } = validate(restoreBody, request.body)
		const snapshot = request.params.id as SnapshotId
		if (mode === 'copy') {
			response.json(await copyMoment(deps, { workshop, snapshot, title }))
			return
		}
		const moment = await requireMoment(deps, workshop, snapshot)
		const restoring = { workshop, moment, keepAs, by: ownerOf(visitor.identity) }
		if (mode === 'replace') response.json(await restoreByReplacing(deps, restoring))
		else response.json(await restoreInPlace(deps, restoring, cards ?? null))
	})
	router.get('/api/workshops/:id/removed-boards', async (request, response) => {
		const visitor = await authenticate(deps, request)
		requireRole(visitor, request.params.id, ['facilitator'])
		response.json(await removedBoards(deps, visitor.workshop))
	})
	return router
}

/** A moment, for somebody who may view its board now. Throws `not_found`. */
async function readFor(deps: HttpDeps, request: Request, id: string): Promise<{ workshop: Workshop; moment: Moment }> {
	const { identity, workshop } = await authenticate(deps, request)
	const moment = await requireMoment(deps, workshop, id as SnapshotId)
	requireView(accessTo({ type: 'board', board: moment.board.id }, identity, workshop))
	return { workshop, moment }
}
