import { practiceReportBody } from '@charrette/shared'
import { Router } from 'express'
import { AppError } from '../../errors.ts'
import { requireOwnPractice } from '../../exchange/ExchangeDeps.ts'
import { readerOf, requireListed } from '../../exchange/findPractices.ts'
import { dismissReport, readReports, reportPractice } from '../../exchange/reportPractice.ts'
import type { Admission } from '../admission.ts'
import { authenticateFacilitator, visitorOrNull } from '../authenticate.ts'
import type { HttpDeps } from '../HttpDeps.ts'
import { validate } from '../validate.ts'

/**
 * Reports of practices (PRACTICE7): `POST` and `GET /api/practices/:id/reports`, `DELETE
 * …/reports/:report`.
 */
export function practiceReportRoutes(deps: HttpDeps, admission: Admission): Router {
	const router = Router()
	router.post('/api/practices/:id/reports', async (request, response) => {
		const visitor = await visitorOrNull(deps, request)
		if (visitor?.identity.role === 'projector') throw new AppError('not_allowed')
		const { practice } = await requireListed(deps, readerOf(visitor), request.params.id)
		const report = validate(practiceReportBody, request.body)
		await admission.report(request, visitor && (visitor.identity.participant ?? visitor.workshop.id))
		await reportPractice(deps, practice.id, report)
		deps.log.info({ practice: practice.id, reason: report.reason }, 'practice reported')
		response.status(204).end()
	})
	router.get('/api/practices/:id/reports', async (request, response) => {
		const visitor = await authenticateFacilitator(deps, request)
		response.json(await readReports(deps, visitor, request.params.id))
	})
	router.delete('/api/practices/:id/reports/:report', async (request, response) => {
		const visitor = await authenticateFacilitator(deps, request)
		await requireOwnPractice(deps, visitor, request.params.id)
		await dismissReport(deps, request.params)
		response.status(204).end()
	})
	return router
}
