import type {
	HostMachine,
	HostTranslation,
	HostTranslationTest,
	HostUsage,
	HostWebhook,
	WebhookDelivery,
} from '@charrette/shared'
import { Router } from 'express'
import { AppError } from '../../errors.ts'
import { readUsage } from '../../host/refreshCatalogue.ts'
import type { HttpDeps } from '../HttpDeps.ts'

/**
 * For the host, after `hostRoutes` has checked the key: `GET /api/host/machine`, `GET
 * /api/host/usage`, `GET /api/host/translation`, `POST /api/host/translation/test`, `GET
 * /api/host/webhook` and `POST /api/host/webhook/test`.
 */
export function hostMachineRoutes(deps: HttpDeps): Router {
	const router = Router()
	router.get('/api/host/machine', async (_request, response) => {
		response.json((await deps.machine.read()) satisfies HostMachine)
	})
	router.get('/api/host/usage', async (_request, response) => {
		response.json({ days: await readUsage(deps) } satisfies HostUsage)
	})
	router.get('/api/host/translation', (_request, response) => {
		response.json({ translation: deps.boardTranslations.state() } satisfies { translation: HostTranslation | null })
	})
	router.post('/api/host/translation/test', async (_request, response) => {
		const result = await deps.boardTranslations.test()
		if (!result) throw new AppError('not_found')
		response.json(result satisfies HostTranslationTest)
	})
	router.get('/api/host/webhook', (_request, response) => {
		response.json({ webhook: deps.webhook.read() } satisfies { webhook: HostWebhook | null })
	})
	router.post('/api/host/webhook/test', async (_request, response) => {
		const delivery = await deps.webhook.test()
		if (!delivery) throw new AppError('not_found')
		response.json({ delivery } satisfies { delivery: WebhookDelivery })
	})
	return router
}
