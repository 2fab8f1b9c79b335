import { LIMITS, type ReportFormat, reportQuery, reportTextsIn, textLanguage } from '@charrette/shared'
import { type RequestHandler, Router } from 'express'
import { readReportExchange } from '../../exchange/readReportExchange.ts'
import { DOCX_TYPE, exportFileName, fileHeaders } from '../../export/exportHeaders.ts'
import type { ExportJob } from '../../workshops/exports/exportJob.ts'
import { resultsIn } from '../../workshops/votes/voteResults.ts'
import { originOf } from '../authenticate.ts'
import type { HttpDeps } from '../HttpDeps.ts'
import { streamReadResult } from '../streamReadResult.ts'
import { createUploadBudget } from '../uploads.ts'
import { validate } from '../validate.ts'
import { selectSession, selectWorkshop } from './exports.ts'

const UPLOAD_BOUNDS = {
	/** Rendered boards for reports that are received or wait (HTTP3). @limit server: `busy` */
	maxTotalBytes: LIMITS.maxReportPictureBytes,
	maxPerSender: 2,
	maxUploads: 16,
	retryAfterS: 5,
}
const TYPES: Record<ReportFormat, string> = { html: 'text/html; charset=utf-8', docx: DOCX_TYPE }

/** `GET` and `POST /api/sessions/:id/report`, `GET` and `POST /api/workshops/:id/report` */
export function reportRoutes(deps: HttpDeps): Router {
	const router = Router()
	const upload = createUploadBudget({ ...UPLOAD_BOUNDS, folder: deps.uploadFolder })
	const handle = (select: typeof selectSession): RequestHandler<{ id: string }> => {
		return async (request, response) => {
			const hasRenders = request.method === 'POST'
			const { requester, workshop, sessions } = await select(deps, request)
			const query = validate(reportQuery, request.query)
			const { format, locale = workshop.locale, authors, zone } = query
			const language = textLanguage(query, locale)
			const at = new Date()
			const options = { locale, at, zone, namesPeople: authors, origin: originOf(deps.config, request) }
			const [only, ...others] = sessions
			const subtitle = only && others.length === 0 ? only.title : ''
			const title = [subtitle, reportTextsIn(locale).report].filter(Boolean).join(' - ')
			const headers = {
				...fileHeaders(TYPES[format], exportFileName({ workshop, board: { title }, at, zone }, format)),
				'Content-Security-Policy': "default-src 'none'; sandbox",
			}
			const send = (renders: string | null) => {
				const job = async (): Promise<ExportJob> => {
					const results = await resultsIn(deps, workshop, sessions)
					const exchange = await readReportExchange(deps, workshop, { locale, drawsPicture: format === 'docx' })
					return { type: 'report', workshop, sessions, results, format, options, language, exchange, renders }
				}
				return streamReadResult(deps, { requester, response, headers, job })
			}
			// A slow upload takes no place in the queue.
			if (hasRenders) await upload({ request, response }, LIMITS.maxReportPictureBytes, send)
			else await send(null)
		}
	}
	router.route('/api/sessions/:id/report').get(handle(selectSession)).post(handle(selectSession))
	router.route('/api/workshops/:id/report').get(handle(selectWorkshop)).post(handle(selectWorkshop))
	return router
}
