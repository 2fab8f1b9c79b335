import { existsSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { RequestHandler, Response } from 'express'
import { CLIENT_DIR } from '../paths.ts'

const ROOT = fileURLToPath(CLIENT_DIR)
const ENCODINGS = [
	{ name: 'br', ending: '.br' },
	{ name: 'gzip', ending: '.gz' },
] as const
const HASHED = '/assets/'
const FOR_EVER = 'public, max-age=31536000, immutable'

/**
 * Serves the built client. Files with a hash in their name are cached for ever, and sent compressed
 * where the build made a compressed copy. All paths without a file get the index page, which is
 * never cached.
 */
export function serveClient(folder = ROOT): RequestHandler {
	const files = new Set(listFiles(folder))
	return (request, response, next) => {
		if (request.method !== 'GET' && request.method !== 'HEAD') return next()
		const path = files.has(request.path) ? request.path : '/index.html'
		const isGone = path !== request.path && /^\/assets\/|\.[a-z0-9]{2,5}$/i.test(request.path)
		if (isGone || !files.has(path)) {
			response
				.status(404)
				.type('text')
				.send(isGone ? 'Not found' : 'The client is not built. Run: npm run build')
			return
		}
		response.set('Cache-Control', path.startsWith(HASHED) ? FOR_EVER : 'no-cache')
		send(response, folder, { path, encoded: pickEncoding(files, path, request.acceptsEncodings()) })
	}
}

function send(response: Response, folder: string, file: { path: string; encoded: Encoding | undefined }): void {
	response.vary('Accept-Encoding')
	response.type(file.path.slice(file.path.lastIndexOf('.')))
	if (file.encoded) response.set('Content-Encoding', file.encoded.name)
	response.sendFile(`${file.path}${file.encoded?.ending ?? ''}`, { root: folder, cacheControl: false })
}

type Encoding = (typeof ENCODINGS)[number]

function pickEncoding(files: ReadonlySet<string>, path: string, accepted: readonly string[]): Encoding | undefined {
	return ENCODINGS.find(({ name, ending }) => accepted.includes(name) && files.has(path + ending))
}

/** The paths of all files in a folder except hidden ones, as `/` and names joined by `/`. */
function listFiles(folder: string): string[] {
	if (!existsSync(folder)) return []
	const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
	return names.map((name) => `/${name.replaceAll('\\', '/')}`).filter((path) => !path.includes('/.'))
}
