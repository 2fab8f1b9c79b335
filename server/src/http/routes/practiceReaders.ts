import { cityAnswerBody, cityQuestionBody, practiceReportBody } from '@charrette/shared'
import { Router } from 'express'
import { AppError } from '../../errors.ts'
import { answerQuestion, askCity, removeQuestion } from '../../exchange/cityQuestions.ts'
import { requireOwnPractice } from '../../exchange/ExchangeDeps.ts'
import { readerOf, requireListed } from '../../exchange/findPractices.ts'
import { dismissReport, readReports, reportPractice } from '../../exchange/reportPractice.ts'
import { authenticate, authenticateFacilitator, requesterOrNull } from '../authenticate.ts'
import type { HttpDeps } from '../HttpDeps.ts'
import type { RequestLimits } from '../requestLimits.ts'
import { validate } from '../validate.ts'

/**
 * What readers write to those responsible for a practice. Reports (PRACTICE7): `POST` and `GET
 * /api/practices/:id/reports`, `DELETE …/reports/:report`. Questions (ASK1): `POST
 * /api/practices/:id/questions`, `DELETE …/questions/:question`, `POST …/:question/answer`.
 */
export function practiceReaderRoutes(deps: HttpDeps, requestLimits: RequestLimits): Router {
	const router = Router()
	router.post('/api/practices/:id/reports', async (request, response) => {
		const requester = await requesterOrNull(deps, request)
		if (requester?.identity.role === 'projector') throw new AppError('not_allowed')
		const { practice } = await requireListed(deps, readerOf(requester), request.params.id)
		const report = validate(practiceReportBody, request.body)
		await requestLimits.report(request, requester && (requester.identity.participant ?? requester.workshop.id))
		await reportPractice(deps, practice.id, report)
		deps.log.info({ practice: practice.id, reason: report.reason }, 'practice reported')
		response.status(204).end()
	})
	router.get('/api/practices/:id/reports', async (request, response) => {
		const requester = await authenticateFacilitator(deps, request)
		response.json(await readReports(deps, requester, request.params.id))
	})
	router.delete('/api/practices/:id/reports/:report', async (request, response) => {
		const requester = await authenticateFacilitator(deps, request)
		await requireOwnPractice(deps, requester, request.params.id)
		await dismissReport(deps, request.params)
		response.status(204).end()
	})
	router.post('/api/practices/:id/questions', async (request, response) => {
		const requester = await authenticate(deps, request)
		const listed = await requireListed(deps, readerOf(requester), request.params.id)
		const question = validate(cityQuestionBody, request.body)
		await requestLimits.askCity(request, requester.identity.participant ?? requester.workshop.id)
		await askCity(deps, requester, { listed, question })
		deps.log.info({ practice: listed.practice.id }, 'city asked')
		response.status(204).end()
	})
	router.post('/api/practices/:id/questions/:question/answer', async (request, response) => {
		const requester = await authenticateFacilitator(deps, request)
		await answerQuestion(deps, requester, { ...request.params, ...validate(cityAnswerBody, request.body) })
		deps.log.info({ practice: request.params.id }, 'question answered')
		response.status(204).end()
	})
	router.delete('/api/practices/:id/questions/:question', async (request, response) => {
		await removeQuestion(deps, await authenticateFacilitator(deps, request), request.params)
		deps.log.info({ practice: request.params.id }, 'question removed')
		response.status(204).end()
	})
	return router
}
