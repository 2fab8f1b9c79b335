import { createHash } from 'node:crypto'
import { createReadStream, existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { createGunzip } from 'node:zlib'
import type { RequestHandler, Response } from 'express'
import type { AddedLanguage } from '../languages/checkLanguage.ts'
import { CLIENT_DIR } from '../paths.ts'
import { readIndexPages } from './indexPages.ts'

const ROOT = fileURLToPath(CLIENT_DIR)
const GZIPPED = '.gz'
const ENCODINGS = [
	{ name: 'br', ending: '.br' },
	{ name: 'gzip', ending: GZIPPED },
] as const
const INDEX = '/index.html'
const HASHED = '/assets/'
const FOR_EVER = 'public, max-age=31536000, immutable'

/**
 * Serves the built client. Browsers cache files with a hash in their name for ever. The server
 * sends compressed copies where the build has made them. The packed product has nothing else of
 * these files (PACKAGE1a): for clients that accept no compression they are decompressed. Other
 * paths without a file get the index page (`readIndexPages`). Browsers revalidate that page and the
 * other files without a hash each time. Their ETag is a hash of their content, since the files of
 * two releases may have the same size and, in an npm package, the same modification time.
 */
export function serveClient(
	folder = ROOT,
	{ languages = [], base = '' }: { languages?: readonly AddedLanguage[]; base?: string } = {},
): RequestHandler {
	const files = new Set(listFiles(folder))
	const indexPage = readIndexPages(folder, { added: languages, base })
	const etags = new Map(
		[...files].filter((path) => !path.startsWith(HASHED)).map((path) => [path, hashOf(folder, path)]),
	)
	const isStored = (path: string) => files.has(path) || files.has(`${path}${GZIPPED}`)
	return (request, response, next) => {
		if (request.method !== 'GET' && request.method !== 'HEAD') return next()
		const path = isStored(request.path) ? request.path : INDEX
		const isGone = path !== request.path && /^\/assets\/|\.[a-z0-9]{2,5}$/i.test(request.path)
		if (isGone || !isStored(path)) {
			response
				.status(404)
				.type('text')
				.send(isGone ? 'Not found' : 'The client is not built. Run: npm run build')
			return
		}
		response.set('Cache-Control', path.startsWith(HASHED) ? FOR_EVER : 'no-cache')
		if (indexPage && path === INDEX)
			return void response
				.vary('Accept-Language')
				.type('html')
				.send(withTags(indexPage(request.path, request.acceptsLanguages()), response))
		const encoded = pickEncoding(files, path, request.acceptsEncodings())
		const etag = etags.get(`${path}${encoded?.ending ?? ''}`)
		if (etag) response.set('ETag', etag)
		send(response, folder, { path, encoded, isCompressedOnly: !files.has(path) })
	}
}

/** The name of the tags in `response.locals` that a route adds to the head of the index page. */
export const HEAD_TAGS = 'headTags'

function withTags(page: string, { locals }: Response): string {
	const tags = locals[HEAD_TAGS]
	return typeof tags === 'string' ? page.replace('</head>', () => `${tags}\n</head>`) : page
}

function send(
	response: Response,
	folder: string,
	file: { path: string; encoded: Encoding | undefined; isCompressedOnly: boolean },
): void {
	response.vary('Accept-Encoding')
	response.type(file.path.slice(file.path.lastIndexOf('.')))
	if (file.isCompressedOnly && !file.encoded) {
		// If the file cannot be read, `pipeline` closes the connection.
		pipeline(createReadStream(join(folder, `${file.path}${GZIPPED}`)), createGunzip(), response, () => {})
		return
	}
	if (file.encoded) response.set('Content-Encoding', file.encoded.name)
	response.sendFile(`${file.path}${file.encoded?.ending ?? ''}`, {
		root: folder,
		cacheControl: false,
		lastModified: false,
	})
}

function hashOf(folder: string, path: string): string {
	return `"${createHash('sha256')
		.update(readFileSync(join(folder, path)))
		.digest('base64url')
		.slice(0, 22)}"`
}

type Encoding = (typeof ENCODINGS)[number]

function pickEncoding(files: ReadonlySet<string>, path: string, accepted: readonly string[]): Encoding | undefined {
	return ENCODINGS.find(({ name, ending }) => accepted.includes(name) && files.has(path + ending))
}

/** Returns the paths of all files in a folder except hidden ones, each with a leading `/`. */
function listFiles(folder: string): string[] {
	if (!existsSync(folder)) return []
	const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
	const files = names.filter((name) => statSync(join(folder, name)).isFile())
	return files.map((name) => `/${name.replaceAll('\\', '/')}`).filter((path) => !path.includes('/.'))
}
