import type { SnapshotId, SnapshotList, Workshop } from '@charrette/shared'
import { changesQuery, displayNames, restoreBody, snapshotBody } from '@charrette/shared'
import { type Request, Router } from 'express'
import { ownerOf } from '../../rooms/gate/ClientOwners.ts'
import { requireVisibleBoard } from '../../workshops/access.ts'
import { readComparison } from '../../workshops/history/compareSnapshots.ts'
import { listRemovedBoards } from '../../workshops/history/detachBoards.ts'
import { copySnapshot, restoreByReplacing, restoreInPlace } from '../../workshops/history/restoreSnapshot.ts'
import type { BoardSnapshot } from '../../workshops/history/snapshots.ts'
import { requireSnapshot, saveSnapshot, snapshotUpdate } from '../../workshops/history/snapshots.ts'
import { requireBoard } from '../../workshops/workshopParts.ts'
import { type AuthenticatedRequester, authenticate, authenticateFacilitator } from '../authenticate.ts'
import type { HttpDeps } from '../HttpDeps.ts'
import { acceptsGzip, JSON_TYPE, queueOwnerOf, streamReadResult, untilDisconnected } from '../streamReadResult.ts'
import { validate } from '../validate.ts'

/**
 * `GET` and `POST /api/boards/:id/snapshots`; `GET /api/snapshots/:id/content`, `…/state` and
 * `…/changes`; `POST /api/snapshots/:id/restore`; `GET /api/workshops/:id/removed-boards`
 */
export function snapshotRoutes(deps: HttpDeps): Router {
	const router = Router()
	router.get('/api/boards/:id/snapshots', async (request, response) => {
		const board = requireVisibleBoard(await authenticate(deps, request), request.params.id)
		response.json({ snapshots: await deps.snapshots.list(board.id) } satisfies SnapshotList)
	})
	router.post('/api/boards/:id/snapshots', async (request, response) => {
		const requester = await authenticateFacilitator(deps, request)
		const board = requireBoard(requester.workshop, request.params.id)
		const { name } = validate(snapshotBody, request.body)
		const saved = await untilDisconnected(response, (signal) =>
			deps.readPool.queue(queueOwnerOf(requester), signal, () => saveSnapshot(deps, board, name)),
		)
		if (saved) response.status(201).json(saved)
	})
	router.get('/api/snapshots/:id/content', async (request, response) => {
		const { requester, workshop, target } = await visibleSnapshot(deps, request)
		const job = { type: 'snapshot', state: target.state, names: displayNames(workshop) } as const
		await streamReadResult(deps, { requester, response, headers: JSON_TYPE, job: () => job })
	})
	router.get('/api/snapshots/:id/state', async (request, response) => {
		const { requester, workshop, target } = await visibleSnapshot(deps, request)
		const isGzipped = acceptsGzip(response)
		const update = await untilDisconnected(response, (signal) =>
			deps.readPool.queue(queueOwnerOf(requester), signal, () => snapshotUpdate(deps, target, workshop, { isGzipped })),
		)
		if (!update) return
		if (isGzipped) response.set('Content-Encoding', 'gzip')
		response.type('application/octet-stream').send(Buffer.from(update))
	})
	router.get('/api/snapshots/:id/changes', async (request, response) => {
		const comparison = validate(changesQuery, request.query)
		const { requester, ...of } = await visibleSnapshot(deps, request)
		const job = () => readComparison(deps, of, comparison)
		await streamReadResult(deps, { requester, response, headers: JSON_TYPE, job })
	})
	router.post('/api/snapshots/:id/restore', async (request, response) => {
		const { identity, workshop } = await authenticateFacilitator(deps, request)
		const { mode, cards, keepAs, title } = validate(restoreBody, request.body)
		const snapshot = request.params.id as SnapshotId
		if (mode === 'copy') {
			response.json(await copySnapshot(deps, { workshop, snapshot, title }))
			return
		}
		const target = await requireSnapshot(deps, workshop, snapshot)
		const restore = { workshop, target, keepAs, author: ownerOf(identity) }
		if (mode === 'replace') response.json(await restoreByReplacing(deps, restore))
		else response.json(await restoreInPlace(deps, restore, cards ?? null))
	})
	router.get('/api/workshops/:id/removed-boards', async (request, response) => {
		const { workshop } = await authenticateFacilitator(deps, request, request.params.id)
		response.json(await listRemovedBoards(deps, workshop))
	})
	return router
}

/** Returns the requested snapshot, for a requester who can see its board. Throws `not_found`. */
async function visibleSnapshot(
	deps: HttpDeps,
	request: Request<{ id: string }>,
): Promise<{ requester: AuthenticatedRequester; workshop: Workshop; target: BoardSnapshot }> {
	const requester = await authenticate(deps, request)
	const target = await requireSnapshot(deps, requester.workshop, request.params.id as SnapshotId)
	requireVisibleBoard(requester, target.board.id)
	return { requester, workshop: requester.workshop, target }
}
