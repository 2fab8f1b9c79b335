import { wholeQuery } from '@charrette/shared'
import type { Request, RequestHandler, Response } from 'express'
import { Router } from 'express'
import { attachment, fileName } from '../../export/fileName.ts'
import { zipEntries } from '../../export/pack/zipEntries.ts'
import { XLSX_TYPE } from '../../export/writeExport.ts'
import { toXlsx } from '../../export/xlsx/toXlsx.ts'
import { type AskedSessions, askedSession, askedWorkshop, titleOfSessions } from '../askedSessions.ts'
import { createHandful } from '../createHandful.ts'
import type { HttpDeps } from '../HttpDeps.ts'
import { originOf } from '../links.ts'
import { packOf } from '../packOf.ts'
import { readExported } from '../readExported.ts'
import { sendPieces } from '../sendPieces.ts'
import { validate } from '../validate.ts'

/** So many are read and packed at once: each takes a core for as long as it lasts. */
const IN_HAND = { most: 2, retryS: 5 }

/** What was asked for, and how. */
interface Order {
	asked: AskedSessions
	about: {
		at: Date
		zone: string | undefined
		locale: AskedSessions['workshop']['locale']
		origin: string
		authors: boolean
	}
	response: Response
}

/** `GET /api/sessions/:id/pack` and `…/workbook.xlsx`, and the same of `/api/workshops/:id` */
export function packRoutes(deps: HttpDeps): Router {
	const router = Router()
	const inHand = createHandful(IN_HAND)
	const handle = (find: typeof askedSession, answer: (deps: HttpDeps, order: Order) => Promise<void>) => {
		const handler: RequestHandler<{ id: string }> = async (request, response) => {
			const asked = await find(deps, request)
			await inHand(response, () => answer(deps, { asked, about: aboutOf(deps, request, asked), response }))
		}
		return handler
	}
	for (const [path, find] of [
		['/api/sessions/:id', askedSession],
		['/api/workshops/:id', askedWorkshop],
	] as const) {
		router.get(`${path}/pack`, handle(find, sendPack))
		router.get(`${path}/workbook.xlsx`, handle(find, sendWorkbook))
	}
	return router
}

function aboutOf(deps: HttpDeps, request: Request<{ id: string }>, { workshop }: AskedSessions): Order['about'] {
	const { locale = workshop.locale, authors, zone } = validate(wholeQuery, request.query)
	return { at: new Date(), zone, locale, authors, origin: originOf(deps.config, request) }
}

async function sendPack(deps: HttpDeps, { asked, about, response }: Order): Promise<void> {
	name(response, { asked, about }, 'zip')
	response.type('application/zip')
	await sendPieces(response, zipEntries(packOf(deps, asked, about), about))
}

async function sendWorkbook(deps: HttpDeps, { asked, about, response }: Order): Promise<void> {
	const { workshop, sessions } = asked
	const boards = []
	for (const board of sessions.flatMap((session) => session.boards))
		boards.push(await readExported(deps, { workshop, board }, about))
	const file = await toXlsx(boards, about)
	name(response, { asked, about }, 'xlsx')
	response.type(XLSX_TYPE).send(Buffer.from(file.buffer, file.byteOffset, file.byteLength))
}

function name(response: Response, { asked, about }: Pick<Order, 'asked' | 'about'>, ending: string): void {
	const title = titleOfSessions(asked)
	const file = fileName({ workshop: asked.workshop, board: { title }, ...about }, ending)
	response.set('Content-Disposition', attachment(file))
}
