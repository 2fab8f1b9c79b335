import { type Locale, type Travels, travelsQuery, travelTextsIn } from '@charrette/shared'
import { type Request, type Response, Router } from 'express'
import { readTravels } from '../../exchange/readTravels.ts'
import { EXPORT_TYPES, exportFileName, fileHeaders } from '../../export/exportHeaders.ts'
import { travelMapOf, travelMapToSvg, travelsToCsv, travelsToSvg } from '../../export/travelFiles.ts'
import { authenticateMember } from '../authenticate.ts'
import type { HttpDeps } from '../HttpDeps.ts'
import { validate } from '../validate.ts'

/**
 * Routes of the travels of ideas from and to a workshop (TRAVEL1): `GET
 * /api/workshops/:id/travels`, as an image `…/travels.svg`, on a map `…/travels-map.svg`, and as a
 * table `…/travels.csv`. A file without any travel is answered with 204.
 */
export function travelRoutes(deps: HttpDeps): Router {
	const router = Router()
	router.get('/api/workshops/:id/travels', async (request, response) => {
		const { workshop, identity, locale } = await readRequest(request)
		const isMember = identity.role !== 'projector'
		response.json((await readTravels(deps, workshop, { locale, isMember })) satisfies Travels)
	})
	router.get('/api/workshops/:id/travels.svg', (request, response) =>
		sendFile(request, response, { extension: 'svg', type: 'image/svg+xml', write: travelsToSvg }),
	)
	router.get('/api/workshops/:id/travels.csv', (request, response) =>
		sendFile(request, response, {
			extension: 'csv',
			type: EXPORT_TYPES.csv,
			write: (travels, locale, zone) => travelsToCsv(travels, { locale, zone }),
		}),
	)
	router.get('/api/workshops/:id/travels-map.svg', (request, response) =>
		sendFile(request, response, { extension: 'svg', type: 'image/svg+xml', write: writeMap }),
	)

	async function readRequest(request: Request<{ id: string }>) {
		const requester = await authenticateMember(deps, request)
		const { locale = requester.workshop.locale, zone } = validate(travelsQuery, request.query)
		return { ...requester, locale, zone }
	}

	async function sendFile(
		request: Request<{ id: string }>,
		response: Response,
		{ extension, type, write }: TravelFile,
	): Promise<void> {
		const { workshop, locale, zone } = await readRequest(request)
		const travels = await readTravels(deps, workshop, { locale, isMember: false })
		const file = travels.travels.length > 0 ? write(travels, locale, zone) : null
		if (file === null) {
			response.status(204).end()
			return
		}
		const board = { title: travelTextsIn(locale).title }
		const name = exportFileName({ workshop, board, at: new Date(), zone }, extension)
		response.set(fileHeaders(type, name)).send(file)
	}
	return router
}

interface TravelFile {
	extension: string
	type: string
	/** Returns null for a file without content. */
	write(travels: Travels, locale: Locale, zone: string | undefined): string | null
}

function writeMap(travels: Travels, locale: Locale): string | null {
	const map = travelMapOf(travels, locale)
	return map && travelMapToSvg(map, travels, locale)
}
