import type { SnapshotId, SnapshotList, Workshop } from '@charrette/shared'
import { accessTo, changesQuery, restoreBody, snapshotBody } from '@charrette/shared'
import type { Request } from 'express'
import { Router } from 'express'
import { ownerOf } from '../../rooms/gate/ClientOwners.ts'
import { compareSnapshots } from '../../workshops/history/compareSnapshots.ts'
import { listRemovedBoards } from '../../workshops/history/detachBoards.ts'
import { copySnapshot, restoreByReplacing, restoreInPlace } from '../../workshops/history/restoreSnapshot.ts'
import type { BoardSnapshot } from '../../workshops/history/snapshots.ts'
import { requireSnapshot, saveSnapshot, snapshotContent, snapshotUpdate } from '../../workshops/history/snapshots.ts'
import { requireBoard } from '../../workshops/workshopParts.ts'
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
		response.status(201).json(await saveSnapshot(deps, board, name))
	})
	router.get('/api/snapshots/:id/content', async (request, response) => {
		const { workshop, moment } = await visibleSnapshot(deps, request, request.params.id)
		response.json(await snapshotContent(deps, moment, workshop))
	})
	router.get('/api/snapshots/:id/state', async (request, response) => {
		const { workshop, moment } = await visibleSnapshot(deps, request, request.params.id)
		response.type('application/octet-stream').send(Buffer.from(await snapshotUpdate(deps, moment, workshop)))
	})
	router.get('/api/snapshots/:id/changes', async (request, response) => {
		const wish = validate(changesQuery, request.query)
		const found = await visibleSnapshot(deps, request, request.params.id)
		response.json(await compareSnapshots(deps, found, wish))
	})
	router.post('/api/snapshots/:id/restore', async (request, response) => {
		const visitor = await authenticate(deps, request)
		requireRole(visitor, visitor.workshop.id, ['facilitator'])
		const { workshop } = visitor
		const { mode, cards, keepAs, title } = validate(restoreBody, request.body)
		const snapshot = request.params.id as SnapshotId
		if (mode === 'copy') {
			response.json(await copySnapshot(deps, { workshop, snapshot, title }))
			return
		}
		const moment = await requireSnapshot(deps, workshop, snapshot)
		const restoring = { workshop, moment, keepAs, by: ownerOf(visitor.identity) }
		if (mode === 'replace') response.json(await restoreByReplacing(deps, restoring))
		else response.json(await restoreInPlace(deps, restoring, cards ?? null))
	})
	router.get('/api/workshops/:id/removed-boards', async (request, response) => {
		const visitor = await authenticate(deps, request)
		requireRole(visitor, request.params.id, ['facilitator'])
		response.json(await listRemovedBoards(deps, visitor.workshop))
	})
	return router
}

/** A moment, for somebody who may view its board now. Throws `not_found`. */
async function visibleSnapshot(
	deps: HttpDeps,
	request: Request,
	id: string,
): Promise<{ workshop: Workshop; moment: BoardSnapshot }> {
	const { identity, workshop } = await authenticate(deps, request)
	const moment = await requireSnapshot(deps, workshop, id as SnapshotId)
	requireView(accessTo({ type: 'board', board: moment.board.id }, identity, workshop))
	return { workshop, moment }
}
