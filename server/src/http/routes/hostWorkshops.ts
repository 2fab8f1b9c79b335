import { readFile } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import {
	eraseBody,
	erasePersonBody,
	type HostWorkshop,
	type HostWorkshops,
	hostWorkshopsQuery,
	parseJoinCode,
	type Workshop,
	type WorkshopId,
} from '@charrette/shared'
import { Router } from 'express'
import { AppError } from '../../errors.ts'
import { zipArchive } from '../../export/archive.ts'
import { confirmMassDeletion, findMassDeletion } from '../../host/deleteUnusedWorkshops.ts'
import { requireTitle, updateCatalogue } from '../../host/refreshCatalogue.ts'
import { ImportRefusedError } from '../../import/FileDraft.ts'
import { type ErasedPerson, erasePerson } from '../../maintenance/erasePerson.ts'
import { eraseWorkshop } from '../../maintenance/eraseWorkshop.ts'
import { exportWorkshop } from '../../maintenance/exportWorkshop.ts'
import { findPerson } from '../../maintenance/findPerson.ts'
import { type ImportedAnswer, importWorkshop, MAX_WORKSHOP_FILE_BYTES } from '../../maintenance/importWorkshop.ts'
import { TooManyLinksError } from '../../ports/TokenStore.ts'
import { UnknownPositionError } from '../../ports/WorkshopCatalogue.ts'
import { tooManyLinksError } from '../../workshops/facilitation/accessCommands.ts'
import { roleLink, workshopLinks } from '../../workshops/joinWorkshop.ts'
import { requireDiskSpace } from '../../workshops/requireDiskSpace.ts'
import { changeWorkshop, requireWorkshop } from '../../workshops/WorkshopDeps.ts'
import { originOf } from '../authenticate.ts'
import type { HttpDeps } from '../HttpDeps.ts'
import { createUploadBudget } from '../uploads.ts'
import { validate } from '../validate.ts'
import { archiveHandler } from './exports.ts'

function refusePosition(cause: unknown): never {
	throw cause instanceof UnknownPositionError
		? new AppError('invalid_input', 'Check after: there is no such page.')
		: cause
}

function refuseFile(cause: unknown): never {
	throw cause instanceof ImportRefusedError ? new AppError(cause.reason) : cause
}

const UPLOAD_BOUNDS = { maxTotalBytes: MAX_WORKSHOP_FILE_BYTES, maxPerSender: 1, maxUploads: 1, retryAfterS: 5 }

/** Workshops on a page of the list. @limit host: the next page */
const PAGE = 25

/**
 * For the host, after `hostRoutes` has checked the key: `GET /api/host/workshops`; `POST
 * /api/host/workshops/:id/close`, `/open`, `/keep` and `/links`; `GET /api/host/workshops/:id`,
 * also by its join code, `/pack`, and `/file`, which can be imported; `DELETE
 * /api/host/workshops/:id`; `POST /api/host/workshops/:id/erase-person`, `/api/host/import`,
 * `/api/host/retention/confirm`.
 */
export function hostWorkshopRoutes(deps: HttpDeps): Router {
	const router = Router()
	const upload = createUploadBudget({ ...UPLOAD_BOUNDS, folder: deps.uploadFolder })
	const find = (id: string) => requireWorkshop(deps, id as WorkshopId)

	router.get('/api/host/workshops', async (request, response) => {
		const { q, sort, order, after } = validate(hostWorkshopsQuery, request.query)
		const page = { text: q, sort, order, limit: PAGE, after }
		const rows = await deps.catalogue.list(page).catch(refusePosition)
		const { retentionDays } = deps.config
		const massDeletion = retentionDays === null ? null : await findMassDeletion(deps.hostValues)
		response.json({ ...rows, retentionDays, massDeletion } satisfies HostWorkshops)
	})

	router.get('/api/host/workshops/:id', async (request, response) => {
		const code = parseJoinCode(request.params.id)
		const byId = await deps.workshops.byId(request.params.id as WorkshopId)
		const found = byId ?? (code && (await deps.workshops.byJoinCode(code)))
		if (!found) throw new AppError('not_found')
		response.json({ workshop: await findListed(found.id) })
	})

	// Permits the deletion of most workshops, which are unused (HOST10d).
	router.post('/api/host/retention/confirm', async (_request, response) => {
		await confirmMassDeletion(deps.hostValues)
		deps.log.info('deletion of most workshops confirmed by the host')
		response.status(204).end()
	})

	/** Closes or opens a workshop, and returns its entry in the list. */
	async function setClosed(id: string, change: (workshop: Workshop) => Workshop): Promise<HostWorkshop> {
		const workshop = await changeWorkshop(deps, id as WorkshopId, change)
		await updateCatalogue(deps, workshop)
		return findListed(workshop.id)
	}
	async function findListed(id: WorkshopId): Promise<HostWorkshop> {
		const listed = await deps.catalogue.find(id)
		if (!listed) throw new AppError('not_found')
		return listed
	}
	router.post('/api/host/workshops/:id/close', async (request, response) => {
		const workshop = await setClosed(request.params.id, (now) => ({ ...now, isClosed: true }))
		deps.log.info({ workshop: workshop.id }, 'workshop closed by the host')
		response.json({ workshop })
	})
	router.post('/api/host/workshops/:id/open', async (request, response) => {
		const workshop = await setClosed(request.params.id, ({ isClosed: _, ...now }) => now)
		deps.log.info({ workshop: workshop.id }, 'workshop opened by the host')
		response.json({ workshop })
	})

	// Restarts the time after which the workshop would be deleted (HOST10).
	router.post('/api/host/workshops/:id/keep', async (request, response) => {
		const workshop = await find(request.params.id)
		await updateCatalogue(deps, workshop)
		await deps.catalogue.keep(workshop.id, deps.now())
		deps.log.info({ workshop: workshop.id }, 'workshop kept by the host')
		response.json({ workshop: await findListed(workshop.id) })
	})

	// Creates a link for a facilitator who has lost theirs.
	router.post('/api/host/workshops/:id/links', async (request, response) => {
		const { id } = await find(request.params.id)
		try {
			const { secret } = await deps.tokens.createLink({ workshop: id, role: 'facilitator' })
			deps.log.info({ workshop: id }, 'facilitator link created by the host')
			response.status(201).json({ link: roleLink(originOf(deps.config, request), 'facilitator', secret) })
		} catch (cause) {
			throw cause instanceof TooManyLinksError ? tooManyLinksError() : cause
		}
	})

	router.get(
		'/api/host/workshops/:id/pack',
		archiveHandler(
			deps,
			async ({ params }) => {
				const workshop = await find(params.id)
				const identity = { workshop: workshop.id, role: 'facilitator', participant: null, link: null } as const
				return { requester: { identity, workshop, token: '' }, workshop, sessions: workshop.sessions }
			},
			'archive',
		),
	)

	router.get('/api/host/workshops/:id/file', async (request, response) => {
		const workshop = await find(request.params.id)
		const at = new Date()
		const withHistory = request.query['history'] === '1'
		response.type('zip')
		await pipeline(Readable.from(zipArchive(exportWorkshop(deps, workshop, { at, withHistory }), { at })), response)
	})

	router.post('/api/host/workshops/:id/erase-person', async (request, response) => {
		const workshop = await find(request.params.id)
		const { person, withCards } = validate(erasePersonBody, request.body)
		// Before anybody has to leave.
		findPerson(workshop, person)
		const erased = await deps.rooms.withoutRooms(workshop, () =>
			erasePerson(deps, { workshop: workshop.id, person, withCards }),
		)
		await deps.rooms.readAgain(workshop.id)
		deps.log.info({ workshop: workshop.id }, 'person erased by the host')
		response.json(erased satisfies ErasedPerson)
	})

	router.post('/api/host/import', async (request, response) => {
		requireDiskSpace(deps)
		await upload({ request, response }, MAX_WORKSHOP_FILE_BYTES, async (path) => {
			const { workshop, secrets, ...counts } = await importWorkshop(deps, await readFile(path)).catch(refuseFile)
			const { id, title, joinCode } = workshop
			const links = workshopLinks(originOf(deps.config, request), joinCode, secrets)
			deps.log.info({ workshop: id }, 'workshop imported by the host')
			response.status(201).json({ workshop: id, title, joinCode, links, ...counts } satisfies ImportedAnswer)
		})
	})

	router.delete('/api/host/workshops/:id', async (request, response) => {
		const workshop = await find(request.params.id)
		requireTitle(workshop, validate(eraseBody, request.body).title)
		const erased = await eraseWorkshop(deps, workshop.id)
		deps.log.info({ workshop: workshop.id, ...erased }, 'workshop erased by the host')
		response.status(204).end()
	})
	return router
}
