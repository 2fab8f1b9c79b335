import { type HostSettingsView, hostSettingsBody, type LegalTexts, LIMITS } from '@charrette/shared'
import { Router } from 'express'
import { AppError } from '../../errors.ts'
import type { HttpDeps } from '../HttpDeps.ts'
import { createUploadBudget } from '../uploads.ts'
import { validate } from '../validate.ts'

const UPLOAD_BOUNDS = { maxTotalBytes: 2 * LIMITS.maxImageBytes, maxPerSender: 1, maxUploads: 2, retryAfterS: 2 }
/** The logo of a version never changes. */
const FOR_EVER = 'public, max-age=31536000, immutable'

/** For everybody: `GET /api/logo/:version`, `GET /api/legal`. */
export function legalRoutes({ hostSettings, config }: Pick<HttpDeps, 'hostSettings' | 'config'>): Router {
	const router = Router()
	router.get('/api/logo/:version', (request, response) => {
		const logo = hostSettings.logo(request.params.version)
		if (!logo) throw new AppError('not_found')
		response.set({ 'Cache-Control': FOR_EVER, 'Content-Security-Policy': "default-src 'none'; sandbox" })
		response.type(logo.type).send(logo.bytes)
	})
	router.get('/api/legal', (_request, response) => {
		const { name, notice, privacy } = hostSettings.current()
		const translator = config.translator && new URL(config.translator.url).host
		response.json({ name, notice, privacy, translator } satisfies LegalTexts)
	})
	return router
}

/**
 * For the host, after `hostRoutes` has checked the key: `GET` and `POST /api/host/settings`, `POST`
 * and `DELETE /api/host/logo`.
 */
export function hostSettingsRoutes(deps: HttpDeps): Router {
	const router = Router()
	const { hostSettings, imageEncoder, log } = deps
	const upload = createUploadBudget({ ...UPLOAD_BOUNDS, folder: deps.uploadFolder })
	const view = () => hostSettings.view() satisfies HostSettingsView
	router.get('/api/host/settings', (_request, response) => {
		response.json(view())
	})
	router.post('/api/host/settings', async (request, response) => {
		await hostSettings.save(validate(hostSettingsBody, request.body))
		log.info('settings of the host changed')
		response.json(view())
	})
	router.post('/api/host/logo', async (request, response) => {
		await upload({ request, response }, LIMITS.maxImageBytes, async (file) => {
			await hostSettings.saveLogo(await imageEncoder.encode(file))
			response.json(view())
		})
	})
	router.delete('/api/host/logo', async (_request, response) => {
		await hostSettings.saveLogo(null)
		response.json(view())
	})
	return router
}
